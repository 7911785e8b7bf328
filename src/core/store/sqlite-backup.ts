import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { messageOf, PaperboyError, StoreError, UserInputError } from '../errors.ts';
import { MIGRATIONS } from './schema.ts';
import { inUse } from './sole-bot.ts';
import { sql } from './sql.ts';
import { openSqlite } from './sqlite.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { lockSqlite } from './sqlite-lock.ts';
import type { RestoreOptions, Restored, StoreSize } from './backup.ts';

/** What SQLite keeps beside a file that is in use, or was when its process was killed. */
const COMPANIONS = ['-wal', '-shm'] as const;

/** Writes a copy of a SQLite file as it is at one moment; whoever uses it goes on meanwhile. Rejects with `StoreError`. */
export function backUpSqlite(path: string, file: string): StoreSize {
  if (!existsSync(path)) throw new UserInputError(`There is no store at ${path} to back up.`);
  const part = `${file}.part`;
  try {
    rmSync(part, { force: true });
    withConnection(path, (connection) => connection.run(sql`VACUUM INTO ${part}`));
    const size = measure(part);
    flush(part);
    renameSync(part, file);
    return size;
  } catch (error) {
    throw failed(`The backup could not be written to ${file}`, error);
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * Puts a copy of a backup in the place of a SQLite file, which is kept beside it. Nothing is touched before the copy has been
 * checked, brought up to date and settled, and at no moment is there no store. Rejects with `UserInputError` or `StoreError`.
 */
export async function restoreSqlite(path: string, file: string, options: RestoreOptions): Promise<Restored> {
  if (!existsSync(file)) throw new UserInputError(`There is no file ${file}.`);
  const isThere = existsSync(path);
  if (isThere && !options.replace)
    throw new UserInputError(
      `There is a store at ${path} already. With --replace the backup takes its place, and it is kept beside it.`,
    );
  const next = `${path}.restoring`;
  const lock = lockSqlite(path);
  if (lock === undefined) throw inUse(undefined);
  try {
    remove(next);
    copy(file, next);
    const size = measure(next);
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

/** How much a file holds. Throws `StoreError` where it is damaged, or no store that this Paperboy knows. */
function measure(path: string): StoreSize {
  return withConnection(path, (connection) => {
    const [found] = connection.run(sql`PRAGMA quick_check(1)`);
    if (found?.['quick_check'] !== 'ok')
      throw new StoreError('store-damaged', `it is damaged: ${found?.['quick_check']}`);
    const version = Number(connection.run(sql`PRAGMA user_version`)[0]?.['user_version']);
    if (version === 0) throw new StoreError('store-damaged', 'it holds no store of Paperboy');
    if (version > MIGRATIONS.length)
      throw new StoreError(
        'store-newer',
        `it is of version ${version}, and this Paperboy knows only ${MIGRATIONS.length}`,
      );
    const [count] = connection.run(sql`SELECT (SELECT COUNT(*) FROM intake_papers) AS papers,
      (SELECT COUNT(*) FROM channels) AS channels`);
    return { papers: Number(count?.['papers']), channels: Number(count?.['channels']) };
  });
}

function withConnection<Result>(path: string, work: (connection: SqliteConnection) => Result): Result {
  const connection = new SqliteConnection(path);
  try {
    return work(connection);
  } finally {
    connection.close();
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

/** SQLite leaves a copy to the system's memory, and a rename may reach the disk before it. */
function flush(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

function failed(what: string, cause: unknown): PaperboyError {
  if (cause instanceof UserInputError) return cause;
  const code = cause instanceof PaperboyError ? cause.code : 'store';
  return new StoreError(code, `${what}: ${messageOf(cause)}`, { cause });
}
