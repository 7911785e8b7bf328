import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { StoreError } from '../../src/core/errors.ts';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { titleKey } from '../../src/papers/identity.ts';
import { openLibrary } from '../../src/papers/library.ts';
import type { Sighting } from '../../src/papers/paper.ts';
import { allPapers, found, ingest } from './ingest.ts';
import { interruptedStore, Killed } from './interrupted-store.ts';
import { abstractOf } from './texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-commit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const before: readonly Sighting[] = [
  { title: 'Changed', upvotes: 1 },
  { title: 'Reworded', abstract: abstractOf('r', 3) },
  { title: 'Older' },
  { title: 'Younger', arxivId: '1.1', abstract: abstractOf('y') },
];

/** Of every kind: new papers, changed counts, a longer abstract, a new name, and two papers that prove one. */
const dump: readonly Sighting[] = [
  { title: 'New', abstract: abstractOf('n') },
  { title: 'Changed', upvotes: 2 },
  { title: 'Reworded', arxivId: '1.2', abstract: abstractOf('r', 5) },
  { title: 'Older', arxivId: '1.1' },
  { title: 'New Too', doi: '10.1/x' },
];

async function libraryBefore(): Promise<Store> {
  const store = await openStore('sqlite::memory:');
  await ingest(openLibrary(store), before);
  await store.records('summaries').set('arxiv:1.1', 'of the younger');
  await store.query(sql`INSERT INTO ledger (channel, paper, delivery) VALUES ('c', 'arxiv:1.1', 1)`);
  return store;
}

/** All that a library holds, in words that do not depend on how it came about. */
async function contentsOf(store: Store): Promise<unknown> {
  return {
    papers: await allPapers(store),
    aliases: await store.query(sql`SELECT alias, paper FROM aliases ORDER BY alias, paper`),
    intakes: await store.query(sql`SELECT paper, intake, position FROM intake_papers ORDER BY intake, position`),
    ledger: await store.query(sql`SELECT channel, paper FROM ledger`),
    summary: await store.records('summaries').get(titleKey('Older')),
    indexed: await store.query(sql`SELECT paper FROM library ORDER BY row`),
    found: await Promise.all(['nsubject1', 'rsubject4', 'ysubject1'].map((word) => found(store, word))),
  };
}

describe('a crash', () => {
  it('at any step leaves everything new, or after the commit nothing, and the same dump leads to the same library', async () => {
    const untouched = await libraryBefore();
    const expected = await ingest(openLibrary(untouched), dump).then(() => contentsOf(untouched));
    await untouched.close();
    let crashes = 0;
    for (let finished = false; !finished;) {
      const store = await libraryBefore();
      const killed = await ingest(openLibrary(interruptedStore(store, crashes)), dump).then(
        () => undefined,
        (error: unknown) => error,
      );
      finished = killed === undefined;
      expect(finished || killed instanceof Killed).toBe(true);
      crashes += finished ? 0 : 1;
      const library = openLibrary(store);
      const isCommitted = (await library.head()) === 2;
      const { added } = await library.diff(dump);
      expect(added.map(({ title }) => title)).toEqual(isCommitted ? [] : ['New', 'New Too']);
      const kept = await library.get([titleKey('New'), 'doi:10.1/x']);
      expect(kept.map((paper) => paper !== undefined)).toEqual([isCommitted, isCommitted]);
      await ingest(library, dump);
      expect(await contentsOf(store)).toEqual(expected);
      await store.close();
    }
    expect(crashes).toBeGreaterThan(30);
  });
});

describe('another process', () => {
  const run = { feed: 'f', id: 'run', atMs: 0 };

  it('that has learnt of a paper in between makes the diff stale, and nothing of it is kept', async () => {
    const store = await openStore('sqlite::memory:');
    const library = openLibrary(store);
    const diff = await library.diff([{ title: 'A', upvotes: 1 }, { title: 'B' }]);
    await ingest(library, [{ title: 'A', upvotes: 2, abstract: abstractOf('a') }]);
    expect(await library.commit(diff, run)).toBe('stale');
    expect(await allPapers(store)).toMatchObject([{ title: 'A', upvotes: 2, abstract: abstractOf('a') }]);
    expect((await ingest(library, [{ title: 'A', upvotes: 1 }, { title: 'B' }])).added).toMatchObject([{ title: 'B' }]);
    await store.close();
  });

  it('that has changed facts in between loses none of them', async () => {
    const store = await openStore('sqlite::memory:');
    const library = openLibrary(store);
    await ingest(library, [{ title: 'A' }]);
    const diff = await library.diff([{ title: 'A', upvotes: 1 }]);
    await ingest(library, [{ title: 'A', comments: 2 }]);
    expect(await library.commit(diff, run)).toBe('stale');
    await ingest(library, [{ title: 'A', upvotes: 1 }]);
    expect(await allPapers(store)).toMatchObject([{ upvotes: 1, comments: 2 }]);
    await store.close();
  });

  it('that commits between the last look and the commit makes it stale', async () => {
    const store = await openStore('sqlite::memory:');
    const other = openLibrary(store);
    await ingest(other, [{ title: 'Known' }]);
    const late: Store = {
      ...store,
      async transaction(body) {
        await ingest(other, [{ title: 'A' }, { title: 'Known', comments: 5 }]);
        return store.transaction(body);
      },
    };
    const library = openLibrary(late);
    const diff = await library.diff([{ title: 'A' }, { title: 'B' }, { title: 'Known', upvotes: 1 }]);
    expect(await library.commit(diff, run)).toBe('stale');
    expect(await allPapers(store)).toMatchObject([{ title: 'Known', comments: 5 }, { title: 'A' }]);
    await store.close();
  });
});

describe('a full disk', () => {
  it('rejects with StoreError wherever it strikes, and the dump is kept whole once there is room', async () => {
    const store = await openStore(`sqlite:${join(folder, 'full.db')}`);
    const library = openLibrary(store);
    await ingest(library, before);
    const page = async (pragma: 'page_count' | 'max_page_count', value = ''): Promise<number> =>
      Number((await store.query({ text: [`PRAGMA ${pragma}${value}`], values: [] }))[0]?.[pragma]);
    const largeDump = [
      ...dump,
      ...Array.from({ length: 40 }, (_, i) => ({ title: `Large ${i}`, abstract: abstractOf(`l${i}x`, 30) })),
    ];
    const pages = await page('page_count');
    let failures = 0;
    for (let room = 0; ; room += 6) {
      await page('max_page_count', ` = ${pages + room}`);
      const failure = await ingest(library, largeDump).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure === undefined) break;
      failures += 1;
      expect(failure).toBeInstanceOf(StoreError);
      expect(await library.papersBetween(1, 99)).toEqual([]);
      expect((await library.diff(largeDump)).added).toHaveLength(42);
    }
    expect(failures).toBeGreaterThan(3);
    expect(await library.papersBetween(1, 99)).toHaveLength(42);
    expect(await ingest(library, largeDump)).toMatchObject({ added: [], changed: [] });
    await store.close();
  });
});
