import { expect, test } from 'vitest';
import { lookBack } from '../../src/platforms/look-back.ts';

const DAY_MS = 86_400_000;
const SINCE_MS = 100 * DAY_MS;

/** Looks for what stands so many messages back, in a channel of so many, of which one was posted each millisecond. */
async function look({ at, of, sinceMs = 0 }: { at?: number; of: number; sinceMs?: number }) {
  const seen: string[] = [];
  const found = await lookBack(
    async (from = '0') => {
      seen.push(`page ${from}`);
      const begin = Number(from);
      const end = Math.min(begin + 100, of);
      return {
        messages: end - begin,
        ...(at !== undefined && at >= begin && at < end && { found: `message ${at}` }),
        oldestMs: SINCE_MS - end,
        ...(end < of && { next: String(end) }),
      };
    },
    sinceMs,
    async () => void seen.push('turn'),
  );
  return { found, seen };
}

test('goes back page by page, each after its turn, until it is found', async () => {
  expect(await look({ at: 250, of: 600 })).toEqual({
    found: { posted: 'yes', id: 'message 250' },
    seen: ['page 0', 'turn', 'page 100', 'turn', 'page 200'],
  });
});

test('is sure that nothing was posted at the beginning of a channel', async () => {
  expect(await look({ of: 150 })).toEqual({
    found: { posted: 'no' },
    seen: ['page 0', 'turn', 'page 100'],
  });
  expect((await look({ of: 1000 })).found).toEqual({ posted: 'no' });
});

test('is sure where messages are older than what is looked for by more than a day, which a clock may be wrong', async () => {
  expect(await look({ of: 5000, sinceMs: SINCE_MS + DAY_MS - 200 })).toMatchObject({
    found: { posted: 'no' },
    seen: { length: 5 },
  });
  expect((await look({ at: 250, of: 5000, sinceMs: SINCE_MS + DAY_MS - 200 })).found.posted).toBe('yes');
});

test('gives up after 1,000 messages, or as many pages without any', async () => {
  expect((await look({ at: 999, of: 5000 })).found.posted).toBe('yes');
  expect(await look({ at: 1000, of: 5000 })).toMatchObject({
    found: { posted: 'unknown' },
    seen: { length: 19 },
  });
  const empty = { messages: 0, oldestMs: SINCE_MS, next: 'x' };
  expect(
    await lookBack(
      async () => empty,
      0,
      async () => {},
    ),
  ).toEqual({ posted: 'unknown' });
});
