import { expect, test } from 'vitest';
import type { Bot, Said, ThreadChange } from '../../../src/platform.ts';
import type { FakeDiscord } from '../../fakes/discord/index.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { discordForTest, platformOn, textsOf } from './bot.ts';

/** A bot in a server with a thread, and what it is told. */
async function listening(given: Partial<Bot> = {}, readsMessages = false) {
  const discord = await discordForTest();
  discord.world.allowsContent = readsMessages;
  const { guild, channel } = discord.addGuild();
  const thread = discord.addThread(guild, channel).id;
  const heard: Said[] = [];
  const changes: ThreadChange[] = [];
  const platform = platformOn(discord, discord.world.token, readsMessages);
  await platform.start(
    notingBot({
      join: async () => false,
      hear: async (said) => void heard.push(said),
      noteChange: async (change) => void changes.push(change),
      ...given,
    }),
  );
  return { discord, guild, channel, thread, bot: discord.world.id, heard, changes, lines: platform.lines };
}

/** Resolves when all that was sent before was taken in: what comes after it was. */
async function settled(
  { gateway }: FakeDiscord,
  heard: readonly Said[],
  say: () => { readonly id: string },
): Promise<readonly Said[]> {
  const { id } = say();
  await expect.poll(() => heard.some((said) => said.id === id)).toBe(true);
  expect(gateway.clients()).toBe(1);
  return heard.slice(0, -1);
}

test('hears what people say in threads: who, where, when, and the text where it is to the bot', async () => {
  const { discord, guild, channel, thread, bot, heard } = await listening();
  const place = { guild, channel: thread };
  const first = discord.say({
    ...place,
    content: `<@${bot}> is <@78> right?`,
    mentions: [bot, '78'],
    nick: 'Countess',
  });
  const second = discord.say({ ...place, content: 'lunch?', id: '78', name: 'Bob' });
  const reply = discord.say({ ...place, content: 'and this?', mentions: [bot], type: 19 });
  await expect.poll(() => heard).toHaveLength(3);
  const where = {
    thread: `discord:${guild}:${thread}`,
    channel: `discord:${guild}:${channel}`,
    space: `discord:${guild}`,
  };
  const atMs = ({ id }: { id: string }) => Number(BigInt(id) >> 22n) + 1_420_070_400_000;
  const ada = { ...where, person: 'discord:77' };
  expect(heard).toEqual([
    { ...ada, id: first.id, name: 'Countess', text: 'is @user78 right?', atMs: atMs(first), isToBot: true },
    { ...where, person: 'discord:78', id: second.id, name: 'Bob', text: '', atMs: atMs(second), isToBot: false },
    { ...ada, id: reply.id, name: 'Ada', text: 'and this?', atMs: atMs(reply), isToBot: true },
  ]);
});

test('where it may read messages, all have their text', async () => {
  const { discord, guild, thread, heard } = await listening({}, true);
  discord.say({ guild, channel: thread, content: 'lunch?' });
  await expect.poll(() => heard.map(({ text }) => text)).toEqual(['lunch?']);
});

test('hears neither itself, other bots, webhooks and Discord, nor edits, nor what is said elsewhere', async () => {
  const { discord, guild, channel, thread, bot, heard } = await listening();
  const place = { guild, channel: thread, mentions: [bot] };
  discord.say({ ...place, content: 'I am the bot', id: bot, isBot: true });
  discord.say({ ...place, content: 'beep', isBot: true });
  discord.say({ ...place, content: 'hooked', isWebhook: true });
  discord.say({ ...place, content: 'a thread was named', type: 4 });
  const elsewhere = discord.say({ ...place, channel, content: `<@${bot}> hello` });
  discord.edit(guild, elsewhere, 'hello again');
  const said = discord.say({ ...place, content: 'one' });
  discord.edit(guild, said, 'two');
  const others = await settled(discord, heard, () => discord.say({ ...place, content: 'last' }));
  expect(others.map(({ id }) => id)).toEqual([said.id]);
});

test('posts what the bot answers into the thread, in as many messages as it takes', async () => {
  const { discord, guild, thread } = await listening({
    hear: async () => ({ title: 'Answer', sections: [{ text: 'word '.repeat(1500) }] }),
  });
  const { id } = discord.say({ guild, channel: thread, content: 'why?' });
  const own = () => discord.messages(thread).filter((message) => message.id !== id);
  await discord.until(() => own().length === 2);
  expect(textsOf(own()[0])[0]).toMatch(/^## Answer/);
  const posts = discord.world.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'));
  expect(posts.map(({ body }) => body['nonce'])).toEqual([`a.${id}`, `a.${id}.1`]);
});

test('what Discord sends again, also after a break of the connection, is answered once', async () => {
  const claimed = new Set<string>();
  const seen: string[] = [];
  const { discord, guild, thread } = await listening({
    async hear({ id }) {
      seen.push(id);
      if (claimed.has(id)) return undefined;
      claimed.add(id);
      return { title: `Answer ${claimed.size}`, sections: [] };
    },
  });
  const place = { guild, channel: thread };
  const one = discord.say({ ...place, content: 'one' }, 2);
  discord.gateway.cut();
  const two = discord.say({ ...place, content: 'two' }, 2);
  await expect.poll(() => seen).toEqual([one.id, one.id, two.id, two.id]);
  const answers = () =>
    discord
      .messages(thread)
      .flatMap(textsOf)
      .filter((text) => text.startsWith('## '));
  await discord.until(() => answers().length === 2);
  expect(answers()).toEqual(['## Answer 1', '## Answer 2']);
  expect(discord.gateway.asked.filter((what) => what !== 'heartbeat')).toEqual(['identify', 'resume']);
});

test('hears what opens an archived thread again that it has never seen, and keeps quiet about what it cannot see', async () => {
  const { discord, guild, channel, thread, heard, lines } = await listening();
  const archived = {
    id: '900',
    guild,
    parent: channel,
    type: 11,
    name: 'Old',
    owner: '77',
    isArchived: true,
    isLocked: false,
  };
  discord.world.threads.set(archived.id, archived);
  const { id } = discord.say({ guild, channel: archived.id, content: 'still here?' });
  await expect.poll(() => heard.map((said) => said.id)).toEqual([id]);
  expect(heard[0]).toMatchObject({ thread: `discord:${guild}:900`, channel: `discord:${guild}:${channel}` });
  discord.say({ guild, channel: '901', content: 'unseen' });
  await expect
    .poll(() => lines.filter((line) => line.includes('answering in a thread on Discord failed')))
    .toHaveLength(1);
  await settled(discord, heard, () => discord.say({ guild, channel: thread, content: 'last' }));
});

test('an answer that fails, or cannot be posted, is noted in the log, and the next one comes', async () => {
  const { discord, guild, channel, thread, lines } = await listening({
    async hear({ name }) {
      if (name === 'Bob') throw new Error('a bug');
      return { title: 'Answer', sections: [] };
    },
  });
  const locked = discord.addThread(guild, channel, { isLocked: true }).id;
  discord.say({ guild, channel: thread, content: '?', name: 'Bob' });
  discord.say({ guild, channel: locked, content: '?' });
  discord.say({ guild, channel: thread, content: '?' });
  await discord.until(() => discord.messages(thread).flatMap(textsOf).includes('## Answer'));
  await expect
    .poll(() => lines.flatMap((line) => /on Discord failed: ([^"]*)/.exec(line)?.[1] ?? []).toSorted())
    .toEqual(['The thread is locked: unlock it.', 'a bug']);
});

test('tells what was deleted, though it has kept nothing of it: messages, threads and channels', async () => {
  const { discord, guild, channel, thread, changes } = await listening();
  const other = discord.addThread(guild, channel).id;
  const elsewhere = discord.say({ guild, channel, content: 'not in a thread' });
  discord.erase(guild, channel, elsewhere.id);
  discord.erase(guild, thread, '1');
  discord.erase(guild, thread, '2', '3');
  // One that was archived when the bot came.
  discord.erase(guild, '900', '4');
  discord.removeChannel(guild, other);
  discord.removeChannel(guild, '900');
  discord.removeChannel(guild, channel);
  const gone = (id: string) => ({ kind: 'thread-deleted', thread: `discord:${guild}:${id}` });
  const deleted = (message: string, id = thread) => ({
    kind: 'message-deleted',
    thread: `discord:${guild}:${id}`,
    message,
  });
  await expect.poll(() => changes).toHaveLength(7);
  const sorted = (all: readonly unknown[]) => all.map((change) => JSON.stringify(change)).toSorted();
  const expected = [
    deleted('1'),
    deleted('2'),
    deleted('3'),
    deleted('4', '900'),
    gone(other),
    gone('900'),
    gone(channel),
  ];
  expect(sorted(changes)).toEqual(sorted(expected));
});

test('tells what people have edited, and not that a link got its preview, or what is edited elsewhere', async () => {
  const { discord, guild, channel, thread, changes } = await listening();
  const [one, two] = ['one', 'two'].map((content) => discord.say({ guild, channel: thread, content }));
  const elsewhere = discord.say({ guild, channel, content: 'not in a thread' });
  if (one === undefined || two === undefined) throw new Error('not said');
  discord.unfurl(guild, one);
  discord.edit(guild, elsewhere, 'nor now');
  // As Discord once sent, with nothing but its place.
  discord.gateway.dispatch('MESSAGE_UPDATE', { id: one.id, channel_id: thread, guild_id: guild });
  discord.gateway.dispatch('MESSAGE_UPDATE', { ...two, edited_timestamp: '2026-01-01T00:00:00+00:00' });
  const edited = discord.edit(guild, two, 'three');
  const editedMs = Date.parse(String(edited['edited_timestamp']));
  await expect.poll(() => changes).toHaveLength(1);
  expect(changes).toEqual([
    { kind: 'message-edited', thread: `discord:${guild}:${thread}`, message: two.id, editedMs },
  ]);
});

test('that the message a thread hangs on is deleted is nothing to the thread', async () => {
  const { discord, guild, channel, changes, thread } = await listening();
  discord.erase(guild, channel, thread);
  discord.erase(guild, thread, '1');
  await expect.poll(() => changes).toHaveLength(1);
  expect(changes).toEqual([{ kind: 'message-deleted', thread: `discord:${guild}:${thread}`, message: '1' }]);
});

test('direct messages are not listened to', async () => {
  const { discord, guild, thread, heard, changes } = await listening();
  const channel = discord.addDirect();
  discord.gateway.dispatch('MESSAGE_CREATE', {
    ...discord.say({ guild, channel: thread, content: '' }, 0),
    channel_id: channel,
  });
  discord.gateway.dispatch('MESSAGE_DELETE', { id: '1', channel_id: channel });
  expect(await settled(discord, heard, () => discord.say({ guild, channel: thread, content: '' }))).toEqual([]);
  expect(changes).toEqual([]);
});
