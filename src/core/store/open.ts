import { ConfigError } from '../errors.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

/**
 * Opens the store that a URL names: `sqlite:PATH` (created where it is missing, relative to the working directory) or
 * `sqlite::memory:`. Throws `ConfigError` for a URL it does not know and `StoreError` where the store cannot be opened.
 */
export async function openStore(url: string): Promise<Store> {
  return openSqlite(sqlitePathOf(url));
}

/** The file that a URL names, or `:memory:`. Throws `ConfigError` for a URL that is none of SQLite. */
export function sqlitePathOf(url: string): string {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(url)?.[1];
  if (path !== undefined) return path;
  // Only the scheme is named, because the rest of a URL may hold a password.
  const scheme = /^[a-z][a-z\d+.-]*:/i.exec(url)?.[0] ?? 'a value without a scheme';
  throw new ConfigError('STORE_URL', [`expected sqlite:PATH or sqlite::memory:, found ${scheme}`]);
}
