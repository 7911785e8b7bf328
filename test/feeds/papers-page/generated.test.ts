import { expect, test } from 'vitest';
import { checkGeneratedPages } from './generated.ts';

test(
  'of 600 generated pages in fifteen shapes, mutated, every paper given out is one, and nearly all are found whole',
  { timeout: 60_000 },
  async () => {
    // The same pages at every run; `npm run fuzz -- --seed N` reads others.
    const seed = 1;
    const { papers, found, abstractsRight, wrong, samples } = await checkGeneratedPages(600, seed);
    const seen = `seed ${seed}\n${samples.join('\n')}`;
    expect(wrong, seen).toBe(0);
    expect(found / papers, seen).toBeGreaterThanOrEqual(0.99);
    expect(abstractsRight / found, seen).toBeGreaterThanOrEqual(0.99);
  },
);
