import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openSession, readSettings, type Session } from '../../src/cli/session.ts';
import { addSubscription } from '../../src/digests/subscriptions.ts';

let session: Session;
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-session-'));
  const config = join(folder, 'paperboy.yaml');
  writeFileSync(
    config,
    `topics: [{ name: Moths, query: moth }, { name: Bats, query: bat }]
channels: [{ channel: 'slack:T1:C1', topics: [bats, moths], cap: 7, onDoubt: resend }]`,
  );
  session = await openSession({ config, dataDir: folder });
  onTestFinished(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });
});

async function topicsOf(channel: string): Promise<readonly string[]> {
  return (await session.subscriptionOf(channel)).topics.map(({ name }) => name);
}

test('a channel of the file follows its topics in its own order', async () => {
  expect(await session.subscriptionOf('slack:T1:C1')).toMatchObject({ cap: 7, onDoubt: 'resend' });
  expect(await topicsOf('slack:T1:C1')).toEqual(['Bats', 'Moths']);
});

test('a channel that was set up in chat is known, and the terminal follows everything until it is', async () => {
  expect(await topicsOf('console:local')).toEqual(['Moths', 'Bats']);
  for (const channel of ['slack:T1:C9', 'console:local']) {
    await session.channels.setUp(channel, channel, 0);
    await addSubscription(session.stages.store, channel, 'bats');
    expect(await topicsOf(channel)).toEqual(['Bats']);
  }
});

test('a channel that nobody has set up is a mistake, which names those there are', async () => {
  await session.channels.setUp('slack:T1:C9', 'slack:T1', 0);
  await expect(session.subscriptionOf('slack:T1:C2')).rejects.toThrow(
    'Nobody has set up the channel "slack:T1:C2". There is console:local, slack:T1:C1, slack:T1:C9.',
  );
});

test('the model is asked about what is followed at that time', async () => {
  const isWanted = async (title: string): Promise<boolean> =>
    (await session.stages.wanted()).match({ title }).length > 0;
  await session.channels.setUp('slack:T1:C9', 'slack:T1', 0);
  expect([await isWanted('A moth'), await isWanted('A newt')]).toEqual([true, false]);
});

test('a folder for the store on the command line and another store in the environment are refused together', () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('STORE_URL', 'sqlite:production.db');
  expect(() => readSettings({ dataDir: '/tmp/other' })).toThrow(
    '--data-dir /tmp/other and the variable STORE_URL name two stores: leave out --data-dir, or put STORE_URL= before the command.',
  );
  expect(readSettings({}).storeUrl).toBe('sqlite:production.db');
  // As the demo does.
  expect(readSettings({ dataDir: '/tmp/other' }, 'sqlite::memory:').storeUrl).toBe('sqlite::memory:');
  vi.stubEnv('STORE_URL', ' ');
  expect(readSettings({ dataDir: '/tmp/other' }).storeUrl).toBe('sqlite:/tmp/other/paperboy.db');
});
