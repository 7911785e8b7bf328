import { expect, test } from 'vitest';
import { spacedPage } from '../fakes/pages.ts';
import { linesOf, openDesk } from './program.ts';

const BAD_CONFIG = `
topics:
  - { name: A, query: 'otters (' }
  - { name: B, query: '"x' }
channels:
  - { channel: 'console:local', topics: [C] }
sumaries: {}
`;

const healthy = ['node', 'config', 'data folder', 'store', 'bot', 'inbox', 'platforms', 'model'];

function passed(...checks: readonly string[]) {
  return checks.map((check) => ({ check, ok: true, message: expect.any(String) }));
}

test('finds nothing wrong where nothing is set, and tells people the same', async () => {
  const desk = openDesk();
  await desk.run(['ingest', '-'], { stdin: spacedPage('Counting Otters by Their Whistles at Night') });
  const run = await desk.run(['doctor', '--json']);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(linesOf(run)).toEqual(passed(...healthy));
  expect(run.stdout).toContain('sqlite:data/paperboy.db: papers 1');
  const { stdout } = await desk.run(['doctor']);
  expect(stdout.match(/^ok {4}[a-z ]+: /gm)).toHaveLength(healthy.length);
});

test('shows every fault of the configuration with its line, checks what else it can, and ends with 2', async () => {
  const desk = openDesk();
  desk.write('bad.yaml', BAD_CONFIG);
  const run = await desk.run(['doctor', '--json', '--config', 'bad.yaml']);
  expect(run).toMatchObject({ code: 2, stderr: '' });
  expect(linesOf(run)).toEqual([
    ...passed('node'),
    {
      check: 'config',
      ok: false,
      message: expect.stringMatching(/4 faults:\n[^]*line 3: [^]*line 4: [^]*line 6: [^]*line 7: /),
      fix: expect.any(String),
    },
    ...passed('data folder', 'store', 'bot'),
  ]);
});

test('ends with 1 where the store is damaged or the data folder is none, and with 2 where STORE_URL is wrong', async () => {
  const desk = openDesk();
  desk.write('damaged/paperboy.db', 'This has never been a database, whatever its name may say. '.repeat(20));
  desk.write('file', '');
  const failed = (check: string) => ({ check, ok: false, message: expect.any(String), fix: expect.any(String) });
  const damaged = await desk.run(['doctor', '--json', '--data-dir', 'damaged']);
  expect(damaged).toMatchObject({ code: 1, stderr: '' });
  expect(linesOf(damaged)[3]).toEqual(failed('store'));
  const file = await desk.run(['doctor', '--json', '--data-dir', 'file']);
  expect(file).toMatchObject({ code: 1, stderr: '' });
  expect(linesOf(file)).toEqual([
    ...passed('node', 'config'),
    failed('data folder'),
    failed('store'),
    ...passed('bot', 'inbox', 'platforms', 'model'),
  ]);
  const postgres = await desk.run(['doctor', '--json'], { env: { STORE_URL: 'postgres://u:hunter22@h/db' } });
  expect(postgres).toMatchObject({ code: 2, stderr: '' });
  expect(linesOf(postgres)[3]).toEqual(failed('environment'));
  expect(postgres.stdout).not.toContain('hunter22');
});

test('names variables that are wrong, tokens that nothing serves, and what a platform finds of itself', async () => {
  const desk = openDesk();
  const wrong = await desk.run(['doctor', '--json'], { env: { PORT: 'any', LOG_LEVEL: 'loud' } });
  expect(wrong).toMatchObject({ code: 2, stderr: '' });
  expect(linesOf(wrong)).toEqual([
    ...passed('node'),
    { check: 'environment', ok: false, message: expect.stringMatching(/PORT[^]*LOG_LEVEL/), fix: expect.any(String) },
  ]);
  const env = {
    SLACK_BOT_TOKEN: 'not-a-token',
    DISCORD_TOKEN: 'neither.a.token',
    DISCORD_API_URL: 'http://127.0.0.1:9',
  };
  const tokens = await desk.run(['doctor', '--json'], { env });
  expect(tokens).toMatchObject({ code: 2, stderr: '' });
  expect(linesOf(tokens).slice(6)).toEqual([
    {
      check: 'platforms',
      ok: false,
      message: expect.stringMatching(/^SLACK_BOT_TOKEN is set, but/),
      fix: expect.any(String),
    },
    {
      check: 'discord',
      ok: false,
      message: expect.stringMatching(/^Discord could not be reached/),
      fix: expect.any(String),
    },
    ...passed('model'),
  ]);
  expect(tokens.stdout).not.toMatch(/not-a-token|neither/);
});
