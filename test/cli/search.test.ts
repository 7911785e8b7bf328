import { expect, test } from 'vitest';
import { spacedPage } from '../fakes/pages.ts';
import { linesOf, openDesk } from './program.ts';

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';

test('finds papers for programs and for people, and takes -word for a word to leave out', async () => {
  const desk = openDesk();
  expect((await desk.run(['search', 'otters'])).stdout).toContain('The library is empty; `paperboy ingest` fills it.');
  await desk.run(['ingest', '-'], { stdin: spacedPage(otters, herons) });
  const first = { rank: 1, id: expect.stringMatching(/^title:/), title: otters, score: expect.any(Number) };
  expect(linesOf(await desk.run(['search', '-herons', 'trials', '--json']))).toEqual([first]);
  expect(linesOf(await desk.run(['search', 'summers', 'trials', '--limit', '1', '--json']))).toHaveLength(1);
  const shown = await desk.run(['search', 'otters'], { env: { FORCE_COLOR: '1' } });
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain(`\u001B[1m${otters}`);
});

test.each([
  [['search', ''], /^paperboy: There is nothing to look for/],
  [['search', 'otters', '--limt', '3'], /^paperboy: There is no option --limt;/],
  [['search', 'otters', '--limit', '0'], /^paperboy: --limit: expected a whole number from 1 to 1000, found "0"\.\n$/],
])('refuses %j with a sentence and exit code 2', async (args, sentence) => {
  const { code, stdout, stderr } = await openDesk().run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
});
