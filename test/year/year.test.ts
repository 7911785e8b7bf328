import { expect, test } from 'vitest';
import { makePlan } from './plan.ts';
import { simulate } from './simulate.ts';

test('every due digest comes once, at its time or in the first minute up, as luxon has it', async () => {
  // The same spring at every run, in which half the zones leap; `npm run test:year` takes another year each time.
  const { wrong, posts } = await simulate(makePlan(1, 30, Date.UTC(2024, 2, 5), 35));
  expect(wrong).toEqual([]);
  expect(posts).toBeGreaterThan(300);
});
