import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, PaperboyError, StoreError, UserInputError } from '../errors.ts';
import { MIGRATIONS } from './schema.ts';
import { sql } from './sql.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { realPath, startWork } from './sqlite-lock.ts';
import type { BackupOptions, StoreSize } from './backup.ts';

/** What SQLite keeps beside a file that is in use, or was when its process was killed. */
export const COMPANIONS = ['-wal', '-shm'] as const;

/**
 * Writes a copy of a SQLite file as it is at one moment; whoever uses it goes on meanwhile. Rejects with `UserInputError` or
 * `StoreError`.
 */
export async function backUpSqlite(path: string, file: string, options?: BackupOptions): Promise<StoreSize> {
  if (!existsSync(path)) throw new UserInputError(`There is no store at ${path} to back up.`);
  const part = `${file}.part`;
  checkTarget(path, file, options?.replace === true);
  const work = startWork(path);
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
    await work?.release();
  }
}

/** Throws `UserInputError` where a backup may not be written. */
function checkTarget(path: string, file: string, mayReplace: boolean): void {
  if (isOfStore(path, file) || isOfStore(path, `${file}.part`))
    throw new UserInputError('That is the store itself: name another file for the backup.');
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UserInputError(`There is no folder ${folder} to write the backup into.`);
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isFile() === false)
    throw new UserInputError(`${file} is ${there.isDirectory() ? 'a folder' : 'no file'}: name a file for the backup.`);
  if (there !== undefined && !mayReplace)
    throw new UserInputError(`There is a file ${file} already: name another, or say --replace.`);
}

/** Whether a name stands for a SQLite file, for one that SQLite or Paperboy keeps beside it, or for a link to one. */
export function isOfStore(path: string, name: string): boolean {
  const store = realPath(path);
  const names = ['', ...COMPANIONS, '-journal', '.lock', '.restoring'].map((end) => store + end);
  const found = identify(name);
  return names.includes(realPath(name)) || (found !== undefined && names.some((own) => identify(own) === found));
}

/** What all names of one file have in common; nothing where there is none. */
function identify(name: string): string | undefined {
  const found = statSync(name, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** How much a file holds. Throws `StoreError` where it is damaged, or no store that this Paperboy knows. */
export function measure(path: string): StoreSize {
  return withConnection(path, (connection) => {
    const [found] = connection.run(sql`PRAGMA quick_check(1)`);
    if (found?.['quick_check'] !== 'ok')
      throw new StoreError('store-damaged', `it is damaged: ${found?.['quick_check']}`);
    const [own] = connection.run(sql`SELECT COUNT(*) AS tables FROM sqlite_schema
      WHERE name IN ('records', 'intake_papers', 'channels')`);
    if (own?.['tables'] !== 3) throw new StoreError('store-foreign', 'it holds no store of Paperboy');
    const version = Number(connection.run(sql`PRAGMA user_version`)[0]?.['user_version']);
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

/** SQLite leaves a copy to the system's memory, and a rename may reach the disk before it. */
export function flush(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** An error that says what could not be done; what someone typed wrongly stays as it is. */
export function failed(what: string, cause: unknown): PaperboyError {
  if (cause instanceof UserInputError) return cause;
  const code = cause instanceof PaperboyError ? cause.code : 'store';
  return new StoreError(code, `${what}: ${messageOf(cause)}`, { cause });
}
