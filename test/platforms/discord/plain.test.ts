import { expect, test } from 'vitest';
import type { Card } from '../../../src/platform.ts';
import { renderPlain } from '../../../src/platforms/discord/render.ts';
import { findFaults } from '../../fakes/discord/faults.ts';
import { discordForTest, platformOn, textsOf } from './bot.ts';
import { showMarkdown } from './shown.ts';

const card = (i: number, more: Partial<Card> = {}): Card => {
  const [id, url] = [`arxiv:2507.0${1000 + i}`, `https://huggingface.co/papers/2507.0${1000 + i}`];
  return { id, title: `Paper ${i}`, tldr: 'It works.', rung: 'llm', topics: [], why: [], url, ...more };
};

test('plain text shows as it is, with links that have no preview, and no button', () => {
  const cards = [card(1, { title: '**Bold** @everyone <@1>', url: 'https://a.org/(b)_c' })];
  const post = { title: '# News', sections: [{ heading: 'H', cards }] };
  const [text = ''] = textsOf(JSON.parse(renderPlain(post)));
  expect(text).toBe('\\# News\n\n\\*\\*Bold\\*\\* @\u200beveryone \\<@1>\n<https://a.org/%28b%29_c>\nIt works.');
  expect(showMarkdown(text).markup).toEqual(['link https://a.org/%28b%29_c']);
  expect(JSON.parse(renderPlain(post))).toEqual({
    flags: 32_768,
    components: [{ type: 10, content: text }],
    allowed_mentions: { parse: [] },
  });
});

test.each(['T', '*', '文'])('30 cards with titles of 300 × %s are one message with every title and link', (sign) => {
  const cards = Array.from({ length: 30 }, (_, i) => card(i, { title: sign.repeat(300), tldr: sign.repeat(900) }));
  const body: Record<string, unknown> = JSON.parse(renderPlain({ title: 'News', sections: [{ cards }] }));
  const [text = ''] = textsOf(body);
  expect(findFaults(body)).toBeUndefined();
  expect(cards.filter(({ url }) => !text.includes(`<${url}>`))).toEqual([]);
  const titles = text.split('\n').filter((line) => line.endsWith('…'));
  expect([titles.length, new Set(titles).size]).toEqual([30, 1]);
  expect(text.length).toBeGreaterThan(3900 - 30 * 2);
});

test('plain text is posted, and found by its marker', async () => {
  const discord = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const place = `discord:${guild}:${channel}`;
  const platform = platformOn(discord);
  await platform.post(place, platform.renderPlain({ title: 'News', sections: [{ cards: [card(1)] }] }), 'abc.1.0');
  expect(discord.messages(channel)).toMatchObject([{ components: [{ type: 10 }] }]);
  expect(await platform.find(place, 'abc.1.0', Date.now())).toBe('yes');
  expect(await platform.find(place, 'abc.1.1', Date.now())).toBe('no');
});
