import { expect, test } from 'vitest';
import { spacedPage } from '../fakes/pages.ts';
import { linesOf, openDesk } from './program.ts';

test('counts what a query would match, with examples', async () => {
  const desk = openDesk();
  const titles = ['Counting Otters by Their Whistles at Night', 'Otters in the Canals of Old Towns', 'Herons at Rest'];
  await desk.run(['ingest', '-'], { stdin: spacedPage(...titles) });
  const [line] = linesOf(await desk.run(['topics', 'preview', 'title:otter*', '-title:canals', '--json']));
  expect(line).toEqual({
    query: 'title:otter* -title:canals',
    matched: 1,
    total: 3,
    examples: [{ id: expect.stringMatching(/^title:/), title: titles[0] }],
  });
  const shown = await desk.run(['topics', 'preview', 'title:otter*']);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/^title:otter\*\n2 of 3 papers\n/);
});

test('ends with 2 where the query is missing or cannot be read', async () => {
  const desk = openDesk();
  expect(await desk.run(['topics', 'preview'])).toMatchObject({ code: 2, stdout: '' });
  expect(await desk.run(['topics', 'preview', 'otters OR'])).toMatchObject({ code: 2, stdout: '' });
});
