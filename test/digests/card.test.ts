import { describe, expect, test } from 'vitest';
import { toCard } from '../../src/digests/card.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { Summary } from '../../src/summaries/summary.ts';
import { defineTopic } from '../../src/topics/topic.ts';

const bare: Paper = { id: 'title:1', title: 'A Light Trap', links: [] };
const summary: Summary = { rung: 'llm', tldr: 'It counts moths.', tldrQuote: '', points: [], keywords: ['moths'] };

function cardOf(facts: Partial<Paper>) {
  return toCard({ ...bare, ...facts }, summary, []);
}

test('a paper of which only the title is known has no empty fields', () => {
  expect(toCard(bare, { ...summary, rung: 'sentence', tldr: '' }, [])).toEqual({
    id: 'title:1',
    title: 'A Light Trap',
    searchUrl: 'https://huggingface.co/papers?q=A%20Light%20Trap',
    tldr: '',
    rung: 'sentence',
    topics: [],
    why: [],
  });
});

test('a card carries every fact, names all topics, and says why by the first', () => {
  const paper: Paper = {
    ...bare,
    arxivId: '2406.04331',
    authors: ['Ada Lovelace'],
    published: { month: 7, day: 14, year: 2025 },
    upvotes: 0,
    comments: 3,
    links: [
      { kind: 'project', url: 'https://moths.example' },
      { kind: 'code', url: 'https://github.com/a/b' },
    ],
  };
  const matches = [
    { topic: defineTopic('Moths', 'moth*'), why: ['moth*'], score: 3 },
    { topic: defineTopic('Light', 'light'), why: ['light'], score: 3 },
  ];
  expect(toCard(paper, summary, matches)).toEqual({
    id: 'title:1',
    title: 'A Light Trap',
    url: 'https://huggingface.co/papers/2406.04331',
    tldr: 'It counts moths.',
    rung: 'llm',
    topics: ['Moths', 'Light'],
    why: ['moth*'],
    byline: 'Ada Lovelace',
    date: 'Jul 14, 2025',
    upvotes: 0,
    comments: 3,
    codeUrl: 'https://github.com/a/b',
  });
});

test('a card says the points of the model, and none that were picked', () => {
  const points = [
    { kind: 'problem', text: 'Moths are hard to count.', quote: 'hard to count' },
    { kind: 'method', text: 'Light draws them.', quote: 'light draws' },
  ] as const;
  expect(toCard(bare, { ...summary, points }, []).points).toEqual(['Moths are hard to count.', 'Light draws them.']);
  expect(toCard(bare, { ...summary, rung: 'blurb', points }, [])).not.toHaveProperty('points');
});

test.each([
  ['C++ & "moths"?', 'C%2B%2B%20%26%20%22moths%22%3F'],
  ['half a \ud83d pair', 'half%20a%20%EF%BF%BD%20pair'],
])('a title without a page is looked for as it is: %j', (title, query) => {
  expect(cardOf({ title }).searchUrl).toBe(`https://huggingface.co/papers?q=${query}`);
});

describe('the byline', () => {
  test.each([
    [{ authors: ['A B', 'C D'] }, 'A B and C D'],
    [{ authors: ['A B', 'C D', 'E F'] }, 'A B, C D, and E F'],
    [{ authors: ['A B', 'C D', 'E F', 'G H'] }, 'A B, C D, E F and 1 more'],
    [{ authors: [], authorCount: 12 }, '12 authors'],
    [{ authorCount: 1 }, '1 author'],
    [{ organization: 'Lab', authorCount: 4 }, 'Lab, 4 authors'],
    [{ organization: 'Lab' }, 'Lab'],
    [{}, undefined],
  ])('of %j is %j', (facts, byline) => {
    expect(cardOf(facts).byline).toBe(byline);
  });
});

test('a year that the source did not print is not shown', () => {
  expect(cardOf({ published: { month: 12, day: 31, year: 2023, inferred: true } }).date).toBe('Dec 31');
  expect(cardOf({ published: { month: 1, day: 1, year: 2024 } }).date).toBe('Jan 1, 2024');
});
