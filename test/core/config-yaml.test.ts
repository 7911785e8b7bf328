import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/core/config-yaml.ts';

const QUOTE_IT =
  "a value that begins with *, &, !, @, %, ` or has a quote, a colon or # inside needs single quotes around it: '…'";

/** The faults of a text, as `line: message`. */
function faults(text: string): readonly string[] {
  return readYaml(text).faults.map(({ line, message }) => `${line}: ${message}`);
}

describe('YAML that cannot be read', () => {
  test.each([
    ['topics:\n\t- name: x', 2, 'Tabs are not allowed as indentation; use spaces'],
    ['cap:3\nat: x', 1, 'Implicit keys need to be on a single line; a key is followed by a colon and a space'],
    ['topics:\n- name: A\n  query: *', 3, `Alias cannot be an empty string; ${QUOTE_IT}`],
    ['topics:\n- name: A\n  query: *brain', 3, `*brain stands for nothing; ${QUOTE_IT}`],
    ['topics:\n- name: A\n  query: "a b" OR c', 3, `Unexpected scalar at node end; ${QUOTE_IT}`],
    ['topics:\n- name: !A\n  query: c', 2, `Unresolved tag: !A; ${QUOTE_IT}`],
    ['topics: []\n---\nfeeds: []', 2, 'a second document begins here; keep one, and take the line --- away'],
    [
      'a: &a [x]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]',
      1,
      'Excessive alias count indicates a resource exhaustion attack; write out what they stand for',
    ],
  ])('%j names its line', (text, line, fault) => {
    expect(faults(text)).toEqual([`${line}: ${fault}`]);
  });

  test('is told by its first fault on each line, without a value', () => {
    expect(readYaml('topics: [\nchanels: []\ncap: "')).toMatchObject({
      value: null,
      faults: [
        { line: 2, message: expect.stringContaining('Flow sequence in block collection') },
        { line: 3, message: 'Missing closing "quote; check quotes, brackets and indentation' },
      ],
    });
  });
});

test('a key twice does not hide the rest', () => {
  expect(readYaml('a: 1\nb: 2\na: 3')).toMatchObject({
    value: { a: 3, b: 2 },
    faults: [{ line: 3, message: 'this key stands here a second time; keep one' }],
  });
});

test('a key that stands twice counts where its value comes from', () => {
  expect(readYaml('a: 1\nb: 2\na: 3').lineOf(['a'])).toBe(3);
});

test('an empty text is null without a fault', () => {
  expect(readYaml('# nothing')).toMatchObject({ value: null, faults: [] });
});

test('a path leads to the line its key or item begins on, or to the nearest around it', () => {
  const { lineOf } = readYaml(
    '# first\r\na:\r\n  - b: 1\r\n    c: >-\r\n      long\r\n  - &x\r\n    d: 4\r\n  - *x\r\n7: 8\r\n',
  );
  const paths = [
    [],
    ['a'],
    ['a', 0],
    ['a', 0, 'c'],
    ['a', 0, 'none'],
    ['a', 1, 'd'],
    ['a', 2, 'd'],
    ['7'],
    ['none', 0],
  ];
  expect(paths.map((path) => lineOf(path))).toEqual([2, 2, 3, 4, 3, 7, 7, 9, 2]);
});

test('an empty text is one line', () => {
  expect(readYaml('').lineOf(['a'])).toBe(1);
});
