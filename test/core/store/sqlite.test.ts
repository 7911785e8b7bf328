import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/core/errors.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { sql, type Row, type Statement } from '../../../src/core/store/sql.ts';
import { describeStoreContract } from '../../contracts/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-store-'));
let files = 0;

function freshPath(): string {
  files += 1;
  return join(folder, String(files), 'paperboy.db');
}

afterAll(() => rmSync(folder, { recursive: true }));

describeStoreContract('sqlite', () => `sqlite:${freshPath()}`);

describe('sqlite', () => {
  it('is one file that survives the loss of power after a commit', async () => {
    const store = await openStore(`sqlite:${freshPath()}`);
    expect(await store.query(sql`PRAGMA journal_mode`)).toEqual([{ journal_mode: 'wal' }]);
    expect(await store.query(sql`PRAGMA synchronous`)).toEqual([{ synchronous: 2 }]);
    expect(await store.query(sql`PRAGMA busy_timeout`)).toEqual([{ timeout: 0 }]);
    await store.close();
  });

  it('waits for the disk but in lazy transactions, and after them again', async () => {
    const store = await openStore(`sqlite:${freshPath()}`);
    function* level(fails: boolean): Generator<Statement, unknown, readonly Row[]> {
      const [row] = yield sql`PRAGMA synchronous`;
      if (fails) throw new Error(String(row?.['synchronous']));
      return row?.['synchronous'];
    }
    const levelIn = (isLazy: boolean, fails = false): Promise<unknown> =>
      store.transaction(() => level(fails), { isLazy });
    expect([await levelIn(true), await levelIn(false), await store.transaction(() => level(false))]).toEqual([1, 2, 2]);
    await expect(levelIn(true, true)).rejects.toThrow('1');
    expect(await store.query(sql`PRAGMA synchronous`)).toEqual([{ synchronous: 2 }]);
    await store.close();
  });

  it('shares what it has read, for nobody to change, until another process writes', async () => {
    const url = `sqlite:${freshPath()}`;
    const [one, other] = [await openStore(url), await openStore(url)];
    await one.records('a').set('k', { words: ['old'] });
    const read = await one.records<{ words: string[] }>('a').get('k');
    expect(await one.records('a').get('k')).toBe(read);
    expect(() => read?.words.push('more')).toThrow(TypeError);
    await other.records('a').set('k', { words: ['new'] });
    expect(await one.records('a').get('k')).toEqual({ words: ['new'] });
    await one.close();
    await other.close();
  });

  it('drops expired records when it is opened', async () => {
    const url = `sqlite:${freshPath()}`;
    const before = await openStore(url);
    await before.records('a').set('short', 1, 60_000);
    await before.records('a').set('ever', 1);
    await before.query(sql`UPDATE records SET expires_ms = 1 WHERE expires_ms IS NOT NULL`);
    await before.close();
    const after = await openStore(url);
    expect(await after.query(sql`SELECT key FROM records`)).toEqual([{ key: 'ever' }]);
    await after.close();
  });

  it('gets a hundred records in one statement', async () => {
    const store = await openStore('sqlite::memory:');
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    await store.records('a').setMany(keys.map((key) => ({ key, value: key })));
    const plan = await store.query(sql`EXPLAIN QUERY PLAN SELECT value FROM records
      WHERE namespace = 'a' AND key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`);
    expect(plan[0]?.['detail']).toBe('SEARCH records USING PRIMARY KEY (namespace=? AND key=?)');
    expect(await store.records('a').getMany(keys)).toEqual(keys);
    await store.close();
  });

  it('sets all of many records or none', async () => {
    const store = await openStore('sqlite::memory:');
    await store.query(sql`CREATE TRIGGER full BEFORE INSERT ON records WHEN new.key = 'last'
      BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    const setting = store.records('a').setMany(['first', 'last'].map((key) => ({ key, value: 1 })));
    await expect(setting).rejects.toThrow('no room');
    expect(await store.records('a').get('first')).toBeUndefined();
    await store.close();
  });

  it('outlives more different statements than it keeps prepared', async () => {
    const store = await openStore('sqlite::memory:');
    for (let i = 0; i < 500; i++) {
      const statement = { text: [`SELECT ${i} AS n`], values: [] };
      expect(await store.query(statement)).toEqual([{ n: i }]);
    }
    await store.close();
  });

  it('does not go on in a transaction that SQLite has rolled back by itself', async () => {
    const store = await openStore('sqlite::memory:');
    const failing = store.transaction(function* () {
      yield sql`INSERT INTO channels (id, cursor) VALUES ('a', 1)`;
      try {
        yield sql`INSERT OR ROLLBACK INTO channels (id, cursor) VALUES ('a', 2)`;
      } catch {
        yield sql`INSERT INTO channels (id, cursor) VALUES ('b', 3)`;
      }
    });
    await expect(failing).rejects.toThrow(StoreError);
    expect(await store.query(sql`SELECT id FROM channels`)).toEqual([]);
    await store.close();
  });

  it('refuses a column that is neither text, a number nor NULL', async () => {
    const store = await openStore('sqlite::memory:');
    await expect(store.query(sql`SELECT x'00' AS blob`)).rejects.toThrow(StoreError);
    await expect(store.query(sql`SELECT 9007199254740993 AS big`)).rejects.toThrow(StoreError);
    await store.close();
  });

  it('says so when the store was written by a newer Paperboy', async () => {
    const url = `sqlite:${freshPath()}`;
    const newer = await openStore(url);
    await newer.query(sql`PRAGMA user_version = 99`);
    await newer.close();
    await expect(openStore(url)).rejects.toThrow(/version 99.*run a newer Paperboy/);
    await expect(openStore(url)).rejects.toThrow(StoreError);
  });

  it('refuses a file that is no database', async () => {
    const path = join(folder, 'text.db');
    writeFileSync(path, 'Dear diary, this is no database at all. '.repeat(100));
    await expect(openStore(`sqlite:${path}`)).rejects.toThrow(StoreError);
    await expect(openStore(`sqlite:${join(path, 'below-a-file.db')}`)).rejects.toThrow(StoreError);
  });
});
