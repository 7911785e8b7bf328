import { papersIn } from './papers-in.ts';

/** Parses one file and prints the most memory the process has taken, in kilobytes. */
await papersIn(process.argv[2] ?? '');
console.log(process.resourceUsage().maxRSS);
