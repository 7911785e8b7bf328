import { expect, test } from 'vitest';
import { count, list } from '../../src/core/wording.ts';

test('words are listed as one would say them', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => list(words, 'or'))).toEqual([
    '',
    'a',
    'a or b',
    'a, b or c',
  ]);
});

test('things are counted in one or in many', () => {
  expect([0, 1, 2048].map((number) => count(number, 'paper'))).toEqual(['0 papers', '1 paper', '2,048 papers']);
});
