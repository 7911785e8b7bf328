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
