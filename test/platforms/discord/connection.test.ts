import { expect, test } from 'vitest';
import { defineCommand } from '../../../src/command.ts';
import { commands, notingBot } from '../../fakes/noting-bot.ts';
import { discordForTest, platformOn, textsOf } from './bot.ts';

function writes(calls: readonly { method: string; path: string }[]): number {
  return calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;
}

test('commands are written once, and again only where a declaration changed', async () => {
  const discord = await discordForTest();
  await platformOn(discord).start(notingBot());
  await platformOn(discord).start(notingBot());
  expect(writes(discord.world.calls)).toBe(1);
  const [first, ...others] = commands;
  if (first === undefined) throw new Error('no commands');
  const changed = defineCommand({ ...first, description: 'Something else' });
  await platformOn(discord).start(notingBot({ commands: [changed, ...others] }));
  await platformOn(discord).start(notingBot({ commands: [changed, ...others] }));
  expect(writes(discord.world.calls)).toBe(2);
  expect(discord.world.commands.map(({ name }) => name)).toEqual(['papers', 'Find this paper']);
});

test('a wrong token, refused intents and a Discord out of reach end the start with how to mend it', async () => {
  const discord = await discordForTest();
  await expect(platformOn(discord, 'wrong.token.here').start(notingBot())).rejects.toMatchObject({
    code: 'discord-token',
    retryable: false,
    message: expect.stringMatching(/DISCORD_TOKEN: reset it under Bot/),
  });
  discord.world.refusesIntents = true;
  await expect(platformOn(discord).start(notingBot())).rejects.toMatchObject({
    code: 'discord-intents',
    retryable: false,
  });
  const gone = { ...discord, url: 'http://127.0.0.1:9/api' };
  await expect(platformOn(gone).start(notingBot())).rejects.toMatchObject({
    code: 'discord-unreachable',
    retryable: true,
    message: expect.stringMatching(/check the network, and DISCORD_API_URL/),
  });
});

test('it may not read messages where the switch for it is off, and says which one; nothing else takes a switch', async () => {
  const discord = await discordForTest();
  await expect(platformOn(discord, discord.world.token, true).start(notingBot())).rejects.toMatchObject({
    code: 'discord-intents',
    retryable: false,
    message:
      'Discord does not let Paperboy read what people write: switch "Message Content Intent" on under Bot at https://discord.com/developers/applications, or set readMessages to false under discussions in the configuration.',
  });
  await platformOn(discord).start(notingBot());
  discord.world.allowsContent = true;
  await platformOn(discord, discord.world.token, true).start(notingBot());
  expect(discord.gateway.asked.filter((what) => what === 'identify')).toHaveLength(3);
});

test('after a start that failed it posts all the same, and started again it answers once', async () => {
  const discord = await discordForTest();
  const scene = discord.addGuild();
  const platform = platformOn(discord);
  const bot = notingBot({ join: async () => false });
  discord.world.refusesIntents = true;
  await expect(platform.start(bot)).rejects.toMatchObject({ code: 'discord-intents' });
  await platform.post(
    `discord:${scene.guild}:${scene.channel}`,
    platform.render({ title: 'News', sections: [] })[0]?.body ?? '',
    'm',
  );
  discord.world.refusesIntents = false;
  await platform.start(bot);
  discord.slash(scene, 'subscribe');
  await discord.until(() => discord.messages(scene.channel)[1]);
  expect(discord.messages(scene.channel).flatMap(textsOf)).toEqual(['## News', '## Now following Otters']);
  expect(bot.asked).toHaveLength(1);
  await platform.stop();
  await expect.poll(() => discord.gateway.clients()).toBe(0);
});

test('a socket that is cut is taken up again, and what happened meanwhile is answered', async () => {
  const discord = await discordForTest();
  const scene = discord.addGuild();
  const platform = platformOn(discord);
  await platform.start(notingBot({ join: async () => false }));
  discord.gateway.cut();
  discord.slash(scene, 'subscribe');
  const message = await discord.until(() => discord.messages(scene.channel)[0]);
  expect(textsOf(message)).toEqual(['## Now following Otters']);
  expect(discord.gateway.asked.filter((what) => what !== 'heartbeat')).toEqual(['identify', 'resume']);
});

test('asked to reconnect with its session forgotten, it begins anew', async () => {
  const discord = await discordForTest();
  const scene = discord.addGuild();
  await platformOn(discord).start(notingBot({ join: async () => false }));
  discord.gateway.forget();
  discord.gateway.askToReconnect();
  await discord.until(() => discord.gateway.asked.filter((what) => what === 'identify').length === 2);
  discord.slash(scene, 'subscribe');
  expect(textsOf(await discord.until(() => discord.messages(scene.channel)[0]))).toEqual(['## Now following Otters']);
}, 15_000);

test.each([
  [4004, 'check DISCORD_TOKEN with `paperboy doctor`, then start again'],
  [4014, 'switch \\"Message Content Intent\\" on under Bot at'],
])(
  'a connection that Discord ends for good (%i) leaves the process running, and is told in the log',
  async (code, fix) => {
    const discord = await discordForTest();
    const platform = platformOn(discord);
    await platform.start(notingBot());
    expect(platform.isConnected?.()).toBe(true);
    discord.gateway.end(code);
    const ended = `Discord has ended the connection for good: ${fix}`;
    await expect.poll(() => platform.lines.some((line) => line.includes(ended))).toBe(true);
    expect(platform.isConnected?.()).toBe(false);
  },
);

test('introduces itself where it is new, and tells the bot where it was taken out', async () => {
  const discord = await discordForTest();
  const bot = notingBot();
  await platformOn(discord).start(bot);
  const { guild, channel } = discord.addGuild();
  discord.tellGuild('GUILD_CREATE', guild);
  const greeting = await discord.until(() => discord.messages(channel)[0]);
  expect(textsOf(greeting)).toEqual(['## Hello, this is Paperboy\nTry \\`/papers subscribe\\`.']);
  discord.tellGuild('GUILD_DELETE', guild);
  await expect.poll(() => bot.left).toEqual([`discord:${guild}`]);
  expect(bot.joined).toEqual([`discord:${guild}`]);
});

test('tells the bot where it was taken out while it was down, but not of a server that is out of order', async () => {
  const discord = await discordForTest();
  const { guild } = discord.addGuild();
  const spaces = async (): Promise<readonly string[]> => [`discord:${guild}`, 'discord:4711'];
  const bot = notingBot({ join: async () => false, spaces });
  await platformOn(discord).start(bot);
  await expect.poll(() => bot.left).toEqual(['discord:4711']);
});
