import { expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import {
  clearTrouble,
  findTrouble,
  isToBeTold,
  markTold,
  noteTrouble,
  retryNow,
  waitLonger,
} from '../../src/deliveries/channel-troubles.ts';

const passing = { hindrance: 'passing', reason: 'It is busy.' } as const;
const closed = { hindrance: 'channel', reason: 'It is closed.' } as const;
const wait = (_hindrance: string, tries: number): number => 10 ** tries;

test('counts what a channel meets with in a row; something else counts anew but lasts no less, and success ends it', async () => {
  const store = await openStore('sqlite::memory:');
  await noteTrouble(store, 'fake:A:1', passing, 1000, wait);
  expect(await noteTrouble(store, 'fake:A:1', passing, 2000, wait)).toEqual({
    ...passing,
    sinceMs: 1000,
    tries: 2,
    retryMs: 2100,
    isTold: false,
  });
  const other = { ...closed, sinceMs: 1000, tries: 1, retryMs: 3010, isTold: false };
  expect(await noteTrouble(store, 'fake:A:1', closed, 3000, wait)).toEqual(other);
  await markTold(store, ['fake:A:1']);
  expect(await findTrouble(store, 'fake:A:1')).toEqual({ ...other, isTold: true });
  expect(await noteTrouble(store, 'fake:A:1', closed, 4000, wait)).toMatchObject({ tries: 2, isTold: true });
  expect(await noteTrouble(store, 'fake:A:1', passing, 5000, wait)).toMatchObject({ tries: 1, isTold: true });
  expect(await clearTrouble(store, 'fake:A:1')).toBe(true);
  expect(await clearTrouble(store, 'fake:A:1')).toBe(false);
  expect(await findTrouble(store, 'fake:A:1')).toBeUndefined();
});

test('people are told at once of what needs someone, and after a day of what may pass', async () => {
  const store = await openStore('sqlite::memory:');
  const day = 86_400_000;
  const meet = async (met: typeof passing | typeof closed, nowMs: number): Promise<boolean> =>
    isToBeTold(await noteTrouble(store, 'fake:A:1', met, nowMs, () => 1), nowMs);
  expect(await meet(passing, 0)).toBe(false);
  expect(await meet(closed, day / 2)).toBe(true);
  expect(await meet(passing, day - 1)).toBe(false);
  expect(await meet(passing, day)).toBe(true);
  // Nobody has tried for a day.
  expect(await meet(passing, 2 * day + 1)).toBe(false);
  expect(await meet(passing, 3 * day + 1)).toBe(true);
  await markTold(store, ['fake:A:1']);
  expect(await meet(closed, 3 * day + 2)).toBe(false);
});

test('a space that lets the bot in again has its own channels tried at once', async () => {
  const store = await openStore('sqlite::memory:');
  for (const channel of ['fake:A:1', 'fake:AB:1']) await noteTrouble(store, channel, closed, 1000, wait);
  await retryNow(store, 'fake:A', 1005);
  expect((await findTrouble(store, 'fake:A:1'))?.retryMs).toBe(1005);
  expect((await findTrouble(store, 'fake:AB:1'))?.retryMs).toBe(1010);
});

test('waits twice as long each time, some at random, and never longer than an hour and a quarter', () => {
  const seconds = (hindrance: 'passing' | 'channel', tries: number): number => waitLonger(hindrance, tries) / 1000;
  for (const [tries, usual] of [5, 10, 20, 40, 80, 160, 320, 640, 900, 900].entries()) {
    const waits = Array.from({ length: 50 }, () => seconds('passing', tries + 1));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(usual * 0.75);
    expect(Math.max(...waits)).toBeLessThanOrEqual(usual * 1.25);
    expect(new Set(waits).size).toBeGreaterThan(10);
  }
  expect(seconds('channel', 1)).toBeGreaterThanOrEqual(225);
  expect(seconds('channel', 2000)).toBeLessThanOrEqual(4500);
});
