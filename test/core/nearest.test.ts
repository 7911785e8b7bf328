import { expect, test } from 'vitest';
import { nearest } from '../../src/core/nearest.ts';

const NAMES = ['search', 'latest', 'digest', 'topics', 'help'];

test('letters swapped, missing, wrong or too many still find the name', () => {
  const typed = ['serach', 'sarch', 'lates', 'dogest', 'ttopics', 'hepl', 'hlp', 'topic'];
  expect(typed.map((word) => nearest(word, NAMES))).toEqual([
    'search',
    'search',
    'latest',
    'digest',
    'topics',
    'help',
    'help',
    'topics',
  ]);
});

test('two edits are near for a long name, three are not, nor is half of a short one', () => {
  expect(nearest('saerhc', NAMES)).toBe('search');
  expect(nearest('xaerhc', NAMES)).toBeUndefined();
  expect(nearest('hexx', NAMES)).toBeUndefined();
});

test('the nearer of two wins', () => {
  expect(nearest('latets', ['latter', 'latest'])).toBe('latest');
});

test('nothing typed is near nothing', () => {
  expect(nearest('', NAMES)).toBeUndefined();
});
