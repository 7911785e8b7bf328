import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { listSaves, savePaper, unsavePaper } from '../../src/reactions/saves.ts';

const keeper = { space: 'fake:G1', person: 'hash' };

let store: Store;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
});

afterEach(() => store.close());

test('saves are listed the latest first, in pages, each once', async () => {
  expect(await savePaper(store, keeper, 'a', 'fake:G1:C1', 1)).toBe(false);
  expect(await savePaper(store, keeper, 'b', 'fake:G1:C2', 2)).toBe(false);
  expect(await savePaper(store, keeper, 'c', 'fake:G1:C2', 3)).toBe(false);
  expect(await savePaper(store, keeper, 'a', 'fake:G1:C2', 4)).toBe(true);
  expect(await listSaves(store, keeper)).toEqual(['c', 'b', 'a']);
  expect(await listSaves(store, keeper, 1, 1)).toEqual(['b']);
});

test('what is saved no longer is gone', async () => {
  await savePaper(store, keeper, 'a', 'fake:G1:C1', 1);
  await savePaper(store, keeper, 'b', 'fake:G1:C1', 2);
  expect(await unsavePaper(store, keeper, 'a')).toBe(true);
  expect(await unsavePaper(store, keeper, 'a')).toBe(false);
  expect(await listSaves(store, keeper)).toEqual(['b']);
});

test('neither another person nor another space sees a save, or can take it away', async () => {
  await savePaper(store, keeper, 'a', 'fake:G1:C1', 1);
  for (const other of [
    { ...keeper, person: 'other' },
    { ...keeper, space: 'fake:G2' },
  ]) {
    expect(await listSaves(store, other)).toEqual([]);
    expect(await unsavePaper(store, other, 'a')).toBe(false);
    expect(await savePaper(store, other, 'a', 'fake:C', 2)).toBe(false);
  }
  expect(await listSaves(store, keeper)).toEqual(['a']);
});
