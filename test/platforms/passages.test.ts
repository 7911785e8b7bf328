import { expect, test } from 'vitest';
import type { Card, Post } from '../../src/platform.ts';
import { renderParts as renderForDiscord } from '../../src/platforms/discord/render.ts';
import { renderParts as renderForSlack } from '../../src/platforms/slack/render.ts';

const platforms = [
  ['Discord', renderForDiscord],
  ['Slack', renderForSlack],
] as const;

const card = (i: number, tldr = 'word '.repeat(100)): Card => {
  return { id: `title:${i}`, title: `Paper ${i}.`, tldr, rung: 'llm', topics: [], why: [] };
};

test.each(platforms)('on %s every message says which papers it shows', (_, renderParts) => {
  const cards = Array.from({ length: 40 }, (__, i) => card(i));
  const sections = [
    { heading: 'A', cards: cards.slice(0, 20) },
    { heading: 'B', cards: cards.slice(20) },
  ];
  const parts = renderParts({ title: 'News', intro: 'Hello.', sections, footer: 'Bye.' });
  expect(parts.length).toBeGreaterThan(4);
  for (const { body, papers } of parts) {
    // Each card has buttons with its id.
    const shown = cards.map(({ id }) => id).filter((id) => body.includes(`${id}\\"`));
    expect([...papers]).toEqual(shown);
  }
  expect(parts.flatMap(({ papers }) => papers)).toEqual(cards.map(({ id }) => id));
});

test.each(platforms)('on %s a paper cut over several messages is named once in each', (_, renderParts) => {
  const post: Post = { title: 'One', sections: [{ cards: [card(1, 'word '.repeat(4000))] }] };
  const parts = renderParts(post);
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.map(({ papers }) => papers)).toEqual(parts.map(() => ['title:1']));
});

test.each(platforms)('on %s a message of text alone shows no paper', (_, renderParts) => {
  expect(renderParts({ title: 'News', sections: [{ text: 'Otters.' }] }).map(({ papers }) => papers)).toEqual([[]]);
});

test.each([
  ['Discord', renderForDiscord, 12, '[12 replies](<https://chat.example/t>) in <#C1>'],
  ['Discord', renderForDiscord, 0, '[discussed](<https://chat.example/t>) in <#C1>'],
  ['Slack', renderForSlack, 12, '<https://chat.example/t|12 replies> in <#C1>'],
  ['Slack', renderForSlack, 1, '<https://chat.example/t|1 reply> in <#C1>'],
] as const)(
  'on %s a card says where its paper is discussed, alone and among others',
  (_, renderParts, replies, shown) => {
    const discussion = { url: 'https://chat.example/t', channel: 'fake:T1:C1', replies };
    for (const cards of [[{ ...card(1), discussion }], [{ ...card(1), discussion }, card(2)]]) {
      const [{ body } = { body: '' }] = renderParts({ title: 'News', sections: [{ cards }] });
      expect(body).toContain(shown);
    }
  },
);

test.each(platforms)('on %s a channel that is none is not named, nor is a link that is none', (_, renderParts) => {
  const discussion = { url: 'javascript:a', channel: 'fake:@everyone>', replies: 2 };
  const [{ body } = { body: '' }] = renderParts({ title: 'News', sections: [{ cards: [{ ...card(1), discussion }] }] });
  expect(body).toContain('2 replies');
  expect(body).not.toContain('everyone');
  expect(body).not.toContain('javascript');
});
