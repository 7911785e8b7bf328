import type { Bench } from './bench.ts';
import { deliveries } from './deliveries.ts';
import { diff } from './diff.ts';
import { faults } from './faults.ts';
import { interactions } from './interactions.ts';
import { parse } from './parse.ts';

/** Every bench, in the order they run: `npm run bench [-- --full] [-- NAME]`. Fails where a figure misses its bar. */
const benches: readonly Bench[] = [diff, parse, interactions, deliveries, faults];

const full = process.argv.includes('--full');
const names = process.argv.slice(2).filter((argument) => argument !== '--full');
const stranger = names.find((name) => benches.every((bench) => bench.name !== name));
if (stranger !== undefined)
  throw new Error(`There is no bench ${stranger}: ${benches.map(({ name }) => name).join(', ')}.`);

let missed = 0;
for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
  for (const { what, value, unit, atMost, atLeast } of await bench.run(full)) {
    const isMissed = !(value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity));
    missed += Number(isMissed);
    const bars = [atLeast === undefined ? [] : `at least ${atLeast}`, atMost ?? [], isMissed ? 'MISSED' : []].flat();
    const bar = atMost === undefined && atLeast === undefined ? '' : ` (bar: ${bars.join(', ')})`;
    console.log(`${bench.name}: ${what}: ${value.toFixed(2)} ${unit}${bar}`);
  }
}
process.exitCode = missed > 0 ? 1 : 0;
