import { expect, test } from 'vitest';
import { rankPaper } from '../../src/digests/rank.ts';

test('a better match ranks higher, and so do more upvotes', () => {
  expect(rankPaper({ upvotes: 5 }, { score: 4 })).toBeGreaterThan(rankPaper({ upvotes: 5 }, { score: 3 }));
  expect(rankPaper({ upvotes: 6 }, { score: 3 })).toBeGreaterThan(rankPaper({ upvotes: 5 }, { score: 3 }));
});

test('an unknown number of upvotes is none', () => {
  expect(rankPaper({}, { score: 2 })).toBe(rankPaper({ upvotes: 0 }, { score: 2 }));
});

test('the match counts for a little more than popularity', () => {
  expect(rankPaper({ upvotes: 0 }, { score: 1e9 })).toBeGreaterThan(rankPaper({ upvotes: 1e9 }, { score: 0 }));
  expect(rankPaper({ upvotes: 40 }, { score: 1 })).toBeGreaterThan(rankPaper({ upvotes: 0 }, { score: 3 }));
});

test('a rank lies between 0 and 1, and upvotes beyond 300 add nothing', () => {
  expect(rankPaper({}, { score: 0 })).toBe(0);
  expect(rankPaper({ upvotes: 300 }, { score: 2 })).toBe(rankPaper({ upvotes: 90_000 }, { score: 2 }));
  expect(rankPaper({ upvotes: 90_000 }, { score: 1e12 })).toBeLessThanOrEqual(1);
});
