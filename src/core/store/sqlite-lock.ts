import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { PaperboyError, StoreError } from '../errors.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import type { StoreLock } from './store.ts';

/** What is to be done with a store: `work` goes beside all but `alone`, `bot` beside `work`, and `alone` beside nothing. */
export type LockKind = 'work' | 'bot' | 'alone';

/** The transaction of each: https://sqlite.org/lang_transaction.html, https://sqlite.org/lockingv3.html. */
const TRANSACTIONS: Readonly<Record<LockKind, string>> = {
  // It holds its shared lock from its first read.
  work: 'BEGIN; SELECT 1 FROM sqlite_master',
  bot: 'BEGIN IMMEDIATE',
  alone: 'BEGIN EXCLUSIVE',
};

/** Whoever tries to be alone is for a moment in everyone's way, also where it does not succeed. */
const WORK_WAIT_MS = 100;

/**
 * Takes the right to do something with a SQLite file; nothing where what others do with it forbids that. It is a lock of the
 * operating system on an empty file beside the store, by whatever name that is opened, so it ends with its process however that ends, and holds over
 * containers too. Throws `StoreError`.
 */
export function lockSqlite(path: string, kind: LockKind): StoreLock | undefined {
  const connection = new SqliteConnection(path === ':memory:' ? path : `${realPath(path)}.lock`, {
    mode: 'lock',
    busyTimeoutMs: kind === 'work' ? WORK_WAIT_MS : 0,
  });
  try {
    connection.exec(TRANSACTIONS[kind]);
  } catch (error) {
    connection.close();
    if (error instanceof PaperboyError && error.code === 'store-locked') return undefined;
    throw error;
  }
  return { release: async () => connection.close() };
}

/**
 * Says that something is at work on a SQLite file, so that no backup is put in its place meanwhile; nothing where that cannot
 * be said. Throws `StoreError` while that is being done.
 */
export function startWork(path: string): StoreLock | undefined {
  let lock;
  try {
    lock = lockSqlite(path, 'work');
  } catch (error) {
    // In a folder that may only be read, or on a full disk, the store can be read all the same.
    if (error instanceof StoreError) return undefined;
    throw error;
  }
  if (lock !== undefined) return lock;
  throw new StoreError(
    'store-in-use',
    'A backup is just taking the place of this store: try again when `paperboy restore` has ended.',
  );
}

/** A name without links on its way. */
export function realPath(name: string): string {
  try {
    if (existsSync(name)) return realpathSync(name);
    const path = join(realpathSync(dirname(name)), basename(name));
    // A link may lead to what is still to be made.
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return isLink ? realPath(resolve(dirname(path), readlinkSync(path))) : path;
  } catch {
    return name;
  }
}
