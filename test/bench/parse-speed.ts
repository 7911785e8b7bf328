import { readFileSync } from 'node:fs';
import { median, timeMs } from './bench.ts';
import { papersIn } from './papers-in.ts';

const ROUNDS = 5;

/** Prints how many times as long as reading a file and splitting it into lines it takes to parse it: the median of interleaved rounds. */
const path = process.argv[2] ?? '';
const rounds: number[] = [];
// Once for the compiler, uncounted: the plain reading has no code to compile.
await papersIn(path);
for (let round = 0; round < ROUNDS; round++) {
  const plainMs = await timeMs(async () => readFileSync(path).toString().split('\n').length);
  rounds.push((await timeMs(() => papersIn(path))) / plainMs);
}
console.log(median(rounds));
