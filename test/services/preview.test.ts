import { expect, test } from 'vitest';
import { collect } from '../../src/pipeline.ts';
import { previewTopic } from '../../src/services/preview.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { openStages, REFERENCE_MS } from '../fakes/stages.ts';

const DAY_MS = 24 * 3600 * 1000;

test('a query is previewed over the whole library, with the words by which its examples match', async () => {
  const stages = await openStages();
  await collect(stages, dumpOfPapers('Light traps', 'Moth nets', { title: 'Bat ears', blurb: 'How moths are heard.' }));
  expect(await previewTopic(stages, 'moth')).toMatchObject({
    query: 'moth',
    matched: 2,
    total: 3,
    examples: [
      { title: 'Moth nets', rung: 'sentence', topics: [], why: ['moth'] },
      { title: 'Bat ears', topics: [], why: ['moth'] },
    ],
  });
  expect(await previewTopic(stages, 'whales')).toEqual({ query: 'whales', matched: 0, total: 3, examples: [] });
});

test('a preview counts by the weeks the library covers, and shows five examples, the best', async () => {
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

test('a preview matches more papers than are read at a time, and lets others in between', async () => {
  const stages = await openStages();
  await collect(stages, dumpOfPapers(...Array.from({ length: 600 }, (_, i) => `Moth ${i}`)));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  expect(await previewTopic(stages, 'moth')).toMatchObject({ matched: 600, total: 600 });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(0);
});

test('a preview of an empty library finds nothing', async () => {
  expect(await previewTopic(await openStages(), 'moth')).toEqual({
    query: 'moth',
    matched: 0,
    total: 0,
    examples: [],
  });
});
