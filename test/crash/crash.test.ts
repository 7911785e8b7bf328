import { expect, test } from 'vitest';
import { killOften } from './moments.ts';
import { randomFrom } from '../fakes/random.ts';

test('killed at some moment, the program posts every paper once, in order', async () => {
  // The same run at every time; `npm run test:crash` takes others each time.
  const { wrong, kills } = await killOften(1, { startMs: 700, workMs: 700 }, randomFrom(7), 3);
  expect(wrong).toEqual([]);
  expect(kills).toBe(1);
});
