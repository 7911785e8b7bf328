import { dirname } from 'node:path';
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { makeFolder } from '../make-folder.ts';
import { remember } from '../remember.ts';
import type { Row, SqlValue, Statement } from './sql.ts';
import { toStoreError } from './sqlite-errors.ts';

/** How long a statement waits for another process to finish its own before it fails, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/** How many prepared statements are kept; lists of different lengths are different statements. */
const PREPARED_LIMIT = 200;

/** How a SQLite file is opened. */
export interface SqliteOptions {
  /** A `lock` is an empty file that is never written. */
  readonly mode?: 'store' | 'lock';
  /** How long a statement waits for another process, in milliseconds. */
  readonly busyTimeoutMs?: number;
}

/** One open SQLite database. All its methods run to their end at once, and whatever fails throws `StoreError`. */
export class SqliteConnection {
  readonly #db: DatabaseSync;
  readonly #prepare: (text: string) => StatementSync;

  /** Opens a file, created where it is missing, or `:memory:`. */
  constructor(path: string, { mode = 'store', busyTimeoutMs = BUSY_TIMEOUT_MS }: SqliteOptions = {}) {
    this.#db = attempt('be opened', () => {
      if (path !== ':memory:') makeFolder(dirname(path));
      const db = new DatabaseSync(path, { timeout: busyTimeoutMs });
      if (mode === 'store') db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      return db;
    });
    this.#prepare = remember(
      (text) => this.#db.prepare(text),
      (text) => text,
      PREPARED_LIMIT,
    );
  }

  /** Runs one statement and returns its rows. */
  run(statement: Statement): readonly Row[] {
    if (statement.isLazy !== true || this.inTransaction) return this.#run(statement);
    return this.#lazily(() => this.#run(statement));
  }

  /** Runs SQL text that has no values: any number of statements, no rows. */
  exec(text: string): void {
    attempt('run a statement', () => this.#db.exec(text));
  }

  /**
   * Does the work in a transaction that holds the write lock from its start; on any throw nothing of it remains. Whether it is
   * lazy: see {@link Statement}.
   */
  atomically<Result>(work: () => Result, isLazy = false): Result {
    if (isLazy) return this.#lazily(() => this.atomically(work));
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk, for one, makes SQLite roll back by itself.
      if (this.inTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  /** Whether a transaction is open. */
  get inTransaction(): boolean {
    return this.#db.isTransaction;
  }

  /** Closes the database; nothing else works from then on. */
  close(): void {
    attempt('be closed', () => {
      if (this.#db.isOpen) this.#db.close();
    });
  }

  #lazily<Result>(work: () => Result): Result {
    this.exec('PRAGMA synchronous = NORMAL');
    try {
      return work();
    } finally {
      this.exec('PRAGMA synchronous = FULL');
    }
  }

  #run(statement: Statement): readonly Row[] {
    return attempt('run a statement', () => {
      const rows = this.#prepare(statement.text.join('?')).all(...statement.values);
      if (!rows.every(isRow)) throw new TypeError('a column holds neither text, a number nor NULL');
      return rows;
    });
  }
}

function attempt<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw toStoreError(cause, what);
  }
}

function isRow(row: Record<string, SQLOutputValue>): row is Record<string, SqlValue> {
  for (const name in row) {
    const value = row[name];
    if (typeof value !== 'string' && typeof value !== 'number' && value !== null) return false;
  }
  return true;
}
