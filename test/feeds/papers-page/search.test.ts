import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  missingAbstractCost,
  transitionCost,
  unitCost,
  weighRun,
  type Run,
  type UnitKind,
} from '../../../src/feeds/papers-page/costs.ts';
import { HOPELESS, LONGEST_PARAGRAPH_LINES } from '../../../src/feeds/papers-page/paragraphs.ts';
import { weighLines } from '../../../src/feeds/papers-page/prose.ts';
import { searchStretch, type Step } from '../../../src/feeds/papers-page/search.ts';
import { readPage } from './read.ts';
import { KITES, PAGE } from './sample.ts';

type End = Pick<Step, 'kind' | 'from' | 'cost'>;

const WORDS = [
  'we',
  'Kites',
  'of',
  'measure',
  'Paper',
  'strings.',
  'and',
  'Wind',
  'is',
  '12,',
  'https://kites.example/x',
];

const line = fc.record({
  text: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
  blankBefore: fc.integer({ min: 0, max: 30 }).map((n) => n === 0),
  isTitle: fc.integer({ min: 0, max: 60 }).map((n) => n === 0),
});

const gap = fc.record({
  join: fc.oneof(
    { weight: 50, arbitrary: fc.constantFrom(0, 0.02, 0.1) },
    { weight: 1, arbitrary: fc.constant(Infinity) },
  ),
  part: fc.constantFrom(0, 1, 2, 3, 4, 5),
});

const runs = fc
  .record({
    lines: fc.array(fc.tuple(line, gap), { minLength: 1, maxLength: 60 }),
    repeat: fc.constantFrom(1, 1, 1, 8),
  })
  .map(({ lines, repeat }) => {
    const all = Array.from({ length: repeat }, () => lines).flat();
    const context = { spaced: true, isCard: false, mayBeCut: false, marksTitles: false, above: undefined };
    const run = weighRun(
      all.map(([one]) => ({ ...one, width: one.text.length, endsTitle: false })),
      { ...context, widthsBefore: [] },
    );
    return { ...run, gaps: all.map(([, own]) => own) };
  });

/** What the cheapest reading costs, all of them tried. */
function cheapestOfAll(run: Run): number {
  const size = run.lines.length;
  const ends = Array.from({ length: size + 1 }, (): End[] => []);
  for (let to = 1; to <= size; to++)
    for (const kind of ['title', 'abstract'] as const) {
      const readings: End[] = [];
      for (let from = Math.max(0, to - (kind === 'title' ? 6 : LONGEST_PARAGRAPH_LINES)); from < to; from++) {
        const own = costOf(run, kind, from, to);
        for (const before of from === 0 ? [undefined] : (ends[from] ?? []))
          readings.push({ kind, from, cost: (before?.cost ?? 0) + transitionCost(run, before, kind, from) + own });
      }
      const best = readings.toSorted((a, b) => a.cost - b.cost)[0];
      if (best !== undefined && best.cost < Infinity) ends[to]?.push(best);
    }
  return closing(run, ends[size] ?? []);
}

function costOf(run: Run, kind: UnitKind, from: number, to: number): number {
  const joined = run.gaps.slice(from + 1, to).reduce((sum, { join }) => sum + join, 0);
  const traits = run.traits.slice(from, to);
  const [head, tail] = [traits[0], traits.at(-1)];
  if (joined > HOPELESS || head === undefined || tail === undefined) return Infinity;
  const length = traits.reduce((sum, { text }) => sum + text.length + 1, -1);
  const prose = traits.reduce((sum, { proseCost }) => sum + proseCost, 0);
  const inside = traits.slice(0, -1).filter(({ fullStop }) => fullStop).length * 1.5;
  return unitCost(run, kind, from, weighLines(head, tail, length, prose + inside), joined);
}

function closing(run: Run, ends: readonly (End | undefined)[]): number {
  return Math.min(
    ...ends.map((end) => {
      if (end === undefined) return Infinity;
      return end.kind === 'title' ? end.cost + missingAbstractCost(run, end.from) : end.cost;
    }),
  );
}

test('no reading of a run is cheaper than the one that is found', () => {
  fc.assert(
    fc.property(runs, (run) => {
      const { title, abstract } = searchStretch(run, { from: 0, to: run.lines.length, before: undefined });
      expect(closing(run, [title, abstract])).toBeCloseTo(cheapestOfAll(run), 6);
    }),
    { numRuns: 300, seed: 1 },
  );
});

describe('files that are no page cost little', () => {
  test.each([
    ['one letter a line', 'y', 200_000],
    ['numbers', '0.1234, 0.5678', 300_000],
    ['a link that never ends', '[Lorem ipsum dolor sit', 700_000],
    ['text that never ends', 'lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod', 300_000],
  ])('%s: below a real page, too, and what else waits has its turns', { timeout: 30_000 }, async (_, text, size) => {
    const count = Math.round(size / (text.length + 1));
    let turns = 0;
    let isOver = false;
    const countTurn = (): void => {
      turns++;
      if (!isOver) setImmediate(countTurn);
    };
    setImmediate(countTurn);
    const before = process.cpuUsage();
    const { papers } = await readPage([...PAGE, ...Array.from({ length: count }, () => text)]);
    const { user, system } = process.cpuUsage(before);
    isOver = true;
    expect(papers[0]?.title).toBe(KITES);
    // It took from 3 to 20 seconds when each line was tried with each.
    expect((user + system) / 1e6).toBeLessThan(2);
    expect(turns).toBeGreaterThan(size / 40_000);
  });
});
