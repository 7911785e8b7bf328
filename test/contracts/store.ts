import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreError } from '../../src/core/errors.ts';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { describeFullText } from './store-full-text.ts';
import { describeRecords } from './store-records.ts';
import { addChannel, cursors, describeTransactions } from './store-transactions.ts';

const WRITER = new URL('store-writer.ts', import.meta.url).pathname;

/** What every store must do, whatever its engine. `freshUrl` names an empty database that outlives a close. */
export function describeStoreContract(name: string, freshUrl: () => string): void {
  describe(`store contract: ${name}`, () => {
    let url: string;
    let store: Store;

    beforeEach(async () => {
      url = freshUrl();
      store = await openStore(url);
    });

    afterEach(async () => {
      vi.useRealTimers();
      await store.close();
    });

    const current = (): Store => store;
    describe('records', () => describeRecords(current));
    describe('query and transaction', () => describeTransactions(current));
    describe('full text', () => describeFullText(current));

    describe('over time', () => {
      it('keeps records and rows over a reopening', async () => {
        await store.records('a').set('key', { deep: ['value'] });
        await store.query(addChannel('c', 7));
        await store.close();
        store = await openStore(url);
        expect(await store.records('a').get('key')).toEqual({ deep: ['value'] });
        expect(await cursors(store)).toEqual([7]);
      });

      it('rejects everything once it is closed, and may be closed twice', async () => {
        const records = store.records('a');
        await records.set('key', 1);
        await store.close();
        await store.close();
        await expect(records.get('key')).rejects.toThrow(StoreError);
        await expect(records.set('key', 2)).rejects.toThrow(StoreError);
        await expect(store.query(sql`SELECT 1 AS one`)).rejects.toThrow(StoreError);
        await expect(store.transaction(function* () {})).rejects.toThrow(StoreError);
        await expect(store.fullText.find({ kind: 'everything' }, 1)).rejects.toThrow(StoreError);
      });

      it('lets several processes open and write at once and loses nothing', async () => {
        const shared = freshUrl();
        const writers = ['a', 'b', 'c'].map((writer) =>
          promisify(execFile)(process.execPath, [WRITER, shared, writer, '100']),
        );
        await Promise.all(writers);
        await store.close();
        store = await openStore(shared);
        expect(await cursors(store)).toEqual([300]);
        const keys = ['a', 'b', 'c'].flatMap((writer) => Array.from({ length: 100 }, (_, i) => `${writer}:${i}`));
        expect(await store.records('writers').hasMany(keys)).toEqual(keys.map(() => true));
      });
    });
  });
}
