import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../../src/core/env.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { sql } from '../../../src/core/store/sql.ts';
import { startBot } from '../../../src/main.ts';
import type { FakeDiscord, Scene } from '../../fakes/discord/index.ts';
import type { StoredMessage } from '../../fakes/discord/world.ts';
import { channelsOn, configOf } from '../../fakes/channels.ts';
import { spacedPage } from '../../fakes/pages.ts';
import { stagesOn } from '../../fakes/stages.ts';
import { buttonsOf, discordForTest, platformOn, textsOf } from './bot.ts';

const MANAGE_CHANNELS = 1n << 4n;
const NOON = Date.parse('2026-11-22T12:00:00Z');
const SECRET = 'sixteen characters';

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';

interface Running {
  begin(minute: string): void;
  drop(name: string, titles: readonly string[]): void;
  stop(): Promise<void>;
}

/** The whole bot on Discord, over a folder that outlives it. */
async function run(discord: FakeDiscord, dataDir: string): Promise<Running> {
  const environment = readEnvironment({ PAPERBOY_DATA_DIR: dataDir, PAPERBOY_SECRET: SECRET });
  const store = await openStore(environment.storeUrl);
  const platform = platformOn(discord);
  let begin = (_begun: Date): void => {};
  const log = { debug() {}, info() {}, warn() {}, error: (...told: unknown[]) => expect.unreachable(String(told)) };
  const schedule = await startBot({
    config: configOf(),
    environment,
    stages: stagesOn(store, { now: () => NOON }),
    channels: channelsOn(store),
    platforms: [platform],
    log,
    schedule: {
      settleMs: 20,
      everyMinute: (listener) => {
        begin = listener;
        return { stop: () => undefined };
      },
    },
  });
  await schedule.ready;
  return {
    begin: (minute) => begin(new Date(minute)),
    drop: (name, titles) => writeFileSync(join(dataDir, 'inbox', name), spacedPage(...titles)),
    async stop() {
      await schedule.stop();
      await platform.stop();
      await store.close();
    },
  };
}

/** Resolves with what a use of a command is answered privately. */
async function ask(discord: FakeDiscord, scene: Scene, command: string, options: object = {}): Promise<StoredMessage> {
  return answerTo(discord, scene, () =>
    discord.slash({ permissions: MANAGE_CHANNELS, ...scene }, command, { ...options }),
  );
}

async function answerTo(discord: FakeDiscord, { channel }: Scene, act: () => unknown): Promise<StoredMessage> {
  const before = new Set(discord.messages(channel, 'private'));
  act();
  return discord.until(() => discord.messages(channel, 'private').find((message) => !before.has(message)));
}

/** Resolves with the first message of the channel that all can see and that shows the text. */
async function shown(discord: FakeDiscord, { channel }: Scene, text: string): Promise<StoredMessage> {
  return discord.until(() => discord.messages(channel).find((message) => contentOf(message).includes(text)));
}

function contentOf(message: StoredMessage): string {
  return textsOf(message).join('\n');
}

test('a team follows a topic, gets its digest, keeps a paper from it after a restart; another team sees nothing of it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-team-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  mkdirSync(join(dataDir, 'inbox'));
  const discord = await discordForTest();
  const [one, two, own] = [discord.addGuild(), discord.addGuild(), { channel: discord.addDirect() }];
  const first = await run(discord, dataDir);
  await ask(discord, one, 'subscribe', { topic: 'otter*' });
  await ask(discord, two, 'subscribe', { topic: 'heron*' });
  discord.slash(own, 'subscribe', { topic: 'title:patience' });
  await shown(discord, own, 'follows title:patience now');
  first.drop('monday.txt', [otters, herons]);
  await expect.poll(async () => contentOf(await ask(discord, one, 'search', { query: 'whistles' }))).toContain(otters);
  first.begin('2026-11-23T09:00:00Z');
  const digest = await shown(discord, one, otters);
  expect(contentOf(digest)).not.toContain(herons);
  expect(contentOf(await shown(discord, two, herons))).not.toContain(otters);
  await shown(discord, own, herons);
  await first.stop();

  const second = await run(discord, dataDir);
  const posted = discord.messages(one.channel).length;
  second.begin('2026-11-23T09:01:00Z');
  const save = buttonsOf(digest).get('🔖') ?? '';
  expect(contentOf(await answerTo(discord, one, () => discord.press(one, digest, save)))).toContain('Saved');
  expect(contentOf(await ask(discord, one, 'saved'))).toContain(otters);
  for (const command of ['saved', 'topics', 'status'])
    expect(contentOf(await ask(discord, two, command))).not.toMatch(/otter/i);
  await second.stop();
  expect(discord.messages(one.channel)).toHaveLength(posted);

  const store = await openStore(`sqlite:${dataDir}/paperboy.db`);
  const people = await store.query(sql`SELECT person FROM saves`);
  await store.close();
  expect(people).toEqual([{ person: expect.not.stringContaining('77') }]);
});
