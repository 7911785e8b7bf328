import { ConfigError } from '../errors.ts';
import { openSqlite } from './sqlite.ts';
import { startWork } from './sqlite-lock.ts';
import type { Store } from './store.ts';

/**
 * Opens the store that a URL names: `sqlite:PATH` (created where it is missing, relative to the working directory) or
 * `sqlite::memory:`. Until it is closed no backup is put in its place. Rejects with `ConfigError` for a URL it does not know
 * and with `StoreError` where the store cannot be opened.
 */
export async function openStore(url: string): Promise<Store> {
  const path = sqlitePathOf(url);
  // Before the store: what is opened while a backup takes its place would be the old one.
  const work = path === ':memory:' ? undefined : startWork(path);
  try {
    const store = openSqlite(path);
    return {
      ...store,
      async close() {
        await store.close();
        await work?.release();
      },
    };
  } catch (error) {
    await work?.release();
    throw error;
  }
}

/** The file that a URL names, or `:memory:`. Throws `ConfigError` for a URL that is none of SQLite. */
export function sqlitePathOf(url: string): string {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (path !== undefined) return path;
  // Only the scheme is named, because the rest of a URL may hold a password.
  const scheme = /^[a-z][a-z\d+.-]*:/i.exec(url)?.[0] ?? 'a value without a scheme';
  throw new ConfigError('STORE_URL', [`expected sqlite:PATH or sqlite::memory:, found ${scheme}`]);
}
