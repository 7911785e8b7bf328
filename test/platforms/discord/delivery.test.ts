import { expect, test } from 'vitest';
import { RIGHTS } from '../../fakes/discord/world.ts';
import { discordForTest, platformOn } from './bot.ts';

const POST = { title: 'News', sections: [{ text: 'Otters.' }] };

test('a part is sent once for its marker, and found by it', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const place = `discord:${guild}:${channel}`;
  const platform = platformOn(discord);
  const [part = ''] = platform.render(POST);
  expect(await platform.find(place, 'abc.1.0')).toBe('no');
  const id = await platform.post(place, part, 'abc.1.0');
  expect(await platform.post(place, part, 'abc.1.0')).toBe(id);
  expect(discord.messages(channel).map((message) => message.id)).toEqual([id]);
  expect(await platform.find(place, 'abc.1.0')).toBe('yes');
  expect(await platform.find(place, 'abc.1.1')).toBe('no');
});

test('waits where Discord asks it to', async () => {
  const discord = await discordForTest();
  const channel = discord.addDirect();
  const platform = platformOn(discord);
  discord.world.limited = 2;
  const [part = ''] = platform.render(POST);
  await platform.post(`discord:@me:${channel}`, part, 'm');
  const posts = discord.world.calls.filter(({ method }) => method === 'POST').map(({ status }) => status);
  expect(posts).toEqual([429, 429, 200]);
});

test('gives a post up for now where Discord asks to wait for long', async () => {
  const discord = await discordForTest();
  const channel = `discord:@me:${discord.addDirect()}`;
  const platform = platformOn(discord);
  discord.world.bucket = { limit: 0, windowMs: 3_600_000 };
  await expect(platform.post(channel, platform.render(POST).join(), 'm')).rejects.toMatchObject({
    retryable: true,
    message: expect.stringMatching(/^Discord did not take the message \(it asks to wait 360\d s\)\.$/),
  });
});

test('keeps within the rate of each channel, and never runs into it', async () => {
  const discord = await discordForTest();
  const channels = [discord.addDirect(), discord.addDirect()];
  const platform = platformOn(discord);
  discord.world.bucket = { limit: 2, windowMs: 100 };
  const [part = ''] = platform.render(POST);
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
  const [part = ''] = platform.render(POST);
  const permissions = String(RIGHTS.view | RIGHTS.send | RIGHTS.inThreads | RIGHTS.history);
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
  expect(await platformOn(discord).find(`discord:${guild}:${channel}`, 'm')).toBe('unknown');
});

test('what is refused for good is not tried again, what fails in passing is', async () => {
  const discord = await discordForTest();
  const { guild } = discord.addGuild();
  const platform = platformOn(discord);
  const [part = ''] = platform.render(POST);
  const gone = `discord:${guild}:123`;
  await expect(platform.post(gone, part, 'm')).rejects.toMatchObject({ code: 'discord-refused', retryable: false });
  expect(await platform.find(gone, 'm')).toBe('unknown');
  await expect(platform.post('discord:general', part, 'm')).rejects.toMatchObject({ code: 'discord-channel' });
  const empty = JSON.stringify({ flags: 32_768, components: [{ type: 10, content: '' }] });
  const direct = `discord:@me:${discord.addDirect()}`;
  await expect(platform.post(direct, empty, 'm')).rejects.toMatchObject({ retryable: false });
  const away = platformOn({ ...discord, url: 'http://127.0.0.1:9/api' });
  await expect(away.post(direct, part, 'm')).rejects.toMatchObject({ code: 'discord-failed', retryable: true });
});
