import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../../src/core/env.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { startBot } from '../../../src/main.ts';
import type { FakeDiscord, Scene } from '../../fakes/discord/index.ts';
import type { StoredMessage } from '../../fakes/discord/world.ts';
import { channelsOn, configOf } from '../../fakes/channels.ts';
import { spacedPage } from '../../fakes/pages.ts';
import { stagesOn } from '../../fakes/stages.ts';
import { buttonsOf, discordForTest, platformOn, textsOf } from './bot.ts';
import { showMarkdown } from './shown.ts';

const otters = 'Counting Otters by Their Whistles at Night';

/** The whole bot on Discord, over a folder that outlives it. */
async function run(discord: FakeDiscord, dataDir: string) {
  const environment = readEnvironment({ PAPERBOY_DATA_DIR: dataDir, PAPERBOY_SECRET: 'sixteen characters' });
  const store = await openStore(environment.storeUrl);
  const log = { debug() {}, info() {}, warn() {}, error: (...told: unknown[]) => expect.unreachable(String(told)) };
  const platform = platformOn(discord);
  const bot = await startBot({
    config: configOf(),
    environment,
    stages: stagesOn(store, { now: () => Date.now() }),
    channels: channelsOn(store),
    platforms: [platform],
    log,
    schedule: { settleMs: 20, everyMinute: () => ({ stop: () => undefined }) },
  });
  await Promise.all([bot.served, bot.ready]);
  return async () => {
    await bot.stop();
    await platform.stop();
    await store.close();
  };
}

function shown(message: unknown): string {
  return showMarkdown(textsOf(message).join('\n')).text;
}

/** What is answered privately. */
async function answerTo(discord: FakeDiscord, { channel }: Scene, act: () => unknown): Promise<StoredMessage> {
  const before = discord.messages(channel, 'private').length;
  act();
  return discord.until(() => discord.messages(channel, 'private')[before]);
}

test('the life of a thread: opened once by two, asked after a restart, recapped, deleted', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-thread-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  mkdirSync(join(dataDir, 'inbox'));
  writeFileSync(join(dataDir, 'inbox', 'monday.txt'), spacedPage(otters));
  const discord = await discordForTest();
  const place = discord.addGuild();
  const { guild, channel } = place;
  const own = (id: string) =>
    discord.messages(id).filter(({ author }) => JSON.stringify(author).includes('"bot":true'));

  const stopFirst = await run(discord, dataDir);
  await expect
    .poll(async () =>
      shown(await answerTo(discord, place, () => discord.slash(place, 'search', { query: 'whistles' }))),
    )
    .toContain(otters);
  const card = discord.messages(channel, 'private').at(-1);
  if (card === undefined) throw new Error('no card');
  const press = buttonsOf(card).get('Discuss') ?? '';
  const before = discord.messages(channel, 'private').length;
  discord.press({ ...place, user: '77' }, card, press);
  discord.press({ ...place, user: '78' }, card, press);
  const answers = await discord.until(() => {
    const found = discord.messages(channel, 'private').slice(before);
    return found.length === 2 && found;
  });
  const [thread] = discord.world.threads.values();
  if (thread === undefined) throw new Error('no thread');
  expect(discord.world.threads.size).toBe(1);
  for (const answer of answers) expect(shown(answer)).toContain(`https://discord.com/channels/${guild}/${thread.id}`);
  expect(own(thread.id).map(shown).join()).toContain('the method for Counting Otters');
  await stopFirst();

  const stopSecond = await run(discord, dataDir);
  const posted = own(thread.id).length;
  const bot = discord.world.id;
  const inThread = { guild, channel: thread.id };
  discord.say({ ...inThread, content: 'lunch?' });
  discord.say(
    { ...inThread, content: `<@${bot}> what did the method find in three summers of trials?`, mentions: [bot] },
    2,
  );
  const answer = await discord.until(() => own(thread.id)[posted]);
  expect(shown(answer)).toContain('found twice as many as the usual one');
  discord.say({
    ...inThread,
    content: `<@${bot}> who won the match on Saturday?`,
    mentions: [bot],
    id: '78',
    name: 'Bob',
  });
  await discord.until(() => own(thread.id)[posted + 1]);
  discord.say({
    ...inThread,
    content: `<@${bot}> I think we should try it on herons.`,
    mentions: [bot],
    id: '78',
    name: 'Bob',
  });
  await discord.until(() => own(thread.id)[posted + 2]);
  const inside = { ...place, channel: thread.id };
  discord.slash(inside, 'recap');
  const recap = await discord.until(() => own(thread.id)[posted + 3]);
  expect(shown(recap)).toContain('Bob (try): I think we should try it on herons.');
  expect(own(thread.id)).toHaveLength(posted + 4);
  await stopSecond();

  const stopThird = await run(discord, dataDir);
  discord.removeChannel(guild, thread.id);
  const again = await answerTo(discord, place, () => discord.slash(place, 'discuss', { paper: otters }));
  const [anew] = discord.world.threads.values();
  expect(shown(again)).toContain(`https://discord.com/channels/${guild}/${anew?.id}`);
  expect(anew?.id).not.toBe(thread.id);
  discord.setThread(anew?.id ?? '', { isLocked: true, isArchived: true });
  const locked = await answerTo(discord, place, () => discord.slash(place, 'discuss', { paper: otters }));
  expect(shown(locked)).toContain('It is locked');
  expect(discord.world.threads.size).toBe(1);
  await stopThird();
});
