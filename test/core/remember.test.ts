import { expect, test } from 'vitest';
import { remember } from '../../src/core/remember.ts';

test('computes nothing twice of late, and forgets the longest unused', () => {
  const computed: string[] = [];
  const double = remember(
    (text: string) => {
      computed.push(text);
      return { text: text + text };
    },
    (text) => text,
    2,
  );
  expect(double('a')).toEqual({ text: 'aa' });
  expect(double('a')).toBe(double('a'));
  for (const text of ['b', 'a', 'c', 'a', 'b']) double(text);
  expect(computed).toEqual(['a', 'b', 'c', 'b']);
});

test('forgets what is too old, and what failed', async () => {
  let nowMs = 1000;
  let calls = 0;
  const answer = remember(
    async (text: string) => {
      calls += 1;
      if (text === 'broken') throw new Error('out of order');
      return text;
    },
    (text) => text,
    5,
    { forMs: 100, now: () => nowMs },
  );
  for (const waitMs of [0, 100, 1, 0]) {
    nowMs += waitMs;
    expect(await answer('a')).toBe('a');
  }
  expect(calls).toBe(2);
  for (const count of [3, 4]) {
    await expect(answer('broken')).rejects.toThrow('out of order');
    expect(calls).toBe(count);
  }
});
