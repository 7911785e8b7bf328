import { backUpSqlite } from './sqlite-backup.ts';
import { sqlitePathOf } from './open.ts';
import { restoreSqlite } from './sqlite-restore.ts';
import type { Store } from './store.ts';

/** How much a store holds. */
export interface StoreSize {
  readonly papers: number;
  readonly channels: number;
}

/** How a store is backed up. */
export interface BackupOptions {
  /** Whether a file that is there already may be replaced. */
  readonly replace: boolean;
}

/** What was restored. */
export interface Restored extends StoreSize {
  /** Where the store is now that was there before. */
  readonly kept?: string;
}

/** How a store is restored. */
export interface RestoreOptions {
  /** Whether a store that is there already may be replaced. */
  readonly replace: boolean;
  readonly now: () => number;
  /** Makes the restored store fit to go on, given the one it replaces where that can be read. */
  readonly settle: (restored: Store, before: Store | undefined) => Promise<void>;
}

/** Writes a store into a file, as it is at one moment, while it is in use. Rejects with `UserInputError` or `StoreError`. */
export async function backUpStore(url: string, file: string, options?: BackupOptions): Promise<StoreSize> {
  return backUpSqlite(sqlitePathOf(url), file, options);
}

/** Puts a backup in the place of a store, which is kept aside. Rejects with `UserInputError` or `StoreError`. */
export async function restoreStore(url: string, file: string, options: RestoreOptions): Promise<Restored> {
  return restoreSqlite(sqlitePathOf(url), file, options);
}
