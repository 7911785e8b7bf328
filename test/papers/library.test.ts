import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreError } from '../../src/core/errors.ts';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openFile } from '../../src/feeds/open.ts';
import { papersPage } from '../../src/feeds/papers-page/index.ts';
import { titleKey } from '../../src/papers/identity.ts';
import { openLibrary, type Library } from '../../src/papers/library.ts';
import type { Sighting } from '../../src/papers/paper.ts';
import { allPapers, found, ingest } from './ingest.ts';
import { abstractOf } from './texts.ts';

const DUMPS = fileURLToPath(new URL('../../../shared/data/dumps/', import.meta.url));
const title = 'One Title';
const a = abstractOf('a');

let store: Store;
let library: Library;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  library = openLibrary(store);
});

afterEach(() => store.close());

async function totalChanges(): Promise<unknown> {
  return (await store.query(sql`SELECT total_changes() AS n`))[0]?.['n'];
}

describe('an empty library', () => {
  it('has no head, no papers and no aliases', async () => {
    expect(await library.head()).toBe(0);
    expect(await library.size()).toEqual({ papers: 0, firstMs: 0, lastMs: 0 });
    expect(await library.newest(5)).toEqual([]);
    expect(await library.get([])).toEqual([]);
    expect(await library.get(['arxiv:1.1'])).toEqual([undefined]);
    expect(await library.diff([])).toMatchObject({ added: [], known: 0 });
  });
});

describe('the intake log', () => {
  async function commit(titles: readonly string[], atMs: number): Promise<unknown> {
    const diff = await library.diff(titles.map((each) => ({ title: each })));
    return library.commit(diff, { feed: 'f', id: `run ${atMs}`, atMs });
  }

  it('numbers the runs that found something new, in the order of their commits', async () => {
    expect(await commit(['A', 'B'], 10)).toBe(1);
    expect(await commit(['B'], 20)).toBeUndefined();
    expect(await commit(['B', 'C'], 30)).toBe(2);
    expect(await library.head()).toBe(2);
    expect(await library.size()).toEqual({ papers: 3, firstMs: 10, lastMs: 30 });
    const [idA, idB, idC] = ['A', 'B', 'C'].map(titleKey);
    expect(await library.papersBetween(0, 2)).toEqual([idA, idB, idC]);
    expect(await library.papersBetween(1, 2)).toEqual([idC]);
    expect(await library.papersBetween(0, 1)).toEqual([idA, idB]);
    expect(await library.papersBetween(0, 2, 1)).toEqual([idA]);
    expect(await library.newest(2)).toEqual([idC, idA]);
  });

  it('keeps feed, run and time', async () => {
    await commit(['A'], 10);
    expect(await store.query(sql`SELECT * FROM intakes`)).toEqual([{ number: 1, run: 'run 10', feed: 'f', at_ms: 10 }]);
  });
});

describe('known papers', () => {
  it('are found again by any id or title, whatever order they came in', async () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [0, 2, 1],
    ]) {
      const seen: Sighting[] = [
        { title, abstract: a },
        { title: 'ONE-title', arxivId: '1.1v1' },
        { title: 'Later', arxivId: '1.1v2', doi: '10.1/x' },
      ];
      const fresh = await openStore('sqlite::memory:');
      for (const i of order) await ingest(openLibrary(fresh), seen.slice(i, i + 1));
      await ingest(openLibrary(fresh), [{ title: 'Last', doi: '10.1/X' }]);
      expect(await allPapers(fresh)).toMatchObject([{ arxivId: '1.1', doi: '10.1/x', abstract: a }]);
      await fresh.close();
    }
  });

  it('keep what they had when a later sighting lacks it, and take what is new', async () => {
    const published = { year: 2025, month: 7, day: 14 };
    const first = {
      title,
      abstract: a,
      upvotes: 3,
      organization: 'Org',
      published: { ...published, inferred: true },
    } as const;
    await ingest(library, [first]);
    const diff = await ingest(library, [
      { title, upvotes: 7, comments: 1, published, links: [{ kind: 'code', url: 'https://github.com/a/b' }] },
    ]);
    expect(diff.added).toEqual([]);
    expect(diff.changed).toHaveLength(1);
    expect(await allPapers(store)).toEqual([
      {
        ...first,
        id: titleKey(title),
        upvotes: 7,
        comments: 1,
        published,
        links: [{ kind: 'code', url: 'https://github.com/a/b' }],
      },
    ]);
    expect(await library.head()).toBe(1);
  });

  it('are searched by their longest abstract', async () => {
    await ingest(library, [{ title, abstract: abstractOf('a', 3) }]);
    expect(await found(store, 'asubject3')).toEqual([]);
    await ingest(library, [{ title, abstract: abstractOf('a', 4) }]);
    expect(await found(store, 'asubject3')).toEqual([titleKey(title)]);
    await ingest(library, [{ title, authors: ['Grace Hopper'] }]);
    expect(await found(store, 'hopper')).toEqual([titleKey(title)]);
  });

  it('cost no write when nothing about them has changed', async () => {
    const sightings = [
      { title, abstract: a, upvotes: 3 },
      { title: 'B', arxivId: '1.1' },
      { title: 'C', doi: '10.1/x' },
    ];
    await ingest(library, sightings);
    const before = await totalChanges();
    const diff = await ingest(library, sightings);
    expect(diff).toMatchObject({ added: [], changed: [], aliases: [], merged: [], known: 3 });
    expect(await totalChanges()).toBe(before);
  });

  it('do not even wait for the lock of another writer when nothing has changed', async () => {
    await ingest(library, [{ title }]);
    const locked: Store = { ...store, transaction: () => Promise.reject(new StoreError('store', 'locked')) };
    expect((await ingest(openLibrary(locked), [{ title }])).known).toBe(1);
  });

  it('cost no write to the index when only counts have changed', async () => {
    await ingest(library, [{ title, abstract: a, upvotes: 3 }]);
    const before = Number(await totalChanges());
    await ingest(library, [{ title, upvotes: 4 }]);
    expect(Number(await totalChanges()) - before).toBe(1);
  });
});

describe('a store that fails', () => {
  it('is never "not seen before"', async () => {
    await ingest(library, [{ title }]);
    await store.query(sql`ALTER TABLE records RENAME TO gone`);
    await expect(library.diff([{ title }])).rejects.toThrow(StoreError);
    await expect(library.get([titleKey(title)])).rejects.toThrow(StoreError);
    await store.query(sql`ALTER TABLE aliases RENAME TO lost`);
    await expect(library.diff([{ title: 'New' }])).rejects.toThrow(StoreError);
  });

  it('is reported where it has lost a paper it knows of', async () => {
    await ingest(library, [{ title }]);
    await store.records('papers').delete(titleKey(title));
    await expect(library.diff([{ title }])).rejects.toMatchObject({ code: 'store-damaged' });
  });
});

describe.skipIf(!existsSync(DUMPS))('the real dumps (skipped: no ../shared/data)', () => {
  it('bring 61, 189 and 35 papers, and the second time nothing at all', async () => {
    const dumps: Sighting[][] = [];
    for (const name of readdirSync(DUMPS).toSorted()) {
      const sightings: Sighting[] = [];
      for await (const item of papersPage.read(openFile(DUMPS + name).bytes, { source: name }))
        if (item.kind === 'sighting') sightings.push(item.sighting);
      dumps.push(sightings);
    }
    const counts: number[] = [];
    for (const dump of dumps) counts.push((await ingest(library, dump)).added.length);
    expect(counts).toEqual([61, 189, 35]);
    const before = await totalChanges();
    for (const dump of [...dumps, ...dumps.toReversed()])
      expect(await ingest(library, dump)).toMatchObject({ added: [], changed: [], aliases: [], merged: [] });
    expect(await totalChanges()).toBe(before);
  });
});
