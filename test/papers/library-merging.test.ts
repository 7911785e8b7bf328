import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { titleKey } from '../../src/papers/identity.ts';
import { openLibrary, type Library } from '../../src/papers/library.ts';
import { found, ingest } from './ingest.ts';
import { abstractOf } from './texts.ts';

const title = 'One Title';
const [a, b] = [abstractOf('a'), abstractOf('b')];

let store: Store;
let library: Library;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  library = openLibrary(store);
});

afterEach(() => store.close());

describe('two papers that prove one', () => {
  const [older, younger] = [titleKey(title), 'arxiv:1.1'];
  const proof = { title, arxivId: '1.1' };

  beforeEach(async () => {
    await ingest(library, [{ title, upvotes: 9 }]);
    await ingest(library, [{ title: 'Other', arxivId: '1.1', abstract: a }, { title: 'Third' }]);
  });

  it('keep the older id, the facts of both, and one place in the intake log', async () => {
    const diff = await ingest(library, [proof]);
    expect(diff).toMatchObject({ added: [], known: 1, merged: [{ from: younger, into: older }] });
    expect(await library.papersBetween(0, 9)).toEqual([older, titleKey('Third')]);
    expect(await library.get([older])).toEqual([
      { id: older, title, upvotes: 9, arxivId: '1.1', abstract: a, links: [] },
    ]);
    expect(await library.head()).toBe(2);
    expect(await store.query(sql`SELECT alias FROM aliases WHERE paper = ${younger}`)).toEqual([]);
  });

  it('are found under both ids and all names, and never new again', async () => {
    await ingest(library, [proof]);
    const [first, second] = await library.get([older, younger]);
    expect(second).toEqual(first);
    expect((await library.diff([{ title: 'Other' }, { title }, proof])).added).toEqual([]);
    expect(await found(store, 'asubject1')).toEqual([older]);
    expect(await store.query(sql`SELECT paper FROM library`)).toHaveLength(2);
  });

  it('are found under both ids after a second merge', async () => {
    await ingest(library, [{ title: 'Youngest', doi: '10.1/x' }]);
    await ingest(library, [{ title: 'Other', arxivId: '1.1', doi: '10.1/x' }]);
    await ingest(library, [proof]);
    const papers = await library.get([older, younger, 'doi:10.1/x']);
    expect(papers.map((paper) => paper?.id)).toEqual([older, older, older]);
  });

  it('take their places in the ledger along', async () => {
    const serve = (channel: string, paper: string): Promise<unknown> =>
      store.query(sql`INSERT INTO ledger (channel, paper, delivery) VALUES (${channel}, ${paper}, 1)`);
    await serve('one', younger);
    await serve('both', younger);
    await serve('both', older);
    await ingest(library, [proof]);
    expect(await store.query(sql`SELECT channel, paper FROM ledger ORDER BY channel`)).toEqual([
      { channel: 'both', paper: older },
      { channel: 'one', paper: older },
    ]);
  });

  it('keep the summary of the older, or take over that of the younger', async () => {
    const summaries = store.records<string>('summaries');
    await summaries.set(younger, 'of the younger');
    await ingest(library, [proof]);
    expect(await summaries.get(older)).toBe('of the younger');

    await ingest(library, [{ title: 'Second', arxivId: '1.2' }, { title: 'Two' }]);
    await summaries.set('arxiv:1.2', 'of the older');
    await summaries.set(titleKey('Two'), 'of the younger');
    await ingest(library, [{ title: 'Two', arxivId: '1.2' }]);
    expect(await summaries.get('arxiv:1.2')).toBe('of the older');
  });
});

describe('an id that is also the key of a title', () => {
  const id = titleKey(title);

  it('leads to its own paper, though an older one bears the title too', async () => {
    await ingest(library, [
      { title: 'Other', arxivId: '1.1', abstract: a },
      { title, abstract: b },
    ]);
    await ingest(library, [{ title, arxivId: '1.1', abstract: a }]);
    expect((await library.get([id]))[0]).toMatchObject({ id, abstract: b });
  });

  it('leads to the paper it was merged into, though an older one bears the title too', async () => {
    await ingest(library, [{ title: 'Oldest', arxivId: '1.2' }, { title: 'Other', arxivId: '1.1' }, { title }]);
    await ingest(library, [{ title, arxivId: '1.1' }]);
    await ingest(library, [{ title, arxivId: '1.2' }]);
    expect((await library.get([id]))[0]?.id).toBe('arxiv:1.1');
  });
});
