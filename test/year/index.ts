import { parseArgs } from 'node:util';
import { makePlan } from './plan.ts';
import { simulate } from './simulate.ts';

/** `npm run test:year [-- --seed N]`: 200 channels in 30 time zones over the 366 days of 2024, against luxon. */
const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`seed ${seed}`);
const plan = makePlan(seed, 200, Date.UTC(2024, 0, 1), 366);
const began = performance.now();
const { posts, failures, wrong } = await simulate(plan);
console.log(
  `${plan.channels.length} channels, ${plan.downtimes.length} downtimes, ${plan.jumps.length} clocks set back, ${plan.arrivals.length} papers: ` +
    `${posts} digests, ${failures} at the second try, in ${((performance.now() - began) / 1000).toFixed(1)} s; ${wrong.length} channels wrong`,
);
for (const line of wrong.slice(0, 20)) console.log(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
