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
