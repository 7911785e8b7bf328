import { expect, test } from 'vitest';
import type { Card, Post } from '../../../src/platform.ts';
import { layout } from '../../../src/platforms/console/layout.ts';
import { render, renderWarning } from '../../../src/platforms/console/render.ts';

const CARD: Card = { id: 'title:1', title: 'A Small Paper', tldr: '', rung: 'sentence', topics: [], why: [] };

function show(post: Post, width = 60): string {
  return render(post)
    .map((part) => layout(part, { width, colour: false }))
    .join('\n');
}

function showCard(card: Partial<Card>, heading?: string): string {
  const section = { cards: [{ ...CARD, ...card }], ...(heading !== undefined && { heading }) };
  return show({ title: 'T', sections: [section] })
    .split('\n\n')
    .slice(1)
    .join('\n\n');
}

test('a digest reads from title to footer, papers apart under their topics', () => {
  const full: Card = {
    id: 'arxiv:2507.01001',
    title: 'Circuits in the Attic',
    url: 'https://huggingface.co/papers/2507.01001',
    tldr: 'What a sparse dictionary drops still steers the model; a second one recovers it.',
    rung: 'llm',
    points: ['The second dictionary is a tenth as large.'],
    topics: ['Interpretability', 'Agents'],
    why: ['probe', 'sparse'],
    byline: 'Mira Holt and 3 more',
    date: 'Jul 14, 2025',
    upvotes: 128,
    comments: 9,
    codeUrl: 'https://github.com/mholt/attic',
  };
  const post: Post = {
    title: 'Papers for console:local',
    intro: '3 new in 1 topic',
    sections: [{ heading: 'Interpretability', text: 'Quiet week.', cards: [full, CARD], more: 1 }],
    footer: 'Read from 61 papers.',
  };
  expect(show(post).split('\n')).toEqual([
    'Papers for console:local',
    '3 new in 1 topic',
    '',
    '── Interpretability (3) ────────────────────────────────────',
    '',
    'Quiet week.',
    '',
    '▪ Circuits in the Attic',
    '  What a sparse dictionary drops still steers the model; a',
    '  second one recovers it.',
    '  • The second dictionary is a tenth as large.',
    '  Mira Holt and 3 more · Jul 14, 2025 · ▲ 128 · 9 comments ·',
    '  AI summary',
    '  matches: probe · also in: Agents',
    '  https://huggingface.co/papers/2507.01001',
    '  code: https://github.com/mholt/attic',
    '',
    '▪ A Small Paper',
    '',
    '  and 1 more',
    '',
    'Read from 61 papers.',
  ]);
});

test('a part is plain lines with named styles', () => {
  expect(render({ title: 'Hello', sections: [{ text: 'a\n• b' }] }).map((part) => JSON.parse(part))).toEqual([
    [
      { spans: [{ text: 'Hello', style: 'title' }] },
      { spans: [] },
      { spans: [{ text: 'a' }] },
      { marker: '• ', spans: [{ text: 'b' }] },
    ],
  ]);
});

test('a card says what its summary stands on, and nothing where it has none', () => {
  expect(showCard({ tldr: 'Gist.', rung: 'sentence' })).toBe('▪ A Small Paper\n  Gist.\n  from the abstract');
  expect(showCard({ tldr: 'Gist.', rung: 'blurb' })).toBe('▪ A Small Paper\n  Gist.\n  blurb');
  expect(showCard({ tldr: 'Gist.', rung: 'llm' })).toBe('▪ A Small Paper\n  Gist.\n  AI summary');
  expect(showCard({ tldr: '', rung: 'llm' })).toBe('▪ A Small Paper');
});

test('no votes and no comments are not mentioned, one comment is one', () => {
  expect(showCard({ date: 'Jul 14', upvotes: 0, comments: 0 })).toBe('▪ A Small Paper\n  Jul 14');
  expect(showCard({ upvotes: 1, comments: 1 })).toBe('▪ A Small Paper\n  ▲ 1 · 1 comment');
});

test('names only the matches that title, gist and heading do not show, at most three', () => {
  const why = ['SMALL', 'gis*', 'brain', 'one', 'two', 'three', 'four'];
  expect(
    showCard({ tldr: 'Gist.', why, topics: ['Brain'] }, 'Brain')
      .split('\n')
      .at(-1),
  ).toBe('  matches: one, two, three');
  expect(showCard({ why: ['small'], topics: ['Brain'] }, 'Brain')).not.toContain('matches');
});

test('a result outside any topic section says which topics it is in', () => {
  expect(showCard({ topics: ['Brain', 'Agents'] })).toBe('▪ A Small Paper\n  in: Brain, Agents');
  expect(showCard({ topics: ['Brain'] }, 'Brain')).not.toContain('in:');
});

test('breaks of any kind part paragraphs, an empty text is no line', () => {
  expect(show({ title: 'T', intro: ' ', sections: [{ text: '' }, { text: 'a\r\nb\rc\u2028d\n\ne' }] })).toBe(
    'T\n\na\nb\nc\nd\n\ne',
  );
});

test('channels stand by their ids below the text', () => {
  const section = { text: 'Gone.', channels: ['slack:T1:C1', 'slack:T1:C2'], more: 3 };
  expect(show({ title: 'T', sections: [section] })).toBe('T\n\nGone.\n• slack:T1:C1\n• slack:T1:C2\n\n  and 3 more');
});

test('a warning keeps its lines and is coloured', () => {
  expect(layout(renderWarning('No.\nTry this.'), { width: 80, colour: true })).toBe(
    '\x1b[33mNo.\x1b[39m\n\x1b[33mTry this.\x1b[39m',
  );
});
