import { ChannelType } from 'discord.js';
import { DigitalDiscord } from 'discord-digital-twin';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { buttonsOf, textsOf } from './bot.ts';

// This Discord is not of our making: what ours was built to accept, another one must take too.
test('on another Discord: introduces itself, answers a command and a button, posts a part once and finds it', async () => {
  const twin = new DigitalDiscord({
    guild: { name: 'Lab' },
    channels: [{ name: 'papers', type: ChannelType.GuildText }],
    users: [{ username: 'ada' }],
  });
  await twin.start();
  onTestFinished(() => twin.stop());
  const log = createLog({ level: 'silent' });
  const platform = createDiscord({ token: twin.botToken, apiUrl: twin.restUrl, log });
  onTestFinished(() => platform.stop());
  const bot = notingBot();
  await platform.start(bot);

  const channelId = (await twin.prisma.channel.findFirst())?.id ?? '';
  const userId = (await twin.getFirstNonBotUserId()) ?? '';
  const channel = twin.channel(channelId);
  const showing = (text: string) =>
    channel.waitForMessage({ predicate: (message) => textsOf(message).some((shown) => shown.includes(text)) });
  await showing('Hello, this is Paperboy');
  expect(bot.joined).toEqual([`discord:${twin.guildId}`]);

  const options = [{ type: 1, name: 'search', options: [{ type: 3, name: 'query', value: 'otters' }] }];
  await twin.simulateSlashCommand({ channelId, userId, name: 'papers', options });
  const found = await showing('Paper 1');
  const customId = buttonsOf(found).get('Share') ?? '';
  await twin.simulateButtonClick({ channelId, userId, messageId: found.id, customId });
  await showing('One paper');
  expect(bot.asked).toEqual([
    expect.stringMatching(/search {"query":"otters"}$/),
    expect.stringMatching(/paper {"paper":"title:1"}$/),
  ]);

  const address = `discord:${twin.guildId}:${channelId}`;
  const [{ body: part } = { body: '' }] = platform.render({ title: 'Digest', sections: [] });
  expect(await platform.find(address, 'abc.1.0', Date.now())).toBe('no');
  expect(await platform.post(address, part, 'abc.1.0')).toBe((await showing('Digest')).id);
  expect(await platform.find(address, 'abc.1.0', Date.now())).toBe('yes');
  const id = await platform.post(address, platform.renderPlain({ title: 'Plain', sections: [] }), 'abc.1.1');
  expect(id).toBe((await showing('Plain')).id);
  expect(await platform.find(address, 'abc.1.1', Date.now())).toBe('yes');
});
