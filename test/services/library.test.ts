import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/command.ts';
import type { CardPage, LibraryServices } from '../../src/command/services.ts';
import { UserInputError } from '../../src/core/errors.ts';
import { collect, type Stages } from '../../src/pipeline.ts';
import { createLibraryServices, searchPapers } from '../../src/services/library.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakeModel } from '../fakes/model.ts';
import { openStages, topicsOf } from '../fakes/stages.ts';

const caller: Caller = { channel: 'fake:G1:C1', space: 'fake:G1', person: 'fake:U1', mayManage: false };
const hostile = ['"', '(', ')', '-', 'NOT', 'a AND', 'title:', '   ', '"; DROP TABLE papers; --', "' OR '1'='1"];
const all = { limit: 9, offset: 0 };

let stages: Stages;
let services: Omit<LibraryServices, 'why'>;

beforeEach(async () => {
  stages = await openStages({ model: fakeModel().model });
  services = createLibraryServices(stages, async ({ space }) =>
    topicsOf(space === caller.space ? { Moths: 'moth', Rest: '*' } : { Theirs: 'moth' }),
  );
  await collect(stages, dumpOfPapers('Light traps', 'Moth nets'));
  await collect(stages, dumpOfPapers('Bat ears', 'Moths and light'));
});

function titlesOf({ cards }: CardPage): readonly string[] {
  return cards.map(({ title }) => title);
}

describe('a search', () => {
  test('shows the best first, with what the model said', async () => {
    expect((await services.search('moth light', { limit: 1, offset: 0 })).cards).toMatchObject([
      {
        id: expect.stringMatching(/^title:/),
        title: 'Moths and light',
        tldr: 'A test of Moths and light.',
        rung: 'llm',
        topics: [],
        why: [],
      },
    ]);
    expect(await services.search('whales', all)).toEqual({ cards: [], hasMore: false });
  });

  test('comes in pages that join without a gap, the last of which says so', async () => {
    const whole = await services.search('*', all);
    expect([whole.cards.length, whole.hasMore]).toEqual([4, false]);
    const pages = await Promise.all([0, 2, 4].map((offset) => services.search('*', { limit: 2, offset })));
    expect(pages.flatMap(titlesOf)).toEqual(titlesOf(whole));
    expect(pages.map(({ hasMore }) => hasMore)).toEqual([true, false, false]);
  });

  test('pages through papers that rank the same', async () => {
    await collect(stages, dumpOfPapers(...Array.from({ length: 30 }, (_, i) => ({ title: `Otter ${10 + i}` }))));
    const pages = await Promise.all([0, 7, 14, 21, 28].map((offset) => services.search('otter', { limit: 7, offset })));
    expect(new Set(pages.flatMap(titlesOf)).size).toBe(30);
  });

  test('for programs gives papers with their scores, which do not rise', async () => {
    const found = await searchPapers(stages, 'moth light', 9);
    expect(found[0]?.paper.title).toBe('Moths and light');
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
});

describe('a paper', () => {
  test('is shown with all that is known of it, and the topics of the caller', async () => {
    const links = [{ kind: 'code', url: 'https://github.com/moths/nets' }] as const;
    const sighting = { title: 'Moth lamps', arxivId: '2406.04331', abstract: 'On lamps.', authors: ['A. Moth'], links };
    await collect(stages, dumpOfPapers(sighting));
    const view = await services.paper('https://arxiv.org/abs/2406.04331v2', caller);
    expect(view).toEqual({
      card: expect.objectContaining({ id: 'arxiv:2406.04331', title: 'Moth lamps', topics: ['Moths'], why: ['moth'] }),
      abstract: 'On lamps.',
      authors: ['A. Moth'],
      links: [{ kind: 'paper', url: 'https://arxiv.org/abs/2406.04331' }, ...links],
    });
    expect((await services.paper('moth lamps', { ...caller, space: 'fake:G2' })).card.topics).toEqual(['Theirs']);
  });

  test('of which little is known is shown without what is missing', async () => {
    await collect(stages, dumpOfPapers({ title: 'Bare' }));
    const { card, ...rest } = await services.paper('bare', caller);
    expect(card).toMatchObject({ title: 'Bare', topics: [] });
    expect(rest).toEqual({ authors: [], links: [] });
  });
});

test('titles are found by their words, with the id that names each', async () => {
  const [first] = await services.findTitles('moths a', 5);
  expect(first).toEqual({ id: expect.stringMatching(/^title:/), title: 'Moths and light' });
  expect((await services.paper(first?.id ?? '', caller)).card.title).toBe('Moths and light');
});

test.each([
  ...hostile.map((query) => [query, query]),
  ['longer than is read', 'x'.repeat(2001)],
  ['deeper than is read', '('.repeat(60)],
])('the query %j is refused with a sentence, wherever one is read', async (_name, query) => {
  await expect(services.search(query, all)).rejects.toThrow(UserInputError);
  await expect(services.previewTopic(query)).rejects.toThrow(UserInputError);
  await expect(services.latest({ topic: query }, all, caller)).rejects.toThrow(UserInputError);
});

test.each(['*', 'Robert; DROP TABLE papers', "moth's", 'gpt-4 c++ C#', 'moth*', '"moth nets"', 'NEAR(a b)', '蛾'])(
  'the query %j is answered',
  async (query) => {
    expect((await services.search(query, all)).cards).toBeInstanceOf(Array);
    expect((await services.previewTopic(query)).total).toBe(4);
    expect((await services.latest({ topic: query }, all, caller)).hasMore).toBe(false);
  },
);
