import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { sql, type Row, type Statement } from '../../../src/core/store/sql.ts';
import { SqliteConnection } from '../../../src/core/store/sqlite-connection.ts';
import { PatientSqlite } from '../../../src/core/store/sqlite-patience.ts';

const ADD = sql`INSERT INTO t (n) VALUES (1) RETURNING row`;

/** Calls back before anything is tried. */
class Watched extends SqliteConnection {
  onTry = (): void => undefined;

  override run(statement: Statement): readonly Row[] {
    this.onTry();
    return super.run(statement);
  }

  override exec(text: string): void {
    this.onTry();
    super.exec(text);
  }
}

/** Opens a file that another program writes to until it has been tried a number of times. */
function openLocked(triesUntilFree: number, patienceMs?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-patience-'));
  const path = join(folder, 'a.db');
  const connection = new Watched(path);
  const other = new DatabaseSync(path);
  connection.exec('CREATE TABLE t (row INTEGER PRIMARY KEY AUTOINCREMENT, n INTEGER)');
  const patient = new PatientSqlite(connection, patienceMs);
  onTestFinished(async () => {
    await patient.close();
    other.close();
    rmSync(folder, { recursive: true });
  });
  other.exec('BEGIN IMMEDIATE');
  const tries = { count: 0 };
  connection.onTry = () => {
    tries.count += 1;
    if (tries.count === triesUntilFree) other.exec('COMMIT');
  };
  return { patient, other, tries };
}

test('a statement is tried until another program lets it, and done once', async () => {
  const { patient, other, tries } = openLocked(5);
  expect(await patient.run(ADD)).toEqual([{ row: 1 }]);
  expect(tries.count).toBe(5);
  expect(other.prepare('SELECT row, n FROM t').all()).toEqual([{ row: 1, n: 1 }]);
});

test('a transaction is begun until another program lets it, and its work is done once', async () => {
  const { patient, other } = openLocked(5);
  let works = 0;
  const rows = await patient.atomically((connection) => {
    works += 1;
    return [...connection.run(ADD), ...connection.run(ADD)];
  });
  expect({ works, rows }).toEqual({ works: 1, rows: [{ row: 1 }, { row: 2 }] });
  expect(other.prepare('SELECT COUNT(*) AS count FROM t').get()).toEqual({ count: 2 });
});

test('all else goes on while a write waits', async () => {
  const { patient, other } = openLocked(Infinity);
  let isWritten = false;
  const writing = patient.run(ADD).then(() => (isWritten = true));
  expect(await patient.run(sql`SELECT n FROM t`)).toEqual([]);
  expect(isWritten).toBe(false);
  other.exec('COMMIT');
  await writing;
  expect(await patient.run(sql`SELECT n FROM t`)).toEqual([{ n: 1 }]);
});

test('a lock that is held for long is said, and nothing is written later', async () => {
  const { patient, other, tries } = openLocked(Infinity, 20);
  const sentence = /^The store is locked: another program has been writing to it for seconds/;
  await expect(patient.run(ADD)).rejects.toThrow(sentence);
  expect(tries.count).toBe(6);
  await expect(patient.atomically((connection) => connection.run(ADD))).rejects.toThrow(sentence);
  other.exec('COMMIT');
  expect(await patient.run(sql`SELECT n FROM t`)).toEqual([]);
});

test('what is no lock fails at once', async () => {
  const { patient, tries } = openLocked(1);
  await expect(patient.run(sql`INSERT INTO no_such_table VALUES (1)`)).rejects.toThrow('no such table');
  expect(tries.count).toBe(1);
});

test('a close tries what waits a last time, and waits no longer', async () => {
  const { patient, other } = openLocked(Infinity, 1e9);
  const adding = patient.run(ADD);
  const closing = patient.close();
  await expect(adding).rejects.toMatchObject({ code: 'store-locked' });
  await closing;
  await expect(patient.run(ADD)).rejects.toMatchObject({ code: 'store' });
  other.exec('COMMIT');
});
