import { expect, test } from 'vitest';
import { discordForTest, platformOn, textsOf } from './bot.ts';

const POST = { title: 'I cannot post', sections: [{ text: 'Let me in.' }] };

test('the owner of a server is told in their direct messages', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const platform = platformOn(discord);
  expect(await platform.tellKeeper?.(`discord:${guild}:${channel}`, POST)).toBe(true);
  const direct = discord.world.opened.get('1') ?? '';
  expect(discord.messages(direct).map(textsOf)).toEqual([['## I cannot post\nLet me in.']]);
  expect(discord.messages(channel)).toEqual([]);
});

test('nobody is told where no server or no owner is known, or the owner takes no messages', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const platform = platformOn(discord);
  const unknown = [`discord:@me:${discord.addDirect()}`, 'discord:5:6', 'discord:papers'];
  for (const place of unknown) expect(await platform.tellKeeper?.(place, POST)).toBe(false);
  discord.world.closed.add('1');
  expect(await platform.tellKeeper?.(`discord:${guild}:${channel}`, POST)).toBe(false);
});

test('that Discord is out of reach does not mean that there is nobody', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const away = platformOn({ ...discord, url: 'http://127.0.0.1:9/api' });
  await expect(away.tellKeeper?.(`discord:${guild}:${channel}`, POST)).rejects.toMatchObject({ obstacle: 'platform' });
});
