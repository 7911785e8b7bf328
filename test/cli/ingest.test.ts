import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { bulletedPage, densePage, spacedPage } from '../fakes/pages.ts';
import { linesOf, openDesk } from './program.ts';

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';
const newts = 'A Census of Newts in Flooded Quarries';

/** Serves one text on the loopback, and resolves its address. */
async function serve(body: string): Promise<string> {
  const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

function report(source: string, parsed: number, fresh: number, problems: readonly unknown[] = []) {
  return { source, feed: 'papers-page', parsed, new: fresh, known: parsed - fresh, problems };
}

const MISSING = { code: 'unreadable', message: expect.stringContaining('there is no such file or folder') };

test('reads files, folders, standard input and URLs in the order given, one line each, whatever one of them holds', async () => {
  const desk = openDesk();
  const absolute = desk.write('page.txt', spacedPage(otters, herons));
  desk.write('folder/2.txt', densePage(newts));
  desk.write('folder/1.txt', spacedPage(herons));
  const url = await serve(spacedPage('Moles That Dig by the Moon'));
  const run = await desk.run(
    [
      'ingest',
      '--json',
      'page.txt',
      'missing.txt',
      absolute,
      'folder',
      '-',
      `${url}/papers?token=abcdefgh`,
      'page.txt',
    ],
    { stdin: bulletedPage('Bats over the Reservoir at Dusk') },
  );
  expect(linesOf(run)).toEqual([
    report('page.txt', 2, 2),
    report('missing.txt', 0, 0, [MISSING]),
    report(absolute, 2, 0),
    report('folder/1.txt', 1, 0),
    report('folder/2.txt', 1, 1),
    report('-', 1, 1),
    report(`${url}/papers`, 1, 1),
    report('page.txt', 2, 0),
  ]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
});

test('fails where nothing at all could be read, and with --strict on any problem', async () => {
  const desk = openDesk();
  desk.write('page.txt', spacedPage(otters));
  const nothing = await desk.run(['ingest', '--json', 'missing.txt', '/dev/null']);
  expect(nothing).toMatchObject({ code: 1, stderr: '' });
  expect(linesOf(nothing)).toHaveLength(2);
  const strict = await desk.run(['ingest', '--strict', '--json', 'missing.txt', 'page.txt']);
  expect(strict).toMatchObject({ code: 1, stderr: '' });
  expect(linesOf(strict)).toEqual([report('missing.txt', 0, 0, [MISSING]), report('page.txt', 1, 1)]);
});

test('takes the year of --date, and tells people what came in', async () => {
  const desk = openDesk();
  desk.write('page.txt', bulletedPage(otters));
  expect(await desk.run(['ingest', '--date', '2025-02-01', 'page.txt', 'missing.txt'])).toEqual({
    code: 0,
    stdout:
      'page.txt: 1 paper, 1 new, 0 known\nmissing.txt: 0 papers, 0 new, 0 known\n  unreadable: missing.txt: there is no such file or folder.\n',
    stderr: '',
  });
  expect((await desk.run(['search', 'otters'])).stdout).toContain('Jan 31, 2025');
});

test.each([
  [['--feed', 'papers'], '--feed: there is no feed "papers". There is papers-page.'],
  [['--date', '2025-02-30'], '--date: expected a day such as 2025-07-14, found "2025-02-30".'],
])('refuses %j before it reads anything', async (options, sentence) => {
  const run = await openDesk().run(['ingest', ...options, '-']);
  expect(run).toEqual({ code: 2, stdout: '', stderr: `paperboy: ${sentence}\n` });
});

test('keeps every dump though nobody reads its lines any more', async () => {
  const desk = openDesk();
  desk.write('1.txt', spacedPage(otters));
  desk.write('2.txt', spacedPage(herons));
  expect(await desk.run(['ingest', '--json', '1.txt', '2.txt'], { unread: true })).toMatchObject({
    code: 0,
    stderr: '',
  });
  const found = await desk.run(['search', '--json', '*']);
  expect(linesOf(found)).toHaveLength(2);
});
