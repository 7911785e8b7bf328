import { PaperboyError } from '../errors.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import type { StoreLock } from './store.ts';

/**
 * Takes the sole right to run the bot on a SQLite file; nothing where another has it. It is a lock of the operating system on
 * an empty file beside the store, so it ends with its process however that ends, and holds over containers too.
 */
export function lockSqlite(path: string): StoreLock | undefined {
  const connection = new SqliteConnection(path === ':memory:' ? path : `${path}.lock`, { mode: 'lock' });
  try {
    connection.exec('BEGIN IMMEDIATE');
  } catch (error) {
    connection.close();
    if (error instanceof PaperboyError && error.code === 'store-locked') return undefined;
    throw error;
  }
  return { release: async () => connection.close() };
}
