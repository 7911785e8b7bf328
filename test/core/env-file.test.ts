import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { editDotEnv } from '../../src/core/env-file.ts';

test('adds what is not there, and leaves every other line as it is', () => {
  expect(editDotEnv('', { A: '1' })).toBe('A=1\n');
  expect(editDotEnv('# mine\n\nB = two # why\nexport C="x\ny"', { A: '1' })).toBe(
    '# mine\n\nB = two # why\nexport C="x\ny"\nA=1\n',
  );
});

test('replaces a variable where it stands, once, values of several lines too', () => {
  expect(editDotEnv('A=0\nB=2\nexport A="x\ny"\nC=3\n', { A: '1' })).toBe('A=1\nB=2\nC=3\n');
  expect(editDotEnv('B="x\ny"\nC=3', { B: '1' })).toBe('B=1\nC=3');
});

test('keeps the line ends of Windows', () => {
  expect(editDotEnv('A=0\r\nB=2\r\nA="x"\r\n', { A: '1', C: '3' })).toBe('A=1\r\nB=2\r\nC=3\r\n');
  expect(editDotEnv('B=2\r\nC=3', { A: '1' })).toBe('B=2\r\nC=3\r\nA=1\r\n');
});

test('leaves a variable alone that is called as all objects have something', () => {
  expect(editDotEnv('toString=1\n', { A: '1' })).toBe('toString=1\nA=1\n');
});

test('does not take a line inside a value for a variable', () => {
  expect(editDotEnv('B="x\nA=0\n"\n', { A: '1' })).toBe('B="x\nA=0\n"\nA=1\n');
});

test.each(['xoxb-1-a', 'a b', 'x#y', `it's`, '"quoted"', 'a\\nb', '`', '$HOME', 'https://x.example/v1?a=b', ' '])(
  'Node reads %j back as it was',
  (value) => {
    expect(parseEnv(editDotEnv('B=2\n', { A: value }))).toEqual({ A: value, B: '2' });
  },
);
