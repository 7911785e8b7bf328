import { copyFileSync, existsSync, linkSync, lstatSync, renameSync, rmSync, statSync } from 'node:fs';
import { StoreError, UserInputError } from '../errors.ts';
import { openSqlite } from './sqlite.ts';
import { COMPANIONS, failed, flush, isOfStore, measure } from './sqlite-backup.ts';
import { lockSqlite, realPath } from './sqlite-lock.ts';
import type { RestoreOptions, Restored, StoreSize } from './backup.ts';

/**
 * Puts a copy of a backup in the place of a SQLite file, which is kept beside it. Nothing is touched before the copy has been
 * checked, brought up to date and settled, and at no moment is there no store. Rejects with `UserInputError` or `StoreError`.
 */
export async function restoreSqlite(name: string, file: string, options: RestoreOptions): Promise<Restored> {
  // A link to the store goes on leading to it.
  const isLink = lstatSync(name, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  const path = isLink ? realPath(name) : name;
  refuseOthers(path, file);
  const isThere = existsSync(path);
  if (isThere && !options.replace)
    throw new UserInputError(
      `There is a store at ${path} already. With --replace the backup takes its place, and it is kept beside it.`,
    );
  const next = `${path}.restoring`;
  const lock = lockSqlite(path, 'alone');
  if (lock === undefined)
    throw new StoreError(
      'store-in-use',
      'Another Paperboy is at work on this store: stop the bot, or wait until `paperboy ingest` or what else runs has ended.',
    );
  try {
    remove(next);
    copy(file, next);
    const size = measureBackup(next, file);
    await settle(next, isThere ? path : undefined, options.settle);
    flush(next);
    const kept = isThere ? keepAside(path, options.now()) : undefined;
    renameSync(next, path);
    return { ...size, ...(kept !== undefined && { kept }) };
  } catch (error) {
    throw failed(`${file} could not be restored`, error);
  } finally {
    remove(next);
    await lock.release();
  }
}

/** Throws `UserInputError` for what is no file, or the store itself. */
function refuseOthers(path: string, file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UserInputError(`There is no file ${file}.`);
  if (!found.isFile())
    throw new UserInputError(
      `${file} is no backup of Paperboy: it is ${found.isDirectory() ? 'a folder' : 'no file'}.`,
    );
  if (isOfStore(path, file)) throw new UserInputError('That is the store itself: name a backup of it.');
}

/** How much the copy of a backup holds. Throws `UserInputError`, which names the backup, where that is none. */
function measureBackup(copied: string, file: string): StoreSize {
  try {
    return measure(copied);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const faults: Readonly<Record<string, string>> = {
      'store-foreign': 'is no backup of Paperboy: it is a file of another kind.',
      'store-damaged': 'cannot be restored: it is damaged, or only a part of a backup.',
      'store-newer': `cannot be restored: ${error.message}.`,
    };
    const fault = faults[error.code];
    throw fault === undefined ? error : new UserInputError(`${file} ${fault}`, { cause: error });
  }
}

async function settle(next: string, before: string | undefined, work: RestoreOptions['settle']): Promise<void> {
  const restored = openSqlite(next);
  const replaced = before === undefined ? undefined : openIfWell(before);
  try {
    await work(restored, replaced);
  } finally {
    await replaced?.close();
    // The last to close a file brings all of it into one.
    await restored.close();
  }
}

/** The store that is being replaced may be damaged: that is why. */
function openIfWell(path: string): ReturnType<typeof openSqlite> | undefined {
  try {
    return openSqlite(path);
  } catch {
    return undefined;
  }
}

/** A second name for the file comes first, so that the new one can take the first name at once. */
function keepAside(path: string, nowMs: number): string {
  const kept = `${path}.before-${new Date(nowMs).toISOString().replace(/\D/g, '').slice(0, 14)}`;
  for (const end of COMPANIONS) if (existsSync(path + end)) renameSync(path + end, kept + end);
  try {
    linkSync(path, kept);
  } catch {
    // Not every file system knows second names.
    copyFileSync(path, kept);
  }
  return kept;
}

/** A file that was copied while it was in use may have its newest part beside it. */
function copy(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}

function remove(path: string): void {
  for (const end of ['', ...COMPANIONS]) rmSync(path + end, { force: true });
}
