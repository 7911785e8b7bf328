import { papersPage } from '../../src/feeds/papers-page/index.ts';
import { openFile } from '../../src/feeds/open.ts';

/** Parses one file and prints the most memory the process was seen to hold, in kilobytes. The system's own figure would count what the parent held. */
const path = process.argv[2] ?? '';
let peakBytes = 0;
let items = 0;
for await (const _ of papersPage.read(openFile(path).bytes, { source: path }))
  if (items++ % 100 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
console.log(Math.round(peakBytes / 1024));
