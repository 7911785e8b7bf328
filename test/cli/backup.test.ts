import { expect, test } from 'vitest';
import { spacedPage } from '../fakes/pages.ts';
import { linesOf, openDesk } from './program.ts';

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';

test('a store is backed up and restored, and what was read since is not shown again', async () => {
  const desk = openDesk();
  const missing = await desk.run(['backup', 'saved.db']);
  expect(missing).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('There is no store at') });
  desk.write('page.txt', spacedPage(otters, herons));
  await desk.run(['ingest', 'page.txt']);
  const line = { file: 'saved.db', papers: 2, channels: 0 };
  const size = { bytes: expect.any(Number) };
  expect(linesOf(await desk.run(['backup', 'saved.db', '--json']))).toEqual([{ ...line, ...size }]);
  expect(await desk.run(['backup', 'saved.db'])).toMatchObject({ code: 2, stdout: '' });
  await desk.run(['digest']);
  expect(await desk.run(['restore', 'saved.db'])).toMatchObject({ code: 2, stdout: '' });
  const kept = expect.stringMatching(/^data\/paperboy\.db\.before-\d{14}$/);
  expect(linesOf(await desk.run(['restore', 'saved.db', '--replace', '--json']))).toEqual([{ ...line, kept }]);
  expect(linesOf(await desk.run(['digest', '--json']))).toMatchObject([{ channel: 'console:local', sections: [] }]);
});
