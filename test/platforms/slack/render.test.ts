import { describe, expect, test } from 'vitest';
import { buttonId, cardButtons } from '../../../src/command/buttons.ts';
import type { Reply } from '../../../src/command.ts';
import type { Card, Post } from '../../../src/platform.ts';
import { renderPost, renderReply } from '../../../src/platforms/slack/render.ts';
import { fakeCards, fullCard } from '../../fakes/services.ts';
import { linesOf } from './shown.ts';

const FULL: Card = { ...fullCard, title: 'Circuits in the Attic & Cellar' };
const OTHER: Card = { id: 'title:1', title: 'A Small Paper', tldr: '', rung: 'sentence', topics: [], why: [] };
const BUTTONS = '[🔖] [👍] [👎] [Discuss] [More]';

function show(post: Post): readonly (readonly string[])[] {
  return renderPost(post).map(({ blocks }) => linesOf(blocks));
}

function showCard(card: Partial<Card>): readonly string[] {
  const [lines = []] = show({ title: 'T', sections: [{ heading: 'H', cards: [{ ...OTHER, ...card }, OTHER] }] });
  return lines.slice(3, lines.indexOf(BUTTONS));
}

describe('a post', () => {
  test('reads from title to footer, each paper above its buttons', () => {
    const sections = [{ heading: 'Interpretability', text: 'Quiet week.\n• one', cards: [FULL, OTHER], more: 2 }];
    expect(show({ title: '4 new papers for you', intro: 'In <one> topic.', sections, footer: 'a\nb' })).toEqual([
      [
        '# 4 new papers for you',
        'In &lt;one&gt; topic.',
        '---',
        '# Interpretability',
        'Quiet week.',
        '• one',
        '*<https://huggingface.co/papers/2507.01001|Circuits in the Attic &amp; Cellar>*',
        'What a sparse dictionary drops still steers the model.',
        '• A second dictionary recovers ∗most* of it.',
        '• It costs 3% more.',
        '- Mira Holt and 3 more · Jul 14, 2025 · ▲ 128 · 1 comment · <https://github.com/mholt/attic|code> · AI summary',
        '- matches: probe, brain · also in: Agents',
        BUTTONS,
        '*A Small Paper*',
        BUTTONS,
        '- and 2 more',
        '- a',
        '- b',
      ],
    ]);
  });

  test('calls nobody where there is no markup either', () => {
    const button = { label: '@here <@U1>', command: 'search', options: {}, how: 'answer' } as const;
    const menu = { label: '<!here>', choices: [{ ...button, label: '<#C1> x < y' }] };
    const [message] = renderReply({ title: 'Cats <!channel> & @everyone', sections: [], menu }, [button]);
    const texts = JSON.stringify(message?.blocks).match(/(?<="text":")[^"]*(?=")/g);
    const shown = ['Cats <\u200b!channel> & @\u200beveryone', '@\u200bhere <\u200b@U1>'];
    expect(texts).toEqual([...shown, '<\u200b!here>', '<\u200b#C1> x < y']);
  });

  test('unfurls nothing, is verbatim, and says in a notification what it is', () => {
    expect(renderPost({ title: 'New & <hot>', sections: [{ cards: [OTHER] }, { text: 'Text.' }] })).toEqual([
      {
        text: 'New &amp; &lt;hot&gt; · A Small Paper',
        unfurl_links: false,
        unfurl_media: false,
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'New & <hot>', emoji: false } },
          { type: 'section', text: { type: 'mrkdwn', text: '*A Small Paper*', verbatim: true } },
          {
            type: 'actions',
            elements: cardButtons(OTHER).map((button, i) => ({
              type: 'button',
              action_id: `button-${i}`,
              text: { type: 'plain_text', text: button.label },
              value: buttonId(button),
            })),
          },
          { type: 'section', text: { type: 'mrkdwn', text: 'Text.', verbatim: true } },
        ],
      },
    ]);
    expect(renderPost({ title: 'Hello', intro: 'I am here.', sections: [{ text: 'Try it.' }] })[0]?.text).toBe(
      'Hello · I am here. · Try it.',
    );
  });

  test('has a title of 150 characters, and a longer one in full below', () => {
    expect(show({ title: 't'.repeat(150), sections: [] })).toEqual([[`# ${'t'.repeat(150)}`]]);
    expect(show({ title: 't'.repeat(151), sections: [] })).toEqual([[`# ${'t'.repeat(149)}…`, 't'.repeat(151)]]);
  });

  test('a text of any length stands in sections of 3,000 characters', () => {
    const [message] = renderPost({ title: 'T', sections: [{ text: `${'&'.repeat(2000)}\n${'b '.repeat(1499)}` }] });
    const lengths =
      message?.blocks.map((block) => (block.type === 'section' ? (block.text?.text.length ?? 0) : 0)) ?? [];
    expect(Math.max(...lengths)).toBeLessThanOrEqual(3000);
    expect(lengths.length).toBeGreaterThan(4);
  });
});

describe('a card', () => {
  test.each<[string, Partial<Card>, readonly string[]]>([
    ['links where it is looked for', { searchUrl: 'https://a.org/?q=a+b' }, ['*<https://a.org/?q=a+b|A Small Paper>*']],
    ['whose title has signs of mrkdwn', { title: 'A *B* _c_', url: 'https://a.org' }, ['*<https://a.org/|A ∗B∗ ˍc_>*']],
    ['without a title says so', { title: '\u0000 ' }, ['*(no title)*']],
    ['says what its gist stands on', { tldr: 'Gist.' }, ['*A Small Paper*', 'Gist.', '- from the abstract']],
    ['links to no code outside the web', { codeUrl: 'javascript:a' }, ['*A Small Paper*']],
    ['outside its section says where it is', { topics: ['I', 'J'] }, ['*A Small Paper*', '- in: I, J']],
  ])('%s', (_, card, lines) => expect(showCard(card)).toEqual(lines));

  test('that is too long as a whole gives up half of each field, then more', () => {
    const points = Array.from({ length: 4 }, () => '&'.repeat(300));
    const [title, gist = '', point = ''] = showCard({ title: 'a'.repeat(300), tldr: '<'.repeat(600), points });
    expect([title, gist.length, point.length]).toEqual([`*${'a'.repeat(74)}…*`, 4 * 149 + 1, 2 + 5 * 74 + 1]);
  });
});

describe('an answer', () => {
  const why = { label: 'Why?', command: 'why', options: { paper: 'title:1' }, how: 'answer' } as const;

  test('has its buttons and its menu below', () => {
    const menu = { label: 'Which?', choices: [why, { ...why, options: { paper: 'title:2' } }] };
    const reply: Reply = { title: 'About', sections: [{ cards: [OTHER] }], menu };
    const [message] = renderReply(reply, [why], 'paper');
    expect(linesOf(message?.blocks ?? [])).toEqual([
      '# About',
      '*A Small Paper*',
      '[🔖] [👍] [👎] [Discuss]',
      '[Why?]',
      '[Which? ▾]',
    ]);
    expect(message?.blocks.at(-1)).toMatchObject({
      elements: [{ type: 'static_select', options: menu.choices.map((choice) => ({ value: buttonId(choice) })) }],
    });
  });

  test.each<[number, Partial<Card>, string]>([
    [5, {}, BUTTONS],
    [5, { tldr: 'g'.repeat(700), points: ['p'.repeat(300), 'p'.repeat(300), 'p'.repeat(300)] }, BUTTONS],
    [10, { tldr: 'g'.repeat(700) }, '[More]'],
  ])('turned over in place, %i papers stay in one message', (count, given, buttons) => {
    const cards = fakeCards(count).map(({ id }) => ({ ...FULL, ...given, id }));
    const messages = renderReply({ title: 'Found', sections: [{ cards }] }, [{ ...why, how: 'replace' }]);
    expect(messages.map(({ blocks }) => linesOf(blocks).filter((line) => line === buttons).length)).toEqual([count]);
  });
});

describe('a digest', () => {
  test.each([
    [1, 1],
    [10, 2],
    [60, 7],
    [200, 23],
  ])('of %i papers is %i messages, parted between papers, in order, with its headings', (count, messages) => {
    const cards = fakeCards(count).map((card) => ({ ...FULL, ...card, tldr: 'Gist.', points: [] }));
    const half = Math.ceil(count / 2);
    const sections = [
      { heading: 'One', cards: cards.slice(0, half) },
      { heading: 'Two', cards: cards.slice(half) },
    ];
    const shown = show({ title: 'New', sections: sections.filter((section) => section.cards.length > 0) });
    expect(shown).toHaveLength(messages);
    const titles = shown.flat().flatMap((line) => /^\*<.+\|(.+)>\*$/.exec(line)?.[1] ?? []);
    expect(titles).toEqual(cards.map(({ title }) => title));
    for (const lines of shown.slice(1)) expect(lines[0]).toMatch(/^# (One|Two)( \(continued\))?$/);
    for (const lines of shown) expect(lines.at(-1)).toBe(BUTTONS);
  });
});
