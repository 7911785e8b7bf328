import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { searchLibrary } from '../../src/search/search.ts';
import { parseQuery } from '../../src/topics/query.ts';

const LIBRARY = {
  tides: { title: 'Forecasting tides with small networks', abstract: 'We forecast tides from moon tables alone.' },
  moon: { title: 'Moon tables', abstract: 'Old tables of the moon, typed in again. Tides are left out.' },
  bakery: { title: 'Forecasting bread sales', abstract: 'A bakery and its networks of shops.', authors: ['Ada Moon'] },
  bread: { title: 'Sourdough', abstract: 'The microbes of bread, under the lens.' },
  microbes: { title: 'Microbes' },
} as const;

let store: Store;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  await store.transaction(function* () {
    for (const [paper, text] of Object.entries(LIBRARY)) yield* store.fullText.put(paper, text);
  });
});

afterEach(() => store.close());

async function search(query: string, limit = 10): Promise<string[]> {
  return (await searchLibrary(store, parseQuery(query), limit)).map((hit) => hit.paper);
}

it('puts papers with all words before papers with some', async () => {
  expect(await search('microbes')).toEqual(['microbes', 'bread']);
  expect(await search('microbes lens')).toEqual(['bread', 'microbes']);
  expect(await search('bread forecasting')).toEqual(['bakery', 'tides', 'bread']);
  expect((await search('(microbes lens) sourdough')).toSorted()).toEqual(['bread', 'microbes']);
});

it('finds nothing by words that no paper has', async () => {
  expect(await search('submarine')).toEqual([]);
  expect(await search('submarine bread')).toEqual(['bakery', 'bread']);
});

it('lets words such as "the" rank, but finds nothing by them alone beside others', async () => {
  expect(await search('the microbes of bread')).toEqual(['bread', 'microbes', 'bakery']);
  expect(await search('the')).toEqual(['bread', 'moon']);
  expect(await search('under the')).toEqual(['bread', 'moon']);
});

it('filters by phrases, fields, OR and NOT', async () => {
  expect(await search('"moon tables" bread')).toEqual(['moon', 'tides']);
  expect(await search('title:forecasting moon')).toEqual(['bakery', 'tides']);
  expect(await search('author:moon tides')).toEqual(['bakery']);
  expect(await search('forecasting -bakery')).toEqual(['tides']);
  expect(await search('forecasting networks -title:bread')).toEqual(['tides']);
  expect(await search('(sourdough OR bakery) forecasting')).toEqual(['bakery', 'bread']);
  expect(await search('sourdough OR bakery -author:moon')).toEqual(['bread']);
});

it('ranks a prefix as it ranks a word', async () => {
  expect(await search('forecast* sourdough')).toEqual(['bread', 'tides', 'bakery']);
});

it('finds a word by its plural, and a plural by its word', async () => {
  expect(await search('tide')).toEqual(await search('tides'));
  expect(await search('title:table')).toEqual(['moon']);
  expect(await search('microbe lens')).toEqual(['bread', 'microbes']);
  expect(await search('"table"')).toEqual([]);
});

it('lists everything, newest first', async () => {
  expect(await search('*')).toEqual(['microbes', 'bread', 'bakery', 'moon', 'tides']);
  expect(await search('-moon')).toEqual(['microbes', 'bread']);
});

it('puts all words first however well some rank, as many as are asked for, with scores that never rise', async () => {
  await store.transaction(function* () {
    yield* store.fullText.put('both', { title: 'Notes', abstract: `kelp harbour ${'and so on '.repeat(50)}` });
    yield* store.fullText.put('one', { title: 'Kelp, kelp, kelp' });
    yield* store.fullText.put('other', { title: 'A harbour' });
  });
  const alone = await searchLibrary(store, parseQuery('kelp OR harbour'), 10);
  expect(alone.map((hit) => hit.paper)).not.toEqual(['both', 'one', 'other']);
  const all = await searchLibrary(store, parseQuery('kelp harbour'), 10);
  expect(all.map((hit) => hit.paper)).toEqual(['both', ...alone.map((hit) => hit.paper).filter((id) => id !== 'both')]);
  expect(all.map((hit) => hit.score)).toEqual(all.map((hit) => hit.score).toSorted((a, b) => b - a));
  for (const limit of [0, 1, 2, 3]) {
    expect(await searchLibrary(store, parseQuery('kelp harbour'), limit)).toEqual(all.slice(0, limit));
  }
});
