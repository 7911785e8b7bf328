import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CardPage, LatestFilter } from '../../src/command/services.ts';
import { UserInputError } from '../../src/core/errors.ts';
import type { Library } from '../../src/papers/library.ts';
import { collect, type Stages } from '../../src/pipeline.ts';
import { listLatest } from '../../src/services/latest.ts';
import { dumpOf, dumpOfPapers } from '../fakes/feed.ts';
import { openStages, topicsOf } from '../fakes/stages.ts';

const topics = topicsOf({ 'Night moths': 'moth', Rest: '*', Theirs: 'light' });
const DAY_MS = 24 * 3600 * 1000;
const all = { limit: 20, offset: 0 };

function titlesOf({ cards }: CardPage): readonly string[] {
  return cards.map(({ title }) => title);
}

describe('the latest papers', () => {
  let stages: Stages;
  let nowMs = 0;

  beforeAll(async () => {
    stages = await openStages({ now: () => nowMs });
    nowMs = new Date(2026, 10, 21, 23, 59, 59, 999).getTime();
    await collect(stages, dumpOfPapers('Light traps', 'Moth nets'));
    nowMs = new Date(2026, 10, 22).getTime();
    await collect(stages, dumpOfPapers('Bat ears', 'Moths and light'));
    nowMs = new Date(2026, 10, 22, 23, 59, 59, 999).getTime();
    const other = dumpOf([{ kind: 'sighting', sighting: { title: 'Owl eyes' } }]);
    await collect(stages, { ...other, feed: { ...other.feed, id: 'other' } });
  });

  afterAll(() => stages.store.close());

  test.each<[LatestFilter, readonly string[]]>([
    [{}, ['Owl eyes', 'Bat ears', 'Moths and light', 'Light traps', 'Moth nets']],
    [{ topic: 'night  MOTHS' }, ['Moths and light', 'Moth nets']],
    [{ topic: 'ni\u00adght moths' }, ['Moths and light', 'Moth nets']],
    [{ topic: 'light' }, ['Moths and light', 'Light traps']],
    [{ topic: 'rest' }, ['Owl eyes', 'Bat ears', 'Moths and light', 'Light traps', 'Moth nets']],
    [{ topic: '-moth' }, ['Owl eyes', 'Bat ears', 'Light traps']],
    [{ topic: 'whale' }, []],
    [{ day: '2026-11-22' }, ['Owl eyes', 'Bat ears', 'Moths and light']],
    [{ day: '2026-11-21' }, ['Light traps', 'Moth nets']],
    [{ day: '2026-11-23' }, []],
    [{ feed: 'other' }, ['Owl eyes']],
    [{ feed: 'papers-page' }, []],
    [{ feed: 'fake', day: '2026-11-22', topic: 'moth' }, ['Moths and light']],
  ])('of %j are, newest first, those of one page as on the page, %j', async (filter, expected) => {
    expect(titlesOf(await listLatest(stages, filter, all, topics))).toEqual(expected);
    const pages = [0, 1, 2, 3, 4, 5].map((offset) => listLatest(stages, filter, { limit: 1, offset }, topics));
    const read = await Promise.all(pages);
    expect(read.flatMap(titlesOf)).toEqual(expected);
    expect(read.map(({ hasMore }) => hasMore)).toEqual(
      [0, 1, 2, 3, 4, 5].map((offset) => offset + 1 < expected.length),
    );
  });

  test('name the topics they match, the one asked for first', async () => {
    const [card] = (await listLatest(stages, { topic: 'Theirs' }, all, topics)).cards;
    expect(card).toMatchObject({ topics: ['Theirs', 'Night moths'], why: ['light'] });
    const [found] = (await listLatest(stages, { topic: 'net' }, all, topics)).cards;
    expect(found).toMatchObject({ topics: ['Night moths'], why: ['net'] });
    expect((await listLatest(stages, {}, all, topics)).cards[0]?.topics).toEqual([]);
  });

  test.each([
    [{ day: '2026-02-30' }, '“2026-02-30” is no day: write it as 2026-11-22.'],
    [{ day: 'today' }, '“today” is no day: write it as 2026-11-22.'],
    [{ day: '22.11.2026' }, '“22.11.2026” is no day: write it as 2026-11-22.'],
    [{ day: '' }, '“” is no day: write it as 2026-11-22.'],
    [{ feed: 'papers-pge' }, 'There is no feed “papers-pge”; there is papers-page.'],
  ])('of %j cannot be asked for: %s', async (filter, sentence) => {
    await expect(listLatest(stages, filter, all, topics)).rejects.toThrow(new UserInputError(sentence));
  });
});

describe('the latest papers of a topic in a long library', () => {
  let stages: Stages;
  const read: string[] = [];
  let nowMs = new Date(2026, 10, 22).getTime();

  beforeAll(async () => {
    const opened = await openStages({ now: () => nowMs });
    const library: Library = {
      ...opened.library,
      async get(ids) {
        read.push(...ids);
        return opened.library.get(ids);
      },
    };
    await collect(opened, dumpOfPapers(...Array.from({ length: 600 }, (_, i) => `${i < 5 ? 'Otter' : 'Heron'} ${i}`)));
    stages = { ...opened, library };
  });

  afterAll(() => stages.store.close());

  test('are read only until the page is full', async () => {
    read.length = 0;
    expect((await listLatest(stages, { topic: 'heron' }, { limit: 5, offset: 10 }, [])).cards).toHaveLength(5);
    expect(new Set(read).size).toBe(40);
  });

  test('are found far back without reading what cannot match', async () => {
    const last = await listLatest(stages, { topic: 'heron 599' }, { limit: 5, offset: 0 }, []);
    expect([titlesOf(last), last.hasMore]).toEqual([['Heron 599'], false]);
    read.length = 0;
    await collect(stages, dumpOfPapers(...Array.from({ length: 150 }, (_, i) => `Tern ${i}`)));
    read.length = 0;
    const page = await listLatest(stages, { topic: 'otters' }, { limit: 4, offset: 0 }, []);
    expect([titlesOf(page), page.hasMore]).toEqual([['Otter 0', 'Otter 1', 'Otter 2', 'Otter 3'], true]);
    expect(new Set(read).size).toBe(45);
  });

  test('come in their order and once each where a page reaches far back, of the day and feed asked for', async () => {
    nowMs += DAY_MS;
    const other = dumpOfPapers('Heron of others');
    await collect(stages, { ...other, feed: { ...other.feed, id: 'other' } });
    await collect(stages, dumpOfPapers('Heron of the next day'));
    const herons = [...Array.from({ length: 100 }, (_, i) => 500 + i), ...Array.from({ length: 20 }, (_, i) => 5 + i)];
    const titles = herons.map((number) => `Heron ${number}`);
    const page = { limit: 120, offset: 0 };
    expect(titlesOf(await listLatest(stages, { topic: 'heron', day: '2026-11-22' }, page, []))).toEqual(titles);
    expect(titlesOf(await listLatest(stages, { topic: 'heron', feed: 'fake' }, page, []))).toEqual([
      'Heron of the next day',
      ...titles.slice(0, -1),
    ]);
  });
});
