import { expect, test } from 'vitest';
import { collect } from '../../../src/pipeline.ts';
import { openServing } from '../../../src/serve-due.ts';
import { channelConfig, channelsOn } from '../../fakes/channels.ts';
import { snowflake } from '../../fakes/discord/world.ts';
import { dumpOfPapers } from '../../fakes/feed.ts';
import { openStages } from '../../fakes/stages.ts';
import { discordForTest, platformOn, textsOf } from './bot.ts';

test('the owner of a server is told once, by name, of all channels that take no digests', async () => {
  const discord = await discordForTest();
  const { guild } = discord.addGuild();
  const closed = Array.from({ length: 50 }, () => ({ id: snowflake(), name: 'c', type: 0, denied: 1n << 11n }));
  const server = discord.world.guilds.get(guild);
  if (server !== undefined) discord.world.guilds.set(guild, { ...server, channels: closed });
  const stages = await openStages({ now: () => nowMs });
  const given = closed.map(({ id }) => channelConfig(`discord:${guild}:${id}`, ['All']));
  const channels = channelsOn(stages.store, { All: '*' }, given);
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  let nowMs = Date.parse('2026-11-16T08:00Z');
  await collect(stages, dumpOfPapers('A'));
  await channels.settle(nowMs);
  const serving = openServing({ stages, channels, log }, platformOn(discord), new AbortController().signal);
  for (const time of ['09:00', '09:01']) {
    nowMs = Date.parse(`2026-11-16T${time}Z`);
    await serving.begin(new Date(nowMs));
    await serving.ended();
  }
  const told = discord.messages(discord.world.opened.get('1') ?? '').map((message) => textsOf(message).join('\n'));
  expect(told).toEqual([
    expect.stringMatching(/^## 50 channels take no digests from me\nPaperboy lacks "Send Messages" in this channel\. /),
  ]);
  expect(told[0]?.match(/^- <#\d+>$/gm)?.toSorted()).toEqual(closed.map(({ id }) => `- <#${id}>`).toSorted());
  expect(discord.world.calls.filter(({ path }) => path.endsWith('/users/@me/channels'))).toHaveLength(1);
});

test('nobody is known where no server or no owner is, or the server is not there', async () => {
  const platform = platformOn(await discordForTest());
  const unknown = ['discord:@me:7', 'discord:5:6', 'discord:papers'];
  for (const place of unknown) expect(await platform.findKeeper?.(place)).toBeUndefined();
});

test('an owner who takes no messages is not to be told', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const platform = platformOn(discord);
  const keeper = (await platform.findKeeper?.(`discord:${guild}:${channel}`)) ?? '';
  discord.world.closed.add('1');
  await expect(
    platform.post(keeper, platform.render({ title: 'A', sections: [] })[0]?.body ?? '', 'm'),
  ).rejects.toMatchObject({
    retryable: false,
  });
});

test('that Discord is out of reach does not mean that there is nobody', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const away = platformOn({ ...discord, url: 'http://127.0.0.1:9/api' });
  await expect(away.findKeeper?.(`discord:${guild}:${channel}`)).rejects.toMatchObject({ obstacle: 'platform' });
});
