import { describe, expect, test } from 'vitest';
import { checkDocs, checkHabits } from './habits.ts';

function habits(text: string, path = 'src/a.ts'): readonly string[] {
  return checkHabits([{ path, text }]);
}

function docs(text: string): readonly string[] {
  return checkDocs([{ path: 'src/a.ts', text }]);
}

describe('forbidden constructs', () => {
  test.each([
    ['const a: any = 1;', 'the type any'],
    ['function f(a: Map<string, any[]>) {}', 'the type any'],
    ['const a = b!;', 'a non-null !'],
    ['const a = b!.c;', 'a non-null !'],
    ['let a!: string;', 'a non-null !'],
    ['class A { b!: string }', 'a non-null !'],
    ['enum A { b }', 'an enum'],
    ['const enum A { b }', 'an enum'],
    ['export default function f() {}', 'a default export'],
    ['const a = 1; export { a as default };', 'a default export'],
    ["export { default } from './b.ts';", 'a default export'],
    ['const a = b as string;', 'a cast'],
    ['const a = `${b as string}`;', 'a cast'],
    ['const a = <string>b;', 'a cast'],
  ])('%s is refused', (text, construct) => {
    expect(habits(text)).toEqual([`src/a.ts:1 has ${construct}`]);
  });

  test.each([
    "const a = ['x'] as const;",
    'const a = { b: 1 } satisfies Record<string, number>;',
    "import { a as b } from './c.ts';",
    "export { a as b } from './c.ts';",
    "import a from 'a';",
    'const a = !b && b !== c; // as any as TypeScript would',
    "const a = 'x as any, y!';",
  ])('%s is allowed', (text) => {
    expect(habits(text)).toEqual([]);
  });
});

describe('names and remarks', () => {
  test.each([
    ['src/core/utils.ts', 'utils'],
    ['src/helpers/text.ts', 'helpers'],
    ['src/topics/topic-manager.ts', 'manager'],
    ['src/cli/error.handler.ts', 'handler'],
    ['src/data/paper.ts', 'data'],
    ['commands/info.ts', 'info'],
    ['src/common/a.ts', 'common'],
  ])('%s is refused', (path, word) => {
    expect(habits('', path)).toEqual([`${path} is called "${word}", which says nothing`]);
  });

  test.each(['src/papers/information.ts', 'src/core/database.ts', 'src/feeds/papers-page/index.ts'])(
    '%s is allowed',
    (path) => {
      expect(habits('', path)).toEqual([]);
    },
  );

  test('a TODO needs an issue', () => {
    expect(habits('// TODO(#12): page two\n// TODO page three\n// FIXME')).toEqual([
      'src/a.ts:2 has a TODO without an issue',
      'src/a.ts:3 has a TODO without an issue',
    ]);
  });
});

describe('exported names', () => {
  test.each([
    'export function a() {}',
    'export async function* a() {}',
    'export const a = 1;',
    'export class a {}',
    'export interface a {}',
    'export type a = 1;',
    'export default class a {}',
    'const a = 1;\nexport { a };',
    'const a = 1;\nexport { a as b };',
    '// A line comment is none.\nexport const a = 1;',
    '/* Nor is this one. */\nexport const a = 1;',
    '/** Too far away. */\n\nexport const a = 1;',
    "/** Of something else. */\nimport b from 'b';\nexport const a = 1;",
    '/** */\nexport const a = 1;',
    '/** a */\nexport const a = 1;',
  ])('need a JSDoc sentence: %j', (text) => {
    expect(docs(text)).toEqual([expect.stringMatching(/^src\/a\.ts:\d+ exports a without a JSDoc sentence$/)]);
  });

  test.each([
    '/** What it means. */\nexport function a() {}',
    '/**\n * What it means.\n * And more.\n */\nexport interface a {}',
    '/** What it means. */ export const a = 1;',
    '/** What it means. */\nconst a = 1;\nexport { a };',
    'function a() {}',
    "const a = 1;\nexport { a } from './b.ts';",
    "export { a } from './b.ts';\nexport * from './c.ts';",
    "#!/usr/bin/env node\nimport './main.ts';",
  ])('are documented or none of its own: %j', (text) => {
    expect(docs(text)).toEqual([]);
  });

  test('are reported each with its line', () => {
    expect(docs('/** First of all. */\nexport const a = 1;\nexport const b = 2;\n\nexport type C = 3;')).toEqual([
      'src/a.ts:3 exports b without a JSDoc sentence',
      'src/a.ts:5 exports C without a JSDoc sentence',
    ]);
  });
});
