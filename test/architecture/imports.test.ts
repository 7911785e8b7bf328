import { describe, expect, test } from 'vitest';
import { checkPackages, checkRooms } from './imports.ts';

/** What the order of the rooms says of one line in one file. */
function rooms(path: string, text: string): readonly string[] {
  return checkRooms([{ path, text }]);
}

describe('the order of the rooms', () => {
  test.each([
    ['src/topics/match.ts', `import { parse } from './query.ts';`],
    ['src/topics/match.ts', `import type { Paper } from '../papers/paper.ts';`],
    ['src/core/store/open.ts', `import { sql } from './sql.ts';`],
    ['src/platform.ts', `import type { Command } from './command.ts';`],
    ['src/command.ts', `import { type Card, type Post } from './platform.ts';`],
    ['src/command.ts', `export type { Post } from './platform.ts';`],
    ['src/command.ts', `export { type Post } from './platform.ts';`],
    ['src/command.ts', `type Post = import('./platform.ts').Post;`],
    ['src/feeds/rss.ts', `import type { Sighting } from '../papers/paper.ts';`],
    ['src/platforms/index.ts', `import { slack } from './slack/index.ts';`],
    ['src/platforms/slack/index.ts', `import { escape } from '../escape.ts';`],
    ['src/schedule.ts', `import { collect } from './pipeline.ts';`],
    ['src/cli/index.ts', `export async function start() { await import('../main.ts'); }`],
    [
      'src/summaries/prompt.ts',
      `// import { x } from '../topics/query.ts';\nconst text = "from '../topics/query.ts'";`,
    ],
  ])('lets %s have %s', (path, text) => {
    expect(rooms(path, text)).toEqual([]);
  });

  test.each([
    ['src/platform.ts', `import './command.ts';`, 'src/command.ts: rooms of one rank do not know each other'],
    [
      'src/platform.ts',
      `import { type A, b } from './command.ts';`,
      'src/command.ts: rooms of one rank do not know each other',
    ],
    ['src/core/config.ts', `import { a } from '../topics/query.ts';`, 'src/topics/query.ts: its room comes later'],
    ['src/papers/diff.ts', `import type { Feed } from '../feeds/feed.ts';`, 'src/feeds/feed.ts: its room comes later'],
    ['src/topics/match.ts', `export { a } from '../digests/rank.ts';`, 'src/digests/rank.ts: its room comes later'],
    [
      'src/topics/match.ts',
      `const a = await import('../digests/rank.ts');`,
      'src/digests/rank.ts: its room comes later',
    ],
    ['src/topics/match.ts', `type A = import('../digests/rank.ts').A;`, 'src/digests/rank.ts: its room comes later'],
    [
      'commands/search.ts',
      `import { a } from '../src/platforms/index.ts';`,
      'src/platforms/index.ts: its room comes later',
    ],
    [
      'src/feeds/rss.ts',
      `import { a } from '../papers/diff.ts';`,
      'src/papers/diff.ts: feeds know only the types of papers',
    ],
    [
      'src/platform.ts',
      `import { a } from './command.ts';`,
      'src/command.ts: rooms of one rank do not know each other',
    ],
    [
      'src/http.ts',
      `import type { A } from './schedule.ts';`,
      'src/schedule.ts: rooms of one rank do not know each other',
    ],
    [
      'src/platforms/slack/a.ts',
      `import { a } from '../discord/a.ts';`,
      'src/platforms/discord/a.ts: it is another platform',
    ],
    ['src/core/log.ts', `import { a } from '../../test/a.ts';`, 'test/a.ts: it stands in no room of the design'],
  ])('refuses %s %s', (path, text, breach) => {
    expect(rooms(path, text)).toEqual([`${path}:1 imports ${breach}`]);
  });

  test('refuses a file outside all rooms', () => {
    expect(rooms('src/shared/a.ts', '')).toEqual(['src/shared/a.ts stands in no room of the design']);
  });

  test('names the line of the import', () => {
    expect(rooms('src/core/log.ts', `const a = 1;\n\nimport { b } from '../main.ts';`)).toEqual([
      'src/core/log.ts:3 imports src/main.ts: its room comes later',
    ]);
  });
});

describe('the homes of packages', () => {
  const home = {
    path: 'src/core/model.ts',
    text: `import OpenAI from 'openai';\nimport { x } from 'openai/helpers/zod';`,
  };

  test('lets a package stand in its home', () => {
    expect(checkPackages([home], ['openai'])).toEqual([]);
  });

  test('refuses a package away from its home, also in parts, as types or loaded later', () => {
    const text = `import type A from 'openai';\nimport { b } from 'openai/x';\nconst c = await import('openai');`;
    expect(checkPackages([home, { path: 'src/summaries/prompt.ts', text }], ['openai'])).toEqual([
      'src/summaries/prompt.ts:1 imports openai, whose home is src/core/model.ts',
      'src/summaries/prompt.ts:2 imports openai, whose home is src/core/model.ts',
      'src/summaries/prompt.ts:3 imports openai, whose home is src/core/model.ts',
    ]);
  });

  test('refuses SQLite outside the store, and leaves the rest of Node free', () => {
    const text = `import { DatabaseSync } from 'node:sqlite';\nimport { join } from 'node:path';`;
    expect(checkPackages([{ path: 'src/papers/library.ts', text }], [])).toEqual([
      'src/papers/library.ts:1 imports node:sqlite, whose home is src/core/store/',
    ]);
  });

  test('refuses a package that is no dependency', () => {
    const text = `import { parse } from '@scope/parser/lib/index.js';`;
    expect(checkPackages([{ path: 'src/feeds/rss.ts', text }], [])).toEqual([
      'src/feeds/rss.ts:1 imports @scope/parser, no dependency',
    ]);
  });

  test('refuses a dependency without a home, and one that nobody imports', () => {
    expect(checkPackages([home], ['openai', 'left-pad', 'yaml'])).toEqual([
      'left-pad has no home',
      'left-pad is not used',
      'yaml is not used',
    ]);
  });
});
