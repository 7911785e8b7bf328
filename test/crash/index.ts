import { parseArgs } from 'node:util';
import { faults } from './faults.ts';
import { labels } from './labels.ts';
import { moments } from './moments.ts';
import { add, NOTHING, type Outcome, type Part } from './runs.ts';

/** `npm run test:crash [-- --full] [-- --seed N] [-- --part NAME] [-- --run N]`: nothing is lost, and nothing comes twice. */
const parts: readonly Part[] = [labels, moments, faults];

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    full: { type: 'boolean', default: false },
    part: { type: 'string' },
    run: { type: 'string' },
  },
});
// With it end the processes that it has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
let total = NOTHING;
for (const part of parts.filter(({ name }) => values.part === undefined || values.part === name)) {
  const beganMs = performance.now();
  const outcome = await part.run({
    seed,
    full: values.full,
    onWrong: (line) => console.log(line),
    ...(values.run !== undefined && { run: Number(values.run) }),
  });
  total = add(total, outcome);
  tell(part.name, outcome, performance.now() - beganMs);
}
console.log(`in all: ${figuresOf(total)}`);
process.exitCode = total.wrong.length > 0 ? 1 : 0;

function tell(name: string, outcome: Outcome, tookMs: number): void {
  const { killedAt, remark } = outcome;
  const places = [...Map.groupBy(killedAt, (place) => place)].toSorted(([, a], [, b]) => b.length - a.length);
  const more = remark ?? places.map(([place, of]) => `${of.length} ${place}`).join(', ');
  console.log(`${name}: ${figuresOf(outcome)}, in ${(tookMs / 1000).toFixed(0)} s\n  killed at: ${more}`);
}

function figuresOf({ runs, kills, posted, lookups, faults: failed, wrong }: Outcome): string {
  return `${runs} runs, ${kills} kills, ${failed} requests failed, ${posted} messages, ${lookups} look-ups, ${wrong.length} wrong`;
}
