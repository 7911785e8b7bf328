import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openLibrary, type Library } from '../../src/papers/library.ts';
import type { Paper, Sighting } from '../../src/papers/paper.ts';
import { median, timeMs, type Bench, type Figure } from './bench.ts';
import { fillStore, paperAt, sightingAt } from './seen-papers.ts';

const DUMP_SIZE = 100;
const SMALL = 1_000;
const ROUNDS = 41;
const COLD_ROUNDS = 9;

/** The diff of a dump of 100 papers, half of them known, against many and against few seen papers. */
export const diff: Bench = {
  name: 'diff',
  async run(full) {
    const size = full ? 1_000_000 : 100_000;
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-diff-'));
    try {
      const [large, small] = [
        await filledStore(join(folder, 'large.db'), size),
        await filledStore(join(folder, 'small.db'), SMALL),
      ];
      const warm = await measureWarm(large, small);
      const cold = await measureCold(large, small);
      return [...warm, ...cold];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

interface FilledStore {
  readonly url: string;
  readonly papers: number;
}

async function filledStore(path: string, papers: number): Promise<FilledStore> {
  const url = `sqlite:${path}`;
  const store = await openStore(url);
  await fillStore(store, papers);
  await store.close();
  return { url, papers };
}

async function measureWarm(large: FilledStore, small: FilledStore): Promise<readonly Figure[]> {
  const [largeStore, smallStore] = [await openStore(large.url), await openStore(small.url)];
  const reads: number[] = [];
  const [largeLibrary, smallLibrary] = [openLibrary(countingReads(largeStore, reads)), openLibrary(smallStore)];
  const rounds: { large: number; small: number; raw: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [ofLarge, ofSmall] = [dumpOf(large.papers, round), dumpOf(small.papers, round)];
    const keys = drawn(large.papers, DUMP_SIZE, -round).map((number) => paperAt(number).id);
    rounds.push({
      small: await timeMs(() => diffHalfKnown(smallLibrary, ofSmall)),
      large: await timeMs(() => diffHalfKnown(largeLibrary, ofLarge)),
      raw: await timeMs(() => largeStore.records<Paper>('papers').getMany(keys)),
    });
  }
  await Promise.all([largeStore.close(), smallStore.close()]);
  const [largeMs, smallMs, rawMs] = [
    median(rounds.map((r) => r.large)),
    median(rounds.map((r) => r.small)),
    median(rounds.map((r) => r.raw)),
  ];
  return [
    { what: `diff at ${large.papers} seen papers`, value: largeMs, unit: 'ms' },
    { what: `diff at ${small.papers} seen papers`, value: smallMs, unit: 'ms' },
    { what: 'diff at many against at few', value: largeMs / smallMs, unit: 'times', atMost: 2 },
    { what: `raw getMany of ${DUMP_SIZE} keys at ${large.papers}`, value: rawMs, unit: 'ms' },
    { what: 'diff at many against that getMany', value: largeMs / rawMs, unit: 'times', atMost: 4 },
    { what: `getMany of ${DUMP_SIZE} keys in a diff`, value: reads.length / ROUNDS, unit: 'calls', atMost: 4 },
  ];
}

/** The first diff after the store was opened, with nothing in SQLite's own cache. */
async function measureCold(large: FilledStore, small: FilledStore): Promise<readonly Figure[]> {
  async function firstDiffMs({ url, papers }: FilledStore, round: number): Promise<number> {
    const store = await openStore(url);
    const dump = dumpOf(papers, ROUNDS + round);
    const ms = await timeMs(() => diffHalfKnown(openLibrary(store), dump));
    await store.close();
    return ms;
  }
  const ratios: number[] = [];
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const smallMs = await firstDiffMs(small, round);
    ratios.push((await firstDiffMs(large, round)) / smallMs);
  }
  return [{ what: 'first diff after opening, at many against at few', value: median(ratios), unit: 'times' }];
}

async function diffHalfKnown(library: Library, dump: readonly Sighting[]): Promise<void> {
  const { added, changed } = await library.diff(dump);
  if (added.length * 2 !== dump.length || changed.length > 0)
    throw new Error(`of ${dump.length} papers ${added.length} were new and ${changed.length} changed`);
}

/** A dump that no other round has: half of it anywhere in the library, half new. */
function dumpOf(seenPapers: number, round: number): readonly Sighting[] {
  const known = drawn(seenPapers, DUMP_SIZE / 2, round);
  const added = known.map((_, i) => seenPapers + round * DUMP_SIZE + i);
  return [...known, ...added].map(sightingAt);
}

/** Different numbers below a limit, spread over all of it. */
function drawn(limit: number, count: number, seed: number): readonly number[] {
  const step = Math.floor(limit / count);
  return Array.from({ length: count }, (_, i) => i * step + (((seed + ROUNDS) * 7_919 + i * 104_729) % step));
}

/** The store, with an entry in `reads` for every hundred keys, or fewer, that one `getMany` asks for. */
function countingReads(store: Store, reads: number[]): Store {
  return {
    ...store,
    records: (namespace) =>
      new Proxy(store.records(namespace), {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (name !== 'getMany' || typeof member !== 'function') return member;
          return async (keys: readonly string[]): Promise<unknown> => {
            for (let from = 0; from < keys.length; from += DUMP_SIZE) reads.push(from);
            return Reflect.apply(member, target, [keys]);
          };
        },
      }),
  };
}
