import { ButtonBuilder, ButtonStyle, ComponentType, ContainerBuilder, TextDisplayBuilder } from 'discord.js';
import type { APIComponentInMessageActionRow, APITextDisplayComponent } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { buttonId, cardButtons } from '../../../src/command/buttons.ts';
import { defineCommand, type Reply } from '../../../src/command.ts';
import type { Card, Post } from '../../../src/platform.ts';
import { renderPost, renderReply } from '../../../src/platforms/discord/render.ts';
import { allButtons, replyButtons } from '../../../src/platforms/reply.ts';
import { findFaults } from '../../fakes/discord/faults.ts';
import { fakeCards, fullCard } from '../../fakes/services.ts';
import { linesOf } from './shown.ts';

const OTHER: Card = { id: 'title:1', title: 'A Small Paper', tldr: '', rung: 'sentence', topics: [], why: [] };
const BUTTONS = '[🔖] [👍] [👎] [Discuss] [More]';

function show(post: Post): readonly (readonly string[])[] {
  return renderPost(post).map(linesOf);
}

function showCard(card: Partial<Card>): readonly string[] {
  const [lines = []] = show({ title: 'T', sections: [{ heading: 'H', cards: [{ ...OTHER, ...card }, OTHER] }] });
  return lines.slice(2, lines.indexOf(BUTTONS));
}

function checkText(given: APITextDisplayComponent): void {
  expect(new TextDisplayBuilder().setContent(given.content).toJSON()).toEqual(given);
}

/** The validators look at what is set, not at what they are made from. */
function checkButton(given: APIComponentInMessageActionRow): void {
  if (given.type !== ComponentType.Button || given.style !== ButtonStyle.Secondary) throw new Error('no such button');
  const { label = '', custom_id: id } = given;
  expect(new ButtonBuilder().setLabel(label).setCustomId(id).setStyle(given.style).toJSON()).toEqual(given);
}

describe('a post', () => {
  test('reads from title to footer, each paper above its buttons', () => {
    const sections = [{ heading: 'Interpretability', text: 'Quiet week.\n• one', cards: [fullCard, OTHER], more: 2 }];
    expect(show({ title: '4 new papers for you', intro: 'In *one* topic.', sections, footer: 'a\nb' })).toEqual([
      [
        '## 4 new papers for you',
        'In \\*one\\* topic.',
        '### Interpretability',
        'Quiet week.',
        '- one',
        '**[Circuits in the Attic](<https://huggingface.co/papers/2507.01001>)**',
        'What a sparse dictionary drops still steers the model.',
        '- A second dictionary recovers \\*most\\* of it.',
        '- It costs 3% more.',
        '-# Mira Holt and 3 more · Jul 14, 2025 · ▲ 128 · 1 comment · [code](<https://github.com/mholt/attic>) · AI summary',
        '-# matches: probe, brain · also in: Agents',
        BUTTONS,
        '**A Small Paper**',
        BUTTONS,
        '-# and 2 more',
        '-# a',
        '-# b',
      ],
    ]);
  });

  test('is one container that pings nobody', () => {
    expect(renderPost({ title: 'T', sections: [] })).toEqual([
      {
        flags: 32_768,
        components: [{ type: 17, components: [{ type: 10, content: '## T' }] }],
        allowed_mentions: { parse: [] },
      },
    ]);
  });

  test('its buttons hold what they do', () => {
    const [message] = renderPost({ title: 'T', sections: [{ cards: [OTHER] }] });
    const [, row] = message?.components[0].components ?? [];
    const ids = cardButtons(OTHER).map(buttonId);
    expect(row).toEqual({
      type: 1,
      components: ['🔖', '👍', '👎', 'Discuss', 'More'].map((label, i) => ({
        type: 2,
        style: 2,
        label,
        custom_id: ids[i],
      })),
    });
    expect(ids[4]).toBe('["a","paper",{"paper":"title:1"}]');
  });
});

describe('a card', () => {
  test.each<[string, Partial<Card>, readonly string[]]>([
    [
      'without a page links to where it is looked for',
      { searchUrl: 'https://a.org/?q=a+b' },
      ['**[A Small Paper](<https://a.org/?q=a+b>)**'],
    ],
    [
      'whose title needs escapes links to its page below',
      { title: 'A_B', url: 'https://a.org' },
      ['**A\\_B**', '-# [page](<https://a.org/>)'],
    ],
    ['… or to the search', { title: '[a', searchUrl: 'https://a.org' }, ['**\\[a**', '-# [search](<https://a.org/>)']],
    ['without a title says so', { title: '\u0000 ' }, ['**(no title)**']],
    ['says that its gist was picked', { tldr: 'Gist.' }, ['**A Small Paper**', 'Gist.', '-# from the abstract']],
    ['says that its gist is a blurb', { tldr: 'Gist.', rung: 'blurb' }, ['**A Small Paper**', 'Gist.', '-# blurb']],
    ['does not name votes and comments that are none', { upvotes: 0, comments: 0, byline: ' ' }, ['**A Small Paper**']],
    ['counts comments', { comments: 2 }, ['**A Small Paper**', '-# 2 comments']],
    ['links to no code outside the web', { codeUrl: 'javascript:a' }, ['**A Small Paper**']],
    ['outside its section says where it is', { topics: ['I', 'J'] }, ['**A Small Paper**', '-# in: I, J']],
    [
      'names what matched but is not to be seen',
      { why: ['SMALL', 'pap*', 'x', 'y', 'z', 'u'], topics: ['H'] },
      ['**A Small Paper**', '-# matches: x, y, z'],
    ],
  ])('%s', (_, card, lines) => expect(showCard(card)).toEqual(lines));

  test.each([
    ['title', 300, (title: string): Partial<Card> => ({ title }), '**'],
    ['gist', 600, (tldr: string): Partial<Card> => ({ tldr }), ''],
    ['point', 300, (point: string): Partial<Card> => ({ points: [point] }), ''],
    ['byline', 200, (byline: string): Partial<Card> => ({ byline }), ''],
  ])('has a %s of %i characters, and a longer one ends in "…" above "More"', (_, longest, make, end) => {
    expect(showCard(make('a'.repeat(longest))).join('\n')).toContain(`${'a'.repeat(longest)}${end}`);
    const shown = showCard(make('a'.repeat(longest + 1))).join('\n');
    expect(shown).toContain(`${'a'.repeat(longest - 1)}…${end}`);
    expect(shown).not.toContain('a'.repeat(longest));
  });

  test('that is too long as a whole gives up half of each field, then more', () => {
    const points = Array.from({ length: 4 }, () => '*'.repeat(300));
    const [title, gist = '', point = ''] = showCard({ title: 'a'.repeat(300), tldr: '_'.repeat(600), points });
    expect([title, gist.length, point.length]).toEqual([`**${'a'.repeat(74)}…**`, 2 * 149 + 1, 2 + 2 * 74 + 1]);
  });

  test('that is alone in a post is shown whole', () => {
    const card = {
      ...OTHER,
      title: `${'t'.repeat(300)} end`,
      tldr: 'gist '.repeat(200).trim(),
      why: ['a', 'b', 'c', 'd'],
      topics: ['H'],
    };
    expect(show({ title: 'T', sections: [{ heading: 'H', cards: [card] }] })).toEqual([
      [
        '## T',
        '### H',
        `**${'t'.repeat(299)}…**`,
        card.title,
        card.tldr,
        '-# from the abstract',
        '-# matches: a, b, c',
        BUTTONS,
      ],
    ]);
  });
});

describe('an answer', () => {
  const paper = defineCommand({
    name: 'paper',
    description: '',
    options: [],
    examples: [],
    run: async () => ({ title: '', sections: [] }),
  });
  const why = { label: 'Why?', command: 'why', options: { paper: 'title:1' }, how: 'answer' } as const;
  const reply: Reply = {
    title: 'About',
    sections: [{ cards: [OTHER] }, { heading: 'Abstract', text: 'Long ago.' }],
    isShareable: true,
    buttons: [why],
  };

  test('has its own buttons below, and one to share it; of a paper there is no more than all', () => {
    const buttons = replyButtons(reply, paper, { paper: 'small' });
    expect(buttons).toEqual([
      why,
      { label: 'Share here', command: 'paper', options: { paper: 'small' }, how: 'share' },
    ]);
    expect(renderReply(reply, buttons, 'paper').map(linesOf)).toEqual([
      ['## About', '**A Small Paper**', '[🔖] [👍] [👎] [Discuss]', '### Abstract', 'Long ago.', '[Why?] [Share here]'],
    ]);
    expect(allButtons(reply, buttons)).toEqual([...cardButtons(OTHER), ...buttons]);
  });

  test('that is not worth sharing has no button for it, and none is there twice', () => {
    const own = replyButtons({ title: 'About', sections: [], buttons: [why] }, paper, {});
    expect(own).toEqual([why]);
    expect(renderReply(reply, [...own, ...own, ...cardButtons(OTHER)]).map(linesOf)).toEqual([
      ['## About', '**A Small Paper**', BUTTONS, '### Abstract', 'Long ago.', '[Why?]'],
    ]);
  });

  test('whose file follows later is text alone', () => {
    const withFile = { title: 'Yours', sections: [], file: { name: 'a.bib', text: '@misc{a}' } };
    expect(renderReply(withFile, []).map(linesOf)).toEqual([['## Yours']]);
  });

  test.each<[number, Partial<Card>, string, string]>([
    [5, {}, BUTTONS, '- A second dictionary recovers \\*most\\* of it.'],
    [5, { points: ['p'.repeat(200), 'p'.repeat(200), 'p'.repeat(200)] }, BUTTONS, '- …'],
    [10, { tldr: 'Gist.' }, '[More]', '- …'],
    [5, { tldr: 'g'.repeat(700) }, '[More]', `${'g'.repeat(299)}…`],
  ])('turned over in place, %i papers stay in one message', (count, given, buttons, line) => {
    const cards = fakeCards(count).map(({ id }) => ({ ...fullCard, ...given, id }));
    const messages = renderReply({ title: 'Found', sections: [{ cards }] }, [
      { ...why, label: 'Next', how: 'replace' },
    ]).map(linesOf);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.filter((one) => one === buttons || one === line)).toEqual(
      Array.from({ length: count }, () => [line, buttons]).flat(),
    );
  });

  test('keeps the breaks of its text, and no others where a line fits into a message', () => {
    const line = 'word '.repeat(300).trim();
    expect(show({ title: 'T', sections: [{ text: `${line}\r\n\n# b` }] })).toEqual([['## T', line, '\\# b']]);
  });
});

describe('a digest', () => {
  test.each([
    [1, 1],
    [10, 2],
    [60, 12],
    [200, 40],
  ])('of %i papers is %i messages, parted between papers, in order, with its headings', (count, messages) => {
    const cards = fakeCards(count).map((card) => ({ ...fullCard, ...card, tldr: 'Gist.' }));
    const half = Math.ceil(count / 2);
    const sections = [
      { heading: 'One', cards: cards.slice(0, half) },
      { heading: 'Two', cards: cards.slice(half) },
    ];
    const shown = show({ title: 'New', sections: sections.filter((section) => section.cards.length > 0) });
    expect(shown).toHaveLength(messages);
    const titles = shown.flat().flatMap((line) => /^\*\*\[(.+)\]/.exec(line)?.[1] ?? []);
    expect(titles).toEqual(cards.map(({ title }) => title));
    const headings = shown.flat().filter((line) => line.startsWith('### '));
    expect(headings.filter((line) => !line.includes('continued'))).toEqual(
      count > 1 ? ['### One', '### Two'] : ['### One'],
    );
    for (const lines of shown.slice(1)) expect(lines[0]).toMatch(/^### (One|Two)( \(continued\))?$/);
    for (const lines of shown) expect(lines.at(-1)).toBe(BUTTONS);
  });

  test('is taken by the validators of Discord’s library, and by the fake', () => {
    for (const body of renderPost({ title: 'New', sections: [{ heading: 'One', cards: fakeCards(7) }] })) {
      expect(new ContainerBuilder(body.components[0]).toJSON()).toEqual(body.components[0]);
      for (const component of body.components[0].components) {
        if (component.type === ComponentType.TextDisplay) checkText(component);
        if (component.type === ComponentType.ActionRow) component.components.forEach(checkButton);
      }
      expect(findFaults(JSON.parse(JSON.stringify(body)))).toBeUndefined();
    }
  });
});
