import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { RIGHTS, snowflake } from '../../fakes/discord/world.ts';
import { discordForTest, platformOn } from './bot.ts';

const POST = { title: 'News', sections: [{ text: 'Otters.' }] };

test('a part is sent once for its marker, and found by it', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const place = `discord:${guild}:${channel}`;
  const platform = platformOn(discord);
  const [{ body: part } = { body: '' }] = platform.render(POST);
  expect(await platform.find(place, 'abc.1.0', Date.now())).toBe('no');
  const id = await platform.post(place, part, 'abc.1.0');
  expect(await platform.post(place, part, 'abc.1.0')).toBe(id);
  expect(discord.messages(channel).map((message) => message.id)).toEqual([id]);
  expect(await platform.find(place, 'abc.1.0', Date.now())).toBe('yes');
  expect(await platform.find(place, 'abc.1.1', Date.now())).toBe('no');
});

test('waits where Discord asks it to, and as long as the body says: the header counts whole seconds', async () => {
  const discord = await discordForTest();
  const channel = discord.addDirect();
  const platform = platformOn(discord);
  discord.world.limited = 2;
  const [{ body: part } = { body: '' }] = platform.render(POST);
  const begun = performance.now();
  await platform.post(`discord:@me:${channel}`, part, 'm');
  const tookMs = performance.now() - begun;
  expect(tookMs).toBeGreaterThan(100);
  // By the header it would be two seconds.
  expect(tookMs).toBeLessThan(1900);
  const posts = discord.world.calls.filter(({ method }) => method === 'POST').map(({ status }) => status);
  expect(posts).toEqual([429, 429, 200]);
});

test('gives a post up for now where Discord asks to wait for long', async () => {
  const discord = await discordForTest();
  const channel = `discord:@me:${discord.addDirect()}`;
  const platform = platformOn(discord);
  discord.world.bucket = { limit: 0, windowMs: 3_600_000 };
  await expect(
    platform.post(
      channel,
      platform
        .render(POST)
        .map(({ body }) => body)
        .join(),
      'm',
    ),
  ).rejects.toMatchObject({
    obstacle: 'passing',
    mayBePosted: false,
    message: expect.stringMatching(/^Discord did not take the message \(it asks to wait 360\d s\)\.$/),
  });
});

test('keeps within the rate of each channel, and never runs into it', async () => {
  const discord = await discordForTest();
  const channels = [discord.addDirect(), discord.addDirect()];
  const platform = platformOn(discord);
  discord.world.bucket = { limit: 2, windowMs: 100 };
  const [{ body: part } = { body: '' }] = platform.render(POST);
  const markers = ['0', '1', '2', '3', '4'];
  for (const marker of markers)
    await Promise.all(channels.map((channel) => platform.post(`discord:@me:${channel}`, part, marker)));
  expect(channels.map((channel) => discord.messages(channel).length)).toEqual([5, 5]);
  expect(discord.world.calls.filter(({ status }) => status === 429)).toEqual([]);
});

test('says what it lacks before it posts, and gives the invitation that has it', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ denied: RIGHTS.send | RIGHTS.view });
  const platform = platformOn(discord);
  const [{ body: part } = { body: '' }] = platform.render(POST);
  const permissions = String(Object.values(RIGHTS).reduce((all, right) => all | right));
  await expect(platform.post(`discord:${guild}:${channel}`, part, 'm')).rejects.toMatchObject({
    code: 'discord-permissions',
    retryable: false,
    message: `Paperboy lacks "View Channel" in this channel. Allow it in the channel's settings under Permissions, or invite Paperboy again with https://discord.com/oauth2/authorize?client_id=${discord.world.id}&scope=bot%20applications.commands&permissions=${permissions}`,
  });
  expect(discord.world.calls.some(({ method }) => method === 'POST')).toBe(false);
});

test('cannot say whether a part was posted where the history may not be read', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ denied: RIGHTS.history });
  expect(await platformOn(discord).find(`discord:${guild}:${channel}`, 'm', Date.now())).toBe('unknown');
});

test('what is refused is told with what it is that is refused', async () => {
  const discord = await discordForTest();
  const { guild } = discord.addGuild();
  const platform = platformOn(discord);
  const [{ body: part } = { body: '' }] = platform.render(POST);
  const gone = { code: 'discord-refused', obstacle: 'channel' };
  await expect(platform.post(`discord:${guild}:123`, part, 'm')).rejects.toMatchObject({ ...gone, mayBePosted: false });
  await expect(platform.find(`discord:${guild}:123`, 'm', Date.now())).rejects.toMatchObject(gone);
  const none = { code: 'discord-channel', obstacle: 'channel' };
  await expect(platform.post('discord:general', part, 'm')).rejects.toMatchObject(none);
  await expect(platform.find('discord:general', 'm', Date.now())).rejects.toMatchObject({ ...none, mayBePosted: true });
  const empty = JSON.stringify({ flags: 32_768, components: [{ type: 10, content: '' }] });
  const direct = `discord:@me:${discord.addDirect()}`;
  await expect(platform.post(direct, empty, 'm')).rejects.toMatchObject({ obstacle: 'content' });
});

test('a channel that the bot may not see any more keeps a part in doubt', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild({ denied: RIGHTS.view });
  await expect(platformOn(discord).find(`discord:${guild}:${channel}`, 'm', Date.now())).rejects.toMatchObject({
    code: 'discord-permissions',
    obstacle: 'channel',
    mayBePosted: true,
  });
});

test('an empty history says nothing where it is not known what the bot may read', async () => {
  const discord = await discordForTest();
  const [{ guild }, { channel }] = [discord.addGuild(), discord.addGuild()];
  await expect(platformOn(discord).find(`discord:${guild}:${channel}`, 'm', Date.now())).rejects.toMatchObject({
    obstacle: 'passing',
    mayBePosted: true,
  });
});

test('a token that was once refused is tried again', async () => {
  const discord = await discordForTest();
  const scene = discord.addGuild();
  const channel = `discord:${scene.guild}:${scene.channel}`;
  const platform = platformOn(discord);
  const [{ body: part } = { body: '' }] = platform.render(POST);
  const { token } = discord.world;
  discord.world.token = 'another';
  const refused = { code: 'discord-token', obstacle: 'platform', mayBePosted: false };
  await expect(platform.post(channel, part, 'm')).rejects.toMatchObject(refused);
  await expect(platform.find(channel, 'm', Date.now())).rejects.toMatchObject({ ...refused, mayBePosted: true });
  discord.world.token = token;
  expect(await platform.find(channel, 'm', Date.now())).toBe('no');
  await platform.post(channel, part, 'm');
});

test('a post that is not answered in time is made once, and may be there', async () => {
  const asked: string[] = [];
  const server = createServer((request) => void asked.push(request.method ?? ''));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api`;
  const platform = createDiscord({ token: 'x.y.z', apiUrl, log: createLog({ level: 'silent' }), timeoutMs: 500 });
  const [{ body: part } = { body: '' }] = platform.render(POST);
  await expect(platform.post('discord:@me:1', part, 'm')).rejects.toMatchObject({
    obstacle: 'passing',
    mayBePosted: true,
    message: 'Discord did not take the message (it did not answer in time).',
  });
  expect(asked).toEqual(['POST']);
}, 5000);

test('looks back over many messages, and no further than a day before it was composed', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const place = `discord:${guild}:${channel}`;
  const platform = platformOn(discord);
  const [{ body: part } = { body: '' }] = platform.render(POST);
  await platform.post(place, part, 'first');
  const now = Date.now();
  const say = (atMs: number, count: number) => {
    for (let i = 0; i < count; i++) {
      const id = snowflake(atMs);
      discord.world.messages.set(id, { id, channel_id: channel, flags: 0, components: [] });
    }
  };
  say(now + 60_000, 150);
  const pages = () => discord.world.calls.filter(({ path }) => path.endsWith('/messages')).length - 1;
  expect(await platform.find(place, 'first', now)).toBe('yes');
  expect(pages()).toBe(2);
  say(now - 25 * 3_600_000, 150);
  expect(await platform.find(place, 'none', now)).toBe('no');
  expect(pages()).toBe(4);
  expect(await platform.find(place, 'none', now - 2 * 3_600_000)).toBe('no');
  expect(pages()).toBe(8);
});

test('each further page of a look back waits for its turn', async () => {
  const discord = await discordForTest();
  const channel = discord.addDirect();
  const platform = platformOn(discord);
  for (let i = 0; i < 101; i++) {
    const id = snowflake();
    discord.world.messages.set(id, { id, channel_id: channel, flags: 0, components: [] });
  }
  let turns = 0;
  const others = Array.from({ length: 15 }, async () => {
    await platform.turn?.(channel, 'find');
    turns += 1;
  });
  expect(await platform.find(`discord:@me:${channel}`, 'm', Date.now())).toBe('no');
  expect(turns).toBe(15);
  await Promise.all(others);
});

test('posts no faster than Discord permits, and looks for posts besides', async () => {
  const discord = await discordForTest();
  const platform = platformOn(discord);
  const stopping = new AbortController();
  const turns: string[] = [];
  const held = Array.from({ length: 6 }, async (_, i) => {
    await platform.turn?.('discord:1:2', 'post', stopping.signal);
    turns.push(`post ${i}`);
  });
  await Promise.all([
    ...held.slice(0, 5),
    platform.turn?.('discord:1:2', 'find'),
    platform.turn?.('discord:1:3', 'post'),
  ]);
  expect(turns).toHaveLength(5);
  stopping.abort(new Error('stopped'));
  await expect(held[5]).rejects.toThrow('stopped');
});
