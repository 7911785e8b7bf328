import { beforeEach, describe, expect, test } from 'vitest';
import { FeedError, SummaryError } from '../src/core/errors.ts';
import { openStore } from '../src/core/store/open.ts';
import type { FeedItem } from '../src/feeds/feed.ts';
import { papersPage } from '../src/feeds/papers-page/index.ts';
import { findPapers } from '../src/papers/find-papers.ts';
import { collect, type CollectProgress, type CollectReport, type Stages } from '../src/pipeline.ts';
import { findSummaries } from '../src/summaries/kept.ts';
import { compileTopics } from '../src/topics/match.ts';
import { failingStore } from './fakes/failing-store.ts';
import { bytesOf, dumpOf, dumpOfPapers } from './fakes/feed.ts';
import { fakeModel } from './fakes/model.ts';
import { bulletedPage, densePage, spacedPage } from './fakes/pages.ts';
import { openStages, stagesOn, topicsOf } from './fakes/stages.ts';

function titles(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `Paper ${i + 1}`);
}

/** What is said of each paper of the library, in the order they came. */
async function said({ store, library }: Stages): Promise<readonly string[]> {
  const papers = await findPapers(library, await library.papersBetween(0, await library.head()));
  return [...(await findSummaries(store, papers)).values()].map(({ rung, tldr }) => `${rung}: ${tldr}`);
}

describe('collecting pages in three dialects that share papers', () => {
  const pages = [
    ['1.txt', spacedPage('Moth Nets', 'Light Traps', 'Bat Ears')],
    ['2.txt', densePage('Light Traps', 'Owl Wings', 'Fern Spores', 'Moss Beds')],
    ['3.txt', bulletedPage('Owl Wings', 'Moth Nets', 'Cave Fish')],
  ] as const;

  async function collectPages(stages: Stages) {
    const reports = [];
    for (const [source, text] of pages)
      reports.push(await collect(stages, { source, feed: papersPage, bytes: bytesOf(text) }));
    return reports;
  }

  test('counts what stands on each and what is new in it, and a second run knows all', async () => {
    const stages = await openStages();
    const report = { feed: 'papers-page', problems: [] };
    expect(await collectPages(stages)).toEqual([
      { ...report, source: '1.txt', parsed: 3, new: 3, known: 0 },
      { ...report, source: '2.txt', parsed: 4, new: 3, known: 1 },
      { ...report, source: '3.txt', parsed: 3, new: 1, known: 2 },
    ]);
    expect(await collectPages(stages)).toEqual([
      { ...report, source: '1.txt', parsed: 3, new: 0, known: 3 },
      { ...report, source: '2.txt', parsed: 4, new: 0, known: 4 },
      { ...report, source: '3.txt', parsed: 3, new: 0, known: 3 },
    ]);
    expect([(await stages.library.size()).papers, await stages.library.head()]).toEqual([7, 3]);
  });
});

describe('collecting', () => {
  let stages: Stages;
  beforeEach(async () => {
    stages = await openStages();
  });

  test('carries the problems of a dump, between its papers', async () => {
    const problem = { code: 'ambiguous', line: 3, message: 'line 3: expected a title' };
    const paper: FeedItem = { kind: 'sighting', sighting: { title: 'A' } };
    const items: FeedItem[] = [paper, { kind: 'problem', problem }, { kind: 'sighting', sighting: { title: 'B' } }];
    const report = { source: 'dump.txt', feed: 'fake', parsed: 2, problems: [problem] };
    expect(await collect(stages, dumpOf(items))).toEqual({ ...report, new: 2, known: 0 });
    expect(await collect(stages, dumpOf(items))).toEqual({ ...report, new: 0, known: 2 });
  });

  test('keeps what stood before the place where a dump cannot be read further', async () => {
    async function* cut(): AsyncGenerator<FeedItem> {
      yield { kind: 'sighting', sighting: { title: 'A' } };
      throw new FeedError('unreadable', 'dump.txt: the line is dead.');
    }
    const problems = [{ code: 'unreadable', message: 'dump.txt: the line is dead.' }];
    expect(await collect(stages, dumpOf(cut()))).toMatchObject({ parsed: 1, new: 1, known: 0, problems });
    expect((await stages.library.size()).papers).toBe(1);
  });

  test('rejects where the fault is not in the dump', async () => {
    async function* broken(): AsyncGenerator<FeedItem> {
      yield { kind: 'sighting', sighting: { title: 'A' } };
      throw new RangeError('a fault of our own');
    }
    await expect(collect(stages, dumpOf(broken()))).rejects.toThrow('a fault of our own');
  });

  test('a dump without papers leaves no intake', async () => {
    expect(await collect(stages, dumpOf([]))).toMatchObject({ parsed: 0, new: 0, known: 0, problems: [] });
    expect(await stages.library.head()).toBe(0);
  });

  test('a dump of 1,200 papers ends in several intakes, in its order, and loses none', async () => {
    const all = titles(1200);
    expect(await collect(stages, dumpOfPapers(...all, 'Paper 3'))).toMatchObject({ parsed: 1201, new: 1200, known: 1 });
    const { library } = stages;
    expect(await library.head()).toBe(3);
    const papers = await findPapers(library, await library.papersBetween(0, 3));
    expect(papers.map(({ title }) => title)).toEqual(all);
  });

  test('tells how far it is, never backwards, at last with all', async () => {
    const seen: CollectProgress[] = [];
    const { model } = fakeModel();
    const asking = { ...stages, model, summaries: { concurrency: 3, maxPerRun: 9999 } };
    await collect(asking, dumpOfPapers(...titles(700)), (progress) => seen.push(progress));
    expect(seen.at(-1)).toEqual({ parsed: 700, summarized: 700 });
    const isRising = (values: readonly number[]): boolean => values.every((value, i) => value >= (values[i - 1] ?? 0));
    expect(isRising(seen.map(({ parsed }) => parsed)) && isRising(seen.map(({ summarized }) => summarized))).toBe(true);
    expect(seen).toContainEqual({ parsed: 500, summarized: 250 });
  });

  test('two runs at once over the same papers announce each once', async () => {
    const all = titles(30);
    const reports = await Promise.all([
      collect(stages, dumpOfPapers(...all)),
      collect(stages, dumpOfPapers(...all.toReversed())),
    ]);
    expect(reports.map((report) => report.new + report.known)).toEqual([30, 30]);
    expect(reports.reduce((sum, report) => sum + report.new, 0)).toBe(30);
    expect((await stages.library.size()).papers).toBe(30);
  });
});

describe('collecting with a model', () => {
  test('asks it once about each new paper, and never about a known one', async () => {
    const { model, asked } = fakeModel();
    const stages = await openStages({ model });
    await collect(stages, dumpOfPapers('A', 'B', 'A'));
    await collect(stages, dumpOfPapers('B', 'C', 'A'));
    expect(asked).toEqual(['A', 'B', 'C']);
    expect(await said(stages)).toEqual(['llm: A test of A.', 'llm: A test of B.', 'llm: A test of C.']);
  });

  test('falls to a sentence where it fails, says so, and asks again for none of these', async () => {
    const { model, asked } = fakeModel((title) => {
      if (title === 'B') throw new SummaryError('model-timeout', 'too slow');
      return JSON.stringify({ tldr: `A test of ${title}.` });
    });
    const stages = await openStages({ model });
    const { problems, ...report } = await collect(stages, dumpOfPapers('A', 'B', 'C'));
    expect(report).toMatchObject({ parsed: 3, new: 3, known: 0 });
    expect(problems).toEqual([{ code: 'model-timeout', message: expect.stringContaining('"B"') }]);
    expect(await said(stages)).toEqual([
      'llm: A test of A.',
      'sentence: We present B and test it.',
      'llm: A test of C.',
    ]);
    await collect(stages, dumpOfPapers('A', 'B', 'C'));
    expect(asked).toEqual(['A', 'B', 'C']);
  });

  test('asks nothing again after a crash between the summaries and the commit, whose papers are new again', async () => {
    const { model, asked } = fakeModel();
    const store = await openStore('sqlite::memory:');
    let report: CollectReport | undefined;
    let n = 0;
    while (report === undefined) {
      n += 1;
      expect(await stagesOn(store).library.head()).toBe(0);
      const run = collect(stagesOn(failingStore(store, n), { model }), dumpOfPapers('A', 'B'));
      report = await run.catch(() => undefined);
    }
    expect(report).toMatchObject({ new: 2, known: 0 });
    expect(n).toBeGreaterThan(5);
    expect(asked).toEqual(['A', 'B']);
  });
});

describe('a run of more papers than the model may be asked about', () => {
  const papers = ['Moth 1', 'Stone 1', 'Moth 2', 'Stone 2'];

  test('is summarised by the model as far as someone follows it', async () => {
    const { model, asked } = fakeModel();
    const wanted = async () => compileTopics(topicsOf({ Rest: '*', Moths: 'moth' }));
    const stages = await openStages({ model, wanted, summaries: { concurrency: 1, maxPerRun: 3 } });
    expect((await collect(stages, dumpOfPapers(...papers))).problems).toEqual([]);
    expect(asked).toEqual(['Moth 1', 'Moth 2']);
    expect((await said(stages))[1]).toBe('sentence: We present Stone 1 and test it.');
  });

  test('of exactly as many is summarised whole', async () => {
    const { model, asked } = fakeModel();
    const stages = await openStages({ model, summaries: { concurrency: 1, maxPerRun: 4 } });
    await collect(stages, dumpOfPapers(...papers));
    expect(asked).toEqual(papers);
  });

  test('counts over its batches', async () => {
    const { model, asked } = fakeModel();
    const wanted = async () => compileTopics(topicsOf({ Last: '"paper 700"' }));
    const stages = await openStages({ model, wanted, summaries: { concurrency: 1, maxPerRun: 500 } });
    await collect(stages, dumpOfPapers(...titles(700)));
    expect([asked.length, asked.at(-1)]).toEqual([501, 'Paper 700']);
  });
});
