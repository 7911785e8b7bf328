import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ENTRY, openDesk } from './program.ts';

test.each([
  [[], /^Usage: paperboy/],
  [['serch', 'otters'], /^error: unknown command 'serch'\n\(Did you mean search\?\)/],
  [['--limit', '3', 'search', 'otters'], /^error: unknown option '--limit'/],
  [
    ['search', 'otters', '--data-dir', ''],
    /^error: option '--data-dir <folder>' argument '' is invalid\. It is empty\./,
  ],
  [['search', 'otters', '--config', '.'], /^paperboy: \. has 1 fault:\n {2}- it cannot be read/],
])('takes %j for wrong usage: help on standard error, exit code 2', async (args, sentence) => {
  const { code, stdout, stderr } = await openDesk().run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
});

test('tells its version', async () => {
  const run = await openDesk().run(['--version']);
  expect(run).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
});

test('shows all faults of the configuration at once, with their lines', async () => {
  const desk = openDesk();
  desk.write('config/paperboy.yaml', "topics:\n  - { name: A, query: '(' }\nchanels: []\n");
  const { code, stdout, stderr } = await desk.run(['ingest', '-']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/2 faults:\n {2}- line 2: [^]*\n {2}- line 3: chanels: .*did you mean channels\?\n$/);
});

test('shows the options and examples of a verb, global ones before or after it', async () => {
  const desk = openDesk();
  const help = await desk.run(['--data-dir', 'elsewhere', 'search', '--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(/--limit <n>[^]*Examples:\n {2}\$ paperboy search/);
  desk.write('elsewhere/paperboy.db', 'This has never been a database, whatever its name may say. '.repeat(20));
  const broken = await desk.run(['search', 'otters', '--data-dir', 'elsewhere']);
  expect(broken).toMatchObject({ code: 1, stdout: '' });
  expect(broken.stderr).toMatch(
    /^paperboy: The store is no database of Paperboy: .*\n`paperboy doctor` looks into it\.\n$/,
  );
});

test.skipIf(!existsSync('/dev/full'))('says so and fails where its output cannot be written', () => {
  const { folder } = openDesk();
  const { status, stderr } = spawnSync('sh', ['-c', `"$0" "$1" doctor > /dev/full`, process.execPath, ENTRY], {
    cwd: folder,
    env: {},
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^paperboy: The output cannot be written: ENOSPC.*\n$/),
  });
});
