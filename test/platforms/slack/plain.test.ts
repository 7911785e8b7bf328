import { expect, test } from 'vitest';
import type { Card } from '../../../src/platform.ts';
import { renderPlain } from '../../../src/platforms/slack/render.ts';
import { platformOn, slackForTest } from './bot.ts';
import { showMrkdwn } from './shown.ts';

const card = (i: number, more: Partial<Card> = {}): Card => {
  const [id, url] = [`arxiv:2507.0${1000 + i}`, `https://huggingface.co/papers/2507.0${1000 + i}`];
  return { id, title: `Paper ${i}`, tldr: 'It works.', rung: 'llm', topics: [], why: [], url, ...more };
};

test('plain text shows as it is, with links that unfurl nothing, and no block', () => {
  const cards = [card(1, { title: '*Bold* <!here> & @here', url: 'https://a.org/b?c&d' })];
  const body = JSON.parse(renderPlain({ title: 'News', sections: [{ heading: 'H', cards }] }));
  const text = 'News\n\n∗Bold* &lt;!here&gt; &amp; @\u200bhere\n<https://a.org/b?c&amp;d>\nIt works.';
  expect(body).toEqual({ text, unfurl_links: false, unfurl_media: false });
  expect(showMrkdwn(text).markup).toEqual(['link https://a.org/b?c&d']);
});

test.each(['T', '&', '文'])('30 cards with titles of 300 × %s are one message with every title and link', (sign) => {
  const cards = Array.from({ length: 30 }, (_, i) => card(i, { title: sign.repeat(300), tldr: sign.repeat(900) }));
  const { text } = JSON.parse(renderPlain({ title: 'News', sections: [{ cards }] }));
  expect(text.length).toBeLessThanOrEqual(4000);
  expect(text.length).toBeGreaterThan(4000 - 30 * 5);
  expect(cards.filter(({ url }) => !text.includes(`<${url}>`))).toEqual([]);
  const titles = text.split('\n').filter((line: string) => line.endsWith('…'));
  expect([titles.length, new Set(titles).size]).toEqual([30, 1]);
});

test('plain text is posted, and found by its marker', async () => {
  const slack = await slackForTest();
  const { team, channel } = slack.addChannel();
  const place = `slack:${team}:${channel}`;
  const platform = platformOn(slack);
  await platform.post(place, platform.renderPlain({ title: 'News', sections: [{ cards: [card(1)] }] }), 'abc.1.0');
  expect(slack.messages(channel)).toMatchObject([{ text: expect.stringMatching(/^News\n\nPaper 1\n/), blocks: [] }]);
  expect(await platform.find(place, 'abc.1.0', Date.now())).toBe('yes');
});
