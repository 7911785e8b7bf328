import { ChannelType } from 'discord.js';
import { DigitalDiscord } from 'discord-digital-twin';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import type { Bot, Platform, Said } from '../../../src/platform.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { buttonsOf, textsOf } from './bot.ts';

async function openTwin(): Promise<{ readonly twin: DigitalDiscord; readonly platform: Platform }> {
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
  return { twin, platform };
}

// This Discord is not of our making: what ours was built to accept, another one must take too.
test('on another Discord: introduces itself, answers a command and a button, posts a part once and finds it', async () => {
  const { twin, platform } = await openTwin();
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
  const customId = buttonsOf(found).get('More') ?? '';
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

test('on another Discord: opens a thread, hears a person in it, answers there and reads it', async () => {
  const { twin, platform } = await openTwin();
  const heard: Said[] = [];
  const hear: Bot['hear'] = async (said) => {
    heard.push(said);
    return { title: 'Answer', sections: [] };
  };
  await platform.start(notingBot({ join: async () => false, hear }));
  const channelId = (await twin.prisma.channel.findFirst({ where: { guildId: twin.guildId } }))?.id ?? '';
  const userId = (await twin.getFirstNonBotUserId()) ?? '';
  const channel = `discord:${twin.guildId}:${channelId}`;
  const opening = { name: 'Otters', post: { title: 'Talk', sections: [] }, marker: 'd.1', sinceMs: Date.now() };
  const view = await platform.threads?.open(channel, opening);
  expect(view).toMatchObject({ channel, isLocked: false });
  const [, , id = ''] = view?.thread.split(':') ?? [];
  await twin.simulateUserMessage({ channelId: id, userId, content: 'lunch?' });
  await twin.channel(id).waitForMessage({ predicate: (message) => textsOf(message).includes('## Answer') });
  expect(heard).toMatchObject([
    { thread: view?.thread, channel, person: `discord:${userId}`, name: 'ada', isToBot: false },
  ]);
  expect(await platform.threads?.read(view?.thread ?? '', 5)).toMatchObject([{ id: heard[0]?.id, text: 'lunch?' }]);
});
