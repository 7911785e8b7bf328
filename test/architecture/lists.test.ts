import { describe, expect, test } from 'vitest';
import { checkList, checkTopLevel } from './lists.ts';

function files(entries: Record<string, string>) {
  return Object.entries(entries).map(([path, text]) => ({ path, text }));
}

describe('a hand-written list', () => {
  const folder = files({
    'src/feeds/feed.ts': '',
    'src/feeds/rss.ts': '',
    'src/feeds/papers-page/index.ts': `import './lines.ts';`,
    'src/feeds/papers-page/lines.ts': '',
  });

  test('is complete when it imports every file and the index of every folder', () => {
    const index = {
      path: 'src/feeds/index.ts',
      text: `import './rss.ts';\nconst a = () => import('./papers-page/index.ts');`,
    };
    expect(checkList([...folder, index], { folder: 'src/feeds/', besides: ['feed.ts'] })).toEqual([]);
  });

  test('is refused when it leaves out a file or a folder', () => {
    const index = { path: 'src/feeds/index.ts', text: `import './feed.ts';` };
    expect(checkList([...folder, index], { folder: 'src/feeds/' })).toEqual([
      'src/feeds/index.ts does not list src/feeds/rss.ts',
      'src/feeds/index.ts does not list src/feeds/papers-page/index.ts',
    ]);
  });

  test('may leave out what stands beside the folders only where they alone are members', () => {
    const index = { path: 'src/feeds/index.ts', text: '' };
    expect(checkList([...folder, index], { folder: 'src/feeds/', foldersOnly: true })).toEqual([
      'src/feeds/index.ts does not list src/feeds/papers-page/index.ts',
    ]);
  });

  test('is refused when it does not exist although the folder has members', () => {
    expect(checkList(files({ 'commands/search.ts': '' }), { folder: 'commands/' })).toEqual([
      'commands/index.ts does not list commands/search.ts',
    ]);
  });

  test('may leave out a part of a member only where parts are allowed', () => {
    const cli = files({
      'src/cli/index.ts': `import './demo.ts';`,
      'src/cli/demo.ts': `import './lines.ts';`,
      'src/cli/lines.ts': '',
    });
    expect(checkList(cli, { folder: 'src/cli/', parts: true })).toEqual([]);
    expect(checkList(cli, { folder: 'src/cli/' })).toEqual(['src/cli/index.ts does not list src/cli/lines.ts']);
  });

  test('is refused for a verb that nothing imports, even when it imports itself', () => {
    const cli = files({ 'src/cli/index.ts': '', 'src/cli/doctor.ts': `import './doctor.ts';` });
    expect(checkList(cli, { folder: 'src/cli/', parts: true })).toEqual([
      'src/cli/index.ts does not list src/cli/doctor.ts',
    ]);
  });
});

describe('the top level', () => {
  const house = ['package.json', 'package-lock.json', 'tsconfig.json', 'src', 'commands', 'config', 'test'];
  const papers = ['Dockerfile', 'README.md', 'LICENSE'];

  test('may hold hidden and git-ignored names beside the house', () => {
    const names = [...house, ...papers, '.github', 'node_modules', 'data', 'debug.log'];
    expect(checkTopLevel(names, 'node_modules/\ndata/\n*.log\n')).toEqual([]);
  });

  test('is refused with a name too many or too few', () => {
    expect(checkTopLevel([...house, ...papers.slice(1), 'dist'], 'data/\n')).toEqual([
      'dist does not belong at the top',
      'Dockerfile is missing',
    ]);
  });
});
