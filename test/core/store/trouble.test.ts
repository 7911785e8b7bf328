import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { StoreError } from '../../../src/core/errors.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { sql } from '../../../src/core/store/sql.ts';
import { SqliteConnection } from '../../../src/core/store/sqlite-connection.ts';
import { canMount, openSmallDisk } from '../../fakes/small-disk.ts';

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-trouble-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test.skipIf(!canMount)('a full disk is said, keeps what was stored, and is over when there is room again', async () => {
  const disk = openSmallDisk();
  const store = await openStore(`sqlite:${join(disk.folder, 'paperboy.db')}`);
  onTestFinished(() => store.close());
  const records = store.records<string>('a');
  await records.set('first', 'kept');
  disk.fill();
  const tooMuch = 'x'.repeat(200_000);
  await expect(records.set('second', tooMuch)).rejects.toMatchObject({
    code: 'store-full',
    message: expect.stringMatching(/^The store is full: .* Free some/),
  });
  const half = store.transaction(function* () {
    yield sql`INSERT INTO channels (id, cursor) VALUES ('half', 1)`;
    yield sql`INSERT INTO channels (id, cursor) VALUES (${tooMuch}, 1)`;
  });
  await expect(half).rejects.toThrow(StoreError);
  expect(await records.get('first')).toBe('kept');
  disk.free();
  await records.set('second', tooMuch);
  expect(await store.query(sql`SELECT id FROM channels`)).toEqual([]);
  expect(await records.get('second')).toBe(tooMuch);
});

test('a limit on file sizes is said as a disk that does not answer', () => {
  const folder = freshFolder();
  const program = `
    import { openStore } from ${JSON.stringify(new URL('../../../src/core/store/open.ts', import.meta.url).href)};
    const store = await openStore('sqlite:${join(folder, 'a.db')}');
    await store.records('a').set('first', 'kept');
    await store.records('a').set('second', 'x'.repeat(2e6)).catch((error) => console.log(error.code));
    console.log(await store.records('a').get('first'));`;
  // In blocks of 512 bytes or of 1024, as the shell likes.
  const line = `ulimit -f 1000; exec "${process.execPath}" --input-type=module -e "$1"`;
  const run = spawnSync('sh', ['-c', line, 'sh', program], { encoding: 'utf8' });
  expect(run.stdout).toBe('store-disk\nkept\n');
});

test('a store that may only be read says so at the first write, and reads on', async () => {
  const path = join(freshFolder(), 'paperboy.db');
  const store = await openStore(`sqlite:${path}`);
  onTestFinished(() => store.close());
  await store.records('a').set('first', 'kept');
  await store.query(sql`PRAGMA query_only = 1`);
  await expect(store.records('a').set('second', 1)).rejects.toMatchObject({ code: 'store-read-only' });
  expect(await store.records('a').get('first')).toBe('kept');
  await store.query(sql`PRAGMA query_only = 0`);
  await store.records('a').set('second', 1);
});

test.skipIf(!canMount)('a disk that is mounted read-only is said, and is over when it is not', async () => {
  const disk = openSmallDisk();
  const url = `sqlite:${join(disk.folder, 'paperboy.db')}`;
  await (await openStore(url)).close();
  disk.freeze();
  await expect(openStore(url)).rejects.toMatchObject({
    code: expect.stringMatching(/^store-(unreachable|read-only)$/),
    message: expect.stringContaining('folder'),
  });
  disk.thaw();
  await (await openStore(url)).close();
});

test('a lock that cannot be taken for want of a file keeps nobody from the store', async () => {
  const path = join(freshFolder(), 'paperboy.db');
  mkdirSync(`${path}.lock`);
  const store = await openStore(`sqlite:${path}`);
  await store.records('a').set('key', 'kept');
  expect(await store.records('a').get('key')).toBe('kept');
  await store.close();
});

test('a lock that another program holds is said after a while, and is over when that one ends', () => {
  const path = join(freshFolder(), 'paperboy.db');
  const connection = new SqliteConnection(path, { busyTimeoutMs: 10 });
  const other = new DatabaseSync(path);
  onTestFinished(() => [connection, other].forEach((one) => one.close()));
  connection.exec('CREATE TABLE t (x)');
  other.exec('BEGIN IMMEDIATE');
  expect(() => connection.exec('INSERT INTO t VALUES (1)')).toThrow(/^The store is locked: another program/);
  expect(connection.run(sql`SELECT x FROM t`)).toEqual([]);
  other.exec('ROLLBACK');
  connection.exec('INSERT INTO t VALUES (1)');
});

test('a folder that is not there and a file that is no database are said', async () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'diary.db'), 'Dear diary, this is no database at all. '.repeat(100));
  await expect(openStore(`sqlite:${folder}`)).rejects.toMatchObject({ code: 'store-unreachable' });
  await expect(openStore(`sqlite:${join(folder, 'diary.db')}`)).rejects.toMatchObject({ code: 'store-foreign' });
});
