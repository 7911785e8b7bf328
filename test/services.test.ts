import { beforeEach, describe, expect, test } from 'vitest';
import type { Services } from '../src/command.ts';
import { UserInputError } from '../src/core/errors.ts';
import { collect, type Stages } from '../src/pipeline.ts';
import { createServices, previewTopic, searchPapers } from '../src/services.ts';
import { dumpOfPapers } from './fakes/feed.ts';
import { fakeModel } from './fakes/model.ts';
import { openStages, REFERENCE_MS, subscriptionOf, topicsOf } from './fakes/stages.ts';

const DAY_MS = 24 * 3600 * 1000;
const topics = topicsOf({ Moths: 'moth', Rest: '*' });
const hostile = ['"', '(', ')', '-', 'NOT', 'a AND', 'title:', '   ', '"; DROP TABLE papers; --', "' OR '1'='1"];

describe('what commands may do', () => {
  let stages: Stages;
  let services: Services;
  let nowMs = REFERENCE_MS;

  beforeEach(async () => {
    nowMs = REFERENCE_MS;
    stages = await openStages({ model: fakeModel().model, now: () => nowMs });
    services = createServices(stages, [], topics, (channel) => {
      if (channel !== 'fake:c') throw new UserInputError(`There is no channel ${channel}.`);
      return subscriptionOf({ topics });
    });
    await collect(stages, dumpOfPapers('Light traps', 'Moth nets'));
    await collect(stages, dumpOfPapers('Bat ears', 'Moths and light'));
  });

  test('a search shows the best first, with what the model said and the topics that tell something', async () => {
    expect(await services.search('moth light', 1)).toEqual([
      {
        id: expect.stringMatching(/^title:/),
        title: 'Moths and light',
        tldr: 'The model on Moths and light.',
        rung: 'llm',
        topics: ['Moths'],
        why: ['moth'],
      },
    ]);
    expect((await services.search('light', 9)).map(({ title }) => title).toSorted()).toEqual([
      'Light traps',
      'Moths and light',
    ]);
    expect(await services.search('whales', 9)).toEqual([]);
  });

  test('a search for programs gives papers with their scores, which do not rise', async () => {
    const found = await searchPapers(stages, 'moth light', 9);
    expect(found[0]?.paper.title).toBe('Moths and light');
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('the latest papers come newest first, those of one page as on the page', async () => {
    expect((await services.latest(3)).map(({ title }) => title)).toEqual([
      'Bat ears',
      'Moths and light',
      'Light traps',
    ]);
    expect((await services.latest(1)).map(({ topics: named }) => named)).toEqual([[]]);
  });

  test('a preview of the digest is what would be posted, and moves nothing', async () => {
    const post = await services.previewDigest('fake:c');
    expect(post).toMatchObject({
      title: '4 new papers for you',
      sections: [{ heading: 'Moths' }, { heading: 'Rest' }],
    });
    expect(await services.previewDigest('fake:c')).toEqual(post);
  });

  test('a channel that nobody set up is a mistake of the person', async () => {
    await expect(services.previewDigest('fake:x')).rejects.toThrow(UserInputError);
  });

  test('topics are listed with their queries as written', async () => {
    expect(await services.topics()).toEqual([
      { name: 'Moths', query: 'moth' },
      { name: 'Rest', query: '*' },
    ]);
  });

  test('a query is previewed over the whole library', async () => {
    expect(await services.previewTopic('moth')).toMatchObject({
      query: 'moth',
      matched: 2,
      total: 4,
      perWeek: 2,
      examples: [
        { title: 'Moth nets', rung: 'llm', topics: [], why: ['moth'] },
        { title: 'Moths and light', rung: 'llm', topics: [], why: ['moth'] },
      ],
    });
    expect(await services.previewTopic('whales')).toMatchObject({ matched: 0, total: 4, perWeek: 0, examples: [] });
  });

  test.each([
    ...hostile.map((query) => [query, query]),
    ['longer than is read', 'x'.repeat(2001)],
    ['deeper than is read', '('.repeat(60)],
  ])('the query %j is refused with a sentence, in a search and in a preview', async (_name, query) => {
    await expect(services.search(query, 5)).rejects.toThrow(UserInputError);
    await expect(services.previewTopic(query)).rejects.toThrow(UserInputError);
  });

  test.each(['*', 'Robert; DROP TABLE papers', "moth's", 'gpt-4 c++ C#', 'moth*', '"moth nets"', 'NEAR(a b)', '蛾'])(
    'the query %j is answered',
    async (query) => {
      expect(await services.search(query, 5)).toBeInstanceOf(Array);
      expect((await services.previewTopic(query)).total).toBe(4);
    },
  );
});

describe('a preview of a topic', () => {
  test('counts by the weeks the library covers, and shows five examples, the best', async () => {
    let nowMs = REFERENCE_MS;
    const stages = await openStages({ now: () => nowMs });
    const papers = Array.from({ length: 9 }, (_, i) => ({ title: `Moth ${i}`, upvotes: i }));
    await collect(stages, dumpOfPapers(...papers.slice(0, 4), 'Stones'));
    nowMs += 28 * DAY_MS;
    await collect(stages, dumpOfPapers(...papers.slice(4)));
    const { perWeek, matched, total, examples } = await previewTopic(stages, 'moth');
    expect({ perWeek, matched, total }).toEqual({ perWeek: 2.3, matched: 9, total: 10 });
    expect(examples.map(({ title }) => title)).toEqual(['Moth 8', 'Moth 7', 'Moth 6', 'Moth 5', 'Moth 4']);
  });

  test('matches more papers than are read at a time', async () => {
    const stages = await openStages();
    await collect(stages, dumpOfPapers(...Array.from({ length: 1100 }, (_, i) => `Moth ${i}`)));
    expect(await previewTopic(stages, 'moth')).toMatchObject({ matched: 1100, total: 1100 });
  });

  test('of an empty library finds nothing', async () => {
    expect(await previewTopic(await openStages(), 'moth')).toEqual({
      query: 'moth',
      matched: 0,
      total: 0,
      perWeek: 0,
      examples: [],
    });
  });
});
