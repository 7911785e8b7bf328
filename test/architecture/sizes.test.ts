import { describe, expect, test } from 'vitest';
import { checkSizes, quantile } from './sizes.ts';

/** A file of so many lines without a function, the first of them blank. */
function file(lines: number, path = 'src/a.ts') {
  return { path, text: `\n${'const a = 1;\n'.repeat(lines - 2)}const b = 2;\n` };
}

/** The body of a function of so many lines, with a blank line that does not count. */
function body(lines: number): string {
  return `{\n\n${'  go();\n'.repeat(lines - 2)}}`;
}

function sizesOf(text: string): readonly string[] {
  return checkSizes([{ path: 'src/a.ts', text }]);
}

describe('files', () => {
  test('may have 300 lines, and not 301', () => {
    const small = Array.from({ length: 20 }, (_, i) => file(10, `src/${i}.ts`));
    expect(checkSizes([...small, file(300)])).toEqual([]);
    expect(checkSizes([...small, file(301)])).toEqual(['src/a.ts: a file of 301 lines, over 300']);
  });

  test('may have a median of 80 lines and not 81, a 90th percentile of 200 and not 201', () => {
    expect(checkSizes([file(80), file(80), file(200)])).toEqual([]);
    expect(checkSizes([file(10), file(81), file(201)])).toEqual([
      'the median file has 81 lines, over 80',
      'a file at the 90th percentile has 201 lines, over 200',
    ]);
  });
});

describe('functions', () => {
  const small = `start(() => ${body(4)});\n`.repeat(3);

  test.each([
    ['a declaration', (lines: number) => `function f() ${body(lines)}`],
    ['an async generator', (lines: number) => `export async function* f(): AsyncGenerator<number> ${body(lines)}`],
    ['an arrow function', (lines: number) => `const f = async (a: string): Promise<void> => ${body(lines)};`],
    ['a method', (lines: number) => `class A { private async m() ${body(lines)} }`],
    ['a method of an object', (lines: number) => `const a = { run() ${body(lines)} };`],
    ['a callback', (lines: number) => `start(() => ${body(lines)});`],
    ['a nested function', (lines: number) => `const f = () => list.map((x) => ${body(lines)});`],
  ])('%s may have 50 lines, and not 51', (_, write) => {
    expect(sizesOf(small + write(50))).toEqual([]);
    expect(sizesOf(small + write(51))).toEqual(['src/a.ts:16: a function of 51 lines, over 50']);
  });

  test('may have a median of 12 lines, and not 13', () => {
    expect(sizesOf(`function f() ${body(12)}`)).toEqual([]);
    expect(sizesOf(`function f() ${body(13)}`)).toEqual(['the median function has 13 lines, over 12']);
  });

  test('do not hide behind callbacks of one expression', () => {
    expect(sizesOf(`function f() ${body(13)}\nlist.map((x) => x.y).filter((x) => x);`)).toEqual([
      'the median function has 13 lines, over 12',
    ]);
  });
});

test('a quantile is one of the values', () => {
  expect([quantile([3, 1, 2], 0.5), quantile([4, 3, 2, 1], 0.5), quantile([1, 2, 3], 0.9), quantile([], 0.5)]).toEqual([
    2, 2, 3, 0,
  ]);
});
