import { expect, test } from 'vitest';
import { chunk, flatten, shorten, splitLines } from '../../src/core/plain-text.ts';

test('what is repeated of a text is short, and no half of a letter', () => {
  expect(shorten('x'.repeat(41))).toBe('x'.repeat(41));
  expect(shorten('x'.repeat(42))).toBe(`${'x'.repeat(40)}…`);
  expect(shorten(`${'x'.repeat(39)}🪁🪁`)).toBe(`${'x'.repeat(39)}…`);
});

test.each([
  ['breaks\nof\r\nevery\rkind\u2028of\u2029line\u0085there\tare', 'breaks of every kind of line there are'],
  ['  spaces\u00a0 \u3000and\ufeff more  ', 'spaces and more'],
  ['bell\u0007 null\u0000 escape\u001b[31m delete\u007f c1\u009b', 'bell null escape[31m delete c1'],
  ['left\u202aright\u202bpop\u202clro\u202drlo\u202eisolates\u2066\u2067\u2068\u2069', 'leftrightpoplrorloisolates'],
  ['half \ud83d, other half \udc4d', 'half \ufffd, other half \ufffd'],
  [' \u0000\u202e\n', ''],
])('flattened, only what can be seen is left of %j', (text, flat) => {
  expect(flatten(text)).toBe(flat);
});

test('lines stay lines, without what nobody sees', () => {
  expect(splitLines('a\r\n\n\tb\u2028\u202ec\u000bd')).toEqual(['a', '', ' b', 'cd']);
});

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abcde…'],
  ['abcd efg', 6, 'abcd…'],
  ['a bcdefgh', 6, 'a bcd…'],
  ['abcd\u{1f44d}\u{1f44d}', 6, 'abcd…'],
  ['\u{1f44d}\u{1f44d}\u{1f44d}', 5, '\u{1f44d}\u{1f44d}…'],
])('"%s" in %i characters is "%s"', (text, longest, short) => {
  expect(shorten(text, longest)).toBe(short);
});

test.each([
  ['', []],
  ['one two three four', ['one two', 'three four']],
  ['abcdefghijklmnop', ['abcdefghij', 'klmnop']],
  ['abcdefghi\u{1f44d}k', ['abcdefghi', '\u{1f44d}k']],
])('"%s" in pieces of ten', (text, pieces) => {
  expect(chunk(text, 10)).toEqual(pieces.length === 0 ? [''] : pieces);
});
