import { expect, test } from 'vitest';
import type { Platform, ThreadOpening } from '../../../src/platform.ts';
import type { FakeDiscord } from '../../fakes/discord/index.ts';
import { RIGHTS, snowflake, toStoredMessage } from '../../fakes/discord/world.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { discordForTest, platformOn, textsOf } from './bot.ts';

const opening: ThreadOpening = {
  name: 'Otters hold hands\nwhile they sleep',
  post: { title: 'Otters', sections: [{ text: 'Talk about it in the thread.' }] },
  marker: 'd.1',
  sinceMs: Date.now(),
};

/** The threads of a platform that has some. */
function threadsOf({ threads }: Platform): NonNullable<Platform['threads']> {
  if (threads === undefined) throw new Error('no threads');
  return threads;
}

function callsTo({ world }: FakeDiscord, method: string, path: RegExp): readonly number[] {
  return world.calls.filter((call) => call.method === method && path.test(call.path)).map(({ status }) => status);
}

test('a thread hangs on a message with its marker, and is opened once, also after a crash', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const place = `discord:${guild}:${channel}`;
  const view = await threadsOf(platformOn(discord)).open(place, opening);
  const [message] = discord.messages(channel);
  expect(textsOf(message)).toEqual(['## Otters\nTalk about it in the thread.']);
  expect(view).toEqual({
    thread: `discord:${guild}:${message?.id}`,
    channel: place,
    url: `https://discord.com/channels/${guild}/${message?.id}`,
    isPrivate: false,
    isLocked: false,
  });
  expect([...discord.world.threads.values()]).toMatchObject([
    { parent: channel, type: 11, name: 'Otters hold hands while they sleep' },
  ]);
  expect(discord.world.calls.find(({ path }) => path.endsWith('/threads'))?.body).toMatchObject({
    auto_archive_duration: 10_080,
  });
  // As if hours later: Discord has forgotten the nonce.
  discord.world.nonces.clear();
  expect(await threadsOf(platformOn(discord)).open(place, opening)).toEqual(view);
  expect(discord.messages(channel)).toHaveLength(1);
  expect(callsTo(discord, 'POST', /\/threads$/)).toEqual([201, 400]);
});

test('what a crash has left half done is finished: the message is there, and not its thread', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const place = `discord:${guild}:${channel}`;
  const platform = platformOn(discord);
  const id = await platform.post(place, platform.render(opening.post)[0]?.body ?? '', opening.marker);
  discord.world.nonces.clear();
  expect(await threadsOf(platformOn(discord)).open(place, opening)).toMatchObject({ thread: `discord:${guild}:${id}` });
  expect(discord.messages(channel)).toHaveLength(1);
});

test('where much was said since it may have been opened, no second one is; what was said before is nothing to it', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const { world } = discord;
  const fill = (atMs: number): void => {
    for (let i = 0; i < 1000; i++) {
      const id = snowflake(atMs);
      world.messages.set(id, toStoredMessage({ channel_id: channel }, id));
    }
  };
  const open = () => threadsOf(platformOn(discord)).open(`discord:${guild}:${channel}`, opening);
  fill(opening.sinceMs - 3_600_000);
  await open();
  expect(callsTo(discord, 'GET', /\/messages$/)).toHaveLength(1);
  fill(Date.now() + 60_000);
  await expect(open()).rejects.toMatchObject({ obstacle: 'passing', mayBePosted: true });
  expect(world.threads.size).toBe(1);
});

test.each([
  ['at the same moment by one process', true],
  ['at the same moment by two', false],
])('asked for twice %s, it is one thread', async (_, isShared) => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const first = platformOn(discord);
  const others = [first, isShared ? first : platformOn(discord)];
  const views = await Promise.all(
    others.map((platform) => threadsOf(platform).open(`discord:${guild}:${channel}`, opening)),
  );
  expect(views[0]).toEqual(views[1]);
  expect(discord.messages(channel)).toHaveLength(1);
  expect(discord.world.threads.size).toBe(1);
});

test('within a thread the next one opens in the channel it is in', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const { id } = discord.addThread(guild, channel);
  const view = await threadsOf(platformOn(discord)).open(`discord:${guild}:${id}`, opening);
  expect(view.channel).toBe(`discord:${guild}:${channel}`);
  expect(discord.messages(id)).toEqual([]);
});

test('a name is cut to what Discord takes, and in a channel of announcements threads are announcements', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ channel: { type: 5 } });
  await threadsOf(platformOn(discord)).open(`discord:${guild}:${channel}`, { ...opening, name: 'otter '.repeat(40) });
  const [thread] = discord.world.threads.values();
  expect(thread).toMatchObject({ type: 10, name: expect.stringMatching(/^otter .*otter…$/) });
  expect(thread?.name.length).toBeLessThanOrEqual(100);
});

test.each([
  ['Direct messages have no threads: use it in a channel of a server.', 'direct'],
  ['This channel has no threads: use it in a text channel or a forum.', 'voice'],
])('where there can be none, that is said: %s', async (message, kind) => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ channel: { type: 2 } });
  const place = kind === 'direct' ? `discord:@me:${discord.addDirect()}` : `discord:${guild}:${channel}`;
  await expect(threadsOf(platformOn(discord)).open(place, opening)).rejects.toMatchObject({
    code: 'user-input',
    message,
  });
});

test.each([
  [RIGHTS.view, '"View Channel"'],
  [RIGHTS.send | RIGHTS.openThreads, '"Send Messages" and "Create Public Threads"'],
  [RIGHTS.inThreads | RIGHTS.history, '"Read Message History" and "Send Messages in Threads"'],
])(
  'what is missing is named before anything is posted, with the invitation that has it (%i)',
  async (denied, names) => {
    const discord = await discordForTest();
    const { guild, channel } = discord.addGuild({ denied });
    await expect(threadsOf(platformOn(discord)).open(`discord:${guild}:${channel}`, opening)).rejects.toMatchObject({
      code: 'discord-permissions',
      obstacle: 'channel',
      message: expect.stringMatching(
        new RegExp(`^Paperboy lacks ${names} in this channel\\. Allow it .*/oauth2/authorize\\?.*permissions=\\d+$`),
      ),
    });
    expect(callsTo(discord, 'POST', /./)).toEqual([]);
  },
);

test('waits where Discord asks it to', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  discord.world.limited = 2;
  await threadsOf(platformOn(discord)).open(`discord:${guild}:${channel}`, opening);
  expect(callsTo(discord, 'POST', /./)).toEqual([429, 429, 200, 201]);
});

test('a message whose thread Discord refuses for good does not stay behind; one for which it may come does', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const place = `discord:${guild}:${channel}`;
  const path = /\/threads$/;
  discord.world.refusing = { path, status: 400, code: 160_006 };
  await expect(threadsOf(platformOn(discord)).open(place, opening)).rejects.toMatchObject({
    obstacle: 'channel',
    message: 'The server has as many open threads as it may: close some.',
  });
  expect(discord.messages(channel)).toEqual([]);
  discord.world.refusing = { path, status: 503, code: 0 };
  const later = { ...opening, marker: 'd.2' };
  await expect(threadsOf(platformOn(discord)).open(place, later)).rejects.toMatchObject({ obstacle: 'passing' });
  expect(discord.messages(channel)).toHaveLength(1);
  discord.world.refusing = undefined;
  await threadsOf(platformOn(discord)).open(place, later);
  expect(discord.messages(channel)).toHaveLength(1);
});

test.each([false, true])(
  'in a forum it is a post, opened once though Discord knows no nonce there (archived: %s)',
  async (isArchived) => {
    const discord = await discordForTest();
    const { guild, channel } = discord.addGuild({ channel: { type: 15, needsTag: true } });
    const place = `discord:${guild}:${channel}`;
    // Another one of the bot's, one of somebody else, and one of which the first message was deleted.
    await threadsOf(platformOn(discord)).open(place, { ...opening, marker: 'd.2' });
    discord.addThread(guild, channel, { id: snowflake() });
    discord.addThread(guild, channel, { id: snowflake(), owner: discord.world.id });
    const view = await threadsOf(platformOn(discord)).open(place, opening);
    const id = view.thread.split(':')[2] ?? '';
    expect(view.channel).toBe(place);
    expect(discord.messages(id).map(textsOf)).toEqual([['## Otters\nTalk about it in the thread.']]);
    expect(discord.world.calls.find(({ path }) => path.endsWith('/threads'))?.body).toMatchObject({
      applied_tags: ['2'],
    });
    discord.setThread(id, { isArchived });
    expect(await threadsOf(platformOn(discord)).open(place, opening)).toEqual(view);
    expect(discord.world.threads.size).toBe(4);
  },
);

test('of the posts of a forum only those that can be it are looked at: its own, in this forum, and no older', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ channel: { type: 15 } });
  const owner = discord.world.id;
  const own = discord.addThread(guild, channel, { owner });
  discord.addThread(guild, channel, { owner, id: snowflake(opening.sinceMs - 25 * 3_600_000) });
  discord.addThread(guild, channel);
  discord.addThread(guild, '5', { owner });
  await threadsOf(platformOn(discord)).open(`discord:${guild}:${channel}`, opening);
  const looked = discord.world.calls.flatMap(({ path }) => /\/messages\/(\d+)$/.exec(path)?.[1] ?? []);
  expect(looked).toEqual([own.id]);
});

test('that the posts of a forum cannot be looked at opens none', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ channel: { type: 15 } });
  discord.addThread(guild, channel, { owner: discord.world.id });
  discord.world.refusing = { path: /\/messages\/\d+$/, status: 503, code: 0 };
  await expect(threadsOf(platformOn(discord)).open(`discord:${guild}:${channel}`, opening)).rejects.toMatchObject({
    obstacle: 'passing',
  });
  expect(callsTo(discord, 'POST', /./)).toEqual([]);
});

test('two who ask at the same moment share a post of a forum', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ channel: { type: 16 } });
  const threads = threadsOf(platformOn(discord));
  const ask = () => threads.open(`discord:${guild}:${channel}`, opening);
  const [one, two] = await Promise.all([ask(), ask()]);
  expect(one).toEqual(two);
  expect(discord.world.threads.size).toBe(1);
});

test('a post of a forum takes no right to open threads', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ denied: RIGHTS.openThreads, channel: { type: 15 } });
  await threadsOf(platformOn(discord)).open(`discord:${guild}:${channel}`, opening);
  expect(discord.world.threads.size).toBe(1);
});

test('says how a thread stands: locked, archived, private, in a hidden channel', async () => {
  const discord = await discordForTest();
  const open = discord.addGuild();
  const hidden = discord.addGuild({ channel: { isHidden: true } });
  const platform = platformOn(discord);
  await platform.start(notingBot({ join: async () => false }));
  const look = async (guild: string, id: string) => threadsOf(platform).look(`discord:${guild}:${id}`);
  const thread = discord.addThread(open.guild, open.channel);
  const view = {
    thread: `discord:${open.guild}:${thread.id}`,
    channel: `discord:${open.guild}:${open.channel}`,
    url: `https://discord.com/channels/${open.guild}/${thread.id}`,
    isPrivate: false,
    isLocked: false,
  };
  expect(await look(open.guild, thread.id)).toEqual(view);
  discord.setThread(thread.id, { isArchived: true });
  expect(await look(open.guild, thread.id)).toEqual(view);
  discord.setThread(thread.id, { isLocked: true });
  expect(await look(open.guild, thread.id)).toEqual({ ...view, isLocked: true });
  const own = discord.addThread(open.guild, open.channel, { type: 12 });
  expect(await look(open.guild, own.id)).toMatchObject({ isPrivate: true, isByInvitation: true });
  const among = discord.addThread(hidden.guild, hidden.channel);
  expect(await look(hidden.guild, among.id)).toMatchObject({ isPrivate: true });
});

test('a thread that was deleted, and what is none, is nothing; one that it may not see is an error', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const { look, read } = threadsOf(platformOn(discord));
  const { id } = discord.addThread(guild, channel);
  discord.removeChannel(guild, id);
  const other = discord.addThread(guild, channel).id;
  for (const none of [
    `discord:${guild}:${id}`,
    `discord:${discord.addGuild().guild}:${other}`,
    `discord:${guild}:${channel}`,
    'discord:@me:5',
    'discord:lunch',
  ])
    expect(await look(none)).toBeUndefined();
  await expect(read(`discord:${guild}:${id}`, 5)).rejects.toMatchObject({
    code: 'discord-refused',
    obstacle: 'channel',
  });
  const lost = discord.addGuild({ denied: RIGHTS.view });
  const unseen = `discord:${lost.guild}:${discord.addThread(lost.guild, lost.channel).id}`;
  await expect(look(unseen)).rejects.toMatchObject({
    code: 'discord-permissions',
    obstacle: 'channel',
    mayBePosted: false,
    message: expect.stringMatching(/^Paperboy lacks "View Channel" in this channel\. Allow it .*permissions=\d+$/),
  });
  await expect(read(unseen, 5)).rejects.toMatchObject({ code: 'discord-permissions', obstacle: 'channel' });
  const away = threadsOf(platformOn({ ...discord, url: 'http://127.0.0.1:9/api' }));
  await expect(away.look(unseen)).rejects.toMatchObject({ obstacle: 'platform' });
});

test('a message opens an archived thread again; a locked one takes none', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const platform = platformOn(discord);
  const { thread } = await threadsOf(platform).open(`discord:${guild}:${channel}`, opening);
  const id = thread.split(':')[2] ?? '';
  const [{ body: part } = { body: '' }] = platform.render(opening.post);
  discord.setThread(id, { isArchived: true });
  await platform.post(thread, part, 'b.1');
  expect(discord.world.threads.get(id)).toMatchObject({ isArchived: false });
  expect(await platform.find(thread, 'b.1', Date.now())).toBe('yes');
  discord.setThread(id, { isLocked: true });
  await expect(platform.post(thread, part, 'b.2')).rejects.toMatchObject({
    obstacle: 'channel',
    message: 'The thread is locked: unlock it.',
  });
});

test('reads what people said last, the oldest first, by the names they have there', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const { id } = discord.addThread(guild, channel);
  discord.world.allowsContent = true;
  const bot = discord.world.id;
  const line = { guild, channel: id };
  discord.say({ ...line, content: 'too long ago' });
  for (let i = 0; i < 150; i++) discord.say({ ...line, content: 'beep', isBot: true });
  const first = discord.say({ ...line, content: `<@${bot}>, is it new?`, mentions: [bot], nick: 'Countess' });
  discord.say({ ...line, content: 'hooked', isWebhook: true });
  discord.say({ ...line, content: 'Ada pinned a message', type: 6 });
  const text = `<@!77> ask <@!78> in <#${channel}>, says <@&${guild}1> <:otter:123456789012345678> </papers search:12345>`;
  const second = discord.say({ ...line, id: '78', name: 'Bob', content: text, mentions: ['77', '78'], type: 19 });
  const platform = platformOn(discord);
  await platform.start(notingBot({ join: async () => false }));
  expect(await threadsOf(platform).read(`discord:${guild}:${id}`, 2)).toEqual([
    {
      id: first.id,
      person: 'discord:77',
      name: 'Countess',
      text: 'is it new?',
      atMs: Number(BigInt(first.id) >> 22n) + 1_420_070_400_000,
    },
    {
      id: second.id,
      person: 'discord:78',
      name: 'Bob',
      text: '@user77 ask @user78 in #papers, says @Paperboy :otter: /papers search',
      atMs: expect.any(Number),
    },
  ]);
  const texts = async (limit: number) =>
    (await threadsOf(platform).read(`discord:${guild}:${id}`, limit)).map(({ text }) => text.slice(0, 8));
  expect(await texts(1)).toEqual(['@user77 ']);
  expect(await texts(9)).toEqual(['too long', 'is it ne', '@user77 ']);
});

test('tells when a message was edited; that a link got its preview is no edit', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const { id } = discord.addThread(guild, channel);
  const [one, two] = ['one', 'two'].map((content) => discord.say({ guild, channel: id, content }));
  if (one === undefined || two === undefined) throw new Error('not said');
  discord.unfurl(guild, one);
  const editedMs = Date.parse(String(discord.edit(guild, two, 'three')['edited_timestamp']));
  const said = await threadsOf(platformOn(discord)).read(`discord:${guild}:${id}`, 5);
  expect(said.map((message) => message.editedMs)).toEqual([undefined, editedMs]);
});

test('where Discord does not tell whether the history may be read, an empty one is not taken for all that was said', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const { id } = discord.addThread(guild, channel);
  discord.world.refusing = { path: new RegExp(`/guilds/${guild}$`), status: 503, code: 0 };
  const read = () => threadsOf(platformOn(discord)).read(`discord:${guild}:${id}`, 5);
  await expect(read()).rejects.toMatchObject({ obstacle: 'passing' });
  discord.say({ guild, channel: id, content: 'lunch?' });
  expect(await read()).toHaveLength(1);
});

test('where Discord does not give the text, the message is there without it', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const { id } = discord.addThread(guild, channel);
  discord.say({ guild, channel: id, content: 'lunch?' });
  expect(await threadsOf(platformOn(discord)).read(`discord:${guild}:${id}`, 5)).toMatchObject([{ text: '' }]);
});

test('says how people let it read more than what mentions it, where it does not', async () => {
  const discord = await discordForTest();
  expect(threadsOf(platformOn(discord)).unread).toMatch(
    /^For me to read messages .*switch "Message Content Intent" on under Bot at https:.*, and set readMessages to true under discussions/,
  );
  expect(threadsOf(platformOn(discord, discord.world.token, true)).unread).toBeUndefined();
});
