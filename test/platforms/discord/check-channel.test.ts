import { expect, test } from 'vitest';
import { checkDiscord } from '../../../src/platforms/discord/doctor.ts';
import type { FakeDiscord } from '../../fakes/discord/index.ts';
import { RIGHTS } from '../../fakes/discord/world.ts';
import { discordForTest } from './bot.ts';

/** What is found of one channel. */
async function checked({ world, url }: FakeDiscord, id: string, isConfigured = true): Promise<unknown> {
  const checks = await checkDiscord({ token: world.token, apiUrl: url }, [{ id, isConfigured }]);
  return checks.slice(3);
}

function found(message: string, fix?: RegExp): readonly unknown[] {
  const check = 'discord channel';
  return fix === undefined ? [{ check, ok: true, message }] : [{ check, ok: false, message, fix: matching(fix) }];
}

const matching = (fix: RegExp): unknown => expect.stringMatching(fix);

const INVITE =
  /https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+&scope=bot%20applications\.commands&permissions=\d+$/;

test('channels in which nothing is missing are named, direct messages too', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const id = `discord:${guild}:${channel}`;
  expect(await checked(discord, id)).toEqual(found(`#papers of Server ${guild} (${id})`));
  const direct = `discord:@me:${discord.addDirect()}`;
  expect(await checked(discord, direct, false)).toEqual(found(`direct messages (${direct})`));
});

test('names each permission that is missing, with the link that gives it', async () => {
  const discord = await discordForTest();
  const mute = discord.addGuild({ denied: RIGHTS.send | RIGHTS.history });
  const id = `discord:${mute.guild}:${mute.channel}`;
  const lacking = `Paperboy lacks "Send Messages" and "Read Message History"`;
  expect(await checked(discord, id)).toEqual(found(`#papers of Server ${mute.guild} (${id}): ${lacking}`, INVITE));
  const blind = discord.addGuild({ granted: RIGHTS.send });
  const unseen = `discord:${blind.guild}:${blind.channel}`;
  expect(await checked(discord, unseen)).toEqual(found(`${unseen}: Paperboy lacks "View Channel"`, INVITE));
});

test('threads take permissions of their own, in channels that have threads', async () => {
  const discord = await discordForTest();
  const denied = RIGHTS.openThreads | RIGHTS.inThreads;
  const { guild, channel } = discord.addGuild({ denied });
  const id = `discord:${guild}:${channel}`;
  const lacking = `Paperboy lacks "Create Public Threads" and "Send Messages in Threads"`;
  expect(await checked(discord, id)).toEqual(found(`#papers of Server ${guild} (${id}): ${lacking}`, INVITE));
  const voice = discord.addGuild({ denied, channel: { type: 2 } });
  const spoken = `discord:${voice.guild}:${voice.channel}`;
  expect(await checked(discord, spoken)).toEqual(found(`#papers of Server ${voice.guild} (${spoken})`));
  const { id: thread } = discord.addThread(guild, channel);
  const within = `discord:${guild}:${thread}`;
  const inThread = `#Lunch of Server ${guild} (${within}): Paperboy lacks "Send Messages in Threads"`;
  expect(await checked(discord, within)).toEqual(found(inThread, INVITE));
});

test('a server without Paperboy is told with the link that invites it', async () => {
  const discord = await discordForTest();
  expect(await checked(discord, 'discord:5:6')).toEqual(found('discord:5:6: Paperboy is not in this server', INVITE));
});

test('a channel that is not there is a fault of the configuration, and none where it was set up in chat', async () => {
  const discord = await discordForTest();
  const { guild } = discord.addGuild();
  const { channel } = discord.addGuild();
  for (const id of [`discord:${guild}:6`, `discord:${guild}:${channel}`, 'discord:@me:6']) {
    expect(await checked(discord, id)).toEqual(found(`${id} does not exist`, /^Set its id right/));
    expect(await checked(discord, id, false)).toEqual(found(`${id} does not exist any more: nothing is posted there`));
  }
  expect(await checked(discord, 'discord:papers')).toEqual(
    found('"discord:papers" is no channel of Discord', /^Set its id right/),
  );
});

test('a channel that takes no messages is told', async () => {
  const discord = await discordForTest();
  const { guild } = discord.addGuild();
  const stored = discord.world.guilds.get(guild);
  if (stored === undefined) throw new Error('no server');
  const folder = { id: '99', name: 'Reading', type: 4, denied: 0n };
  discord.world.guilds.set(guild, { ...stored, channels: [folder] });
  const id = `discord:${guild}:99`;
  expect(await checked(discord, id)).toEqual(
    found(`#Reading of Server ${guild} (${id}) takes no messages`, /^Choose a text channel/),
  );
});
