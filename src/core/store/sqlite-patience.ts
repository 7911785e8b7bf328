import { setTimeout } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import type { Row, Statement } from './sql.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** How long a statement or a transaction waits for another process, in milliseconds. */
const PATIENCE_MS = 5000;

/** Other processes are done within a moment as a rule. */
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * A connection that waits for other processes without holding up its own: what finds the database locked is tried again
 * after a pause. Nothing is done twice by that, for SQLite says so before a statement, or the BEGIN IMMEDIATE of a
 * transaction, has done anything, and never after (https://sqlite.org/rescode.html#busy). Whatever fails rejects with `StoreError`.
 */
export class PatientSqlite {
  readonly #connection: SqliteConnection;
  readonly #patienceMs: number;
  readonly #waiting = new Set<Promise<unknown>>();
  #isClosing = false;

  constructor(connection: SqliteConnection, patienceMs = PATIENCE_MS) {
    this.#connection = connection;
    this.#patienceMs = patienceMs;
    // SQLite itself would wait with the whole thread.
    connection.exec('PRAGMA busy_timeout = 0');
  }

  /** Runs one statement and resolves with its rows. Nothing else is run in between where no other process is in the way. */
  run(statement: Statement): Promise<readonly Row[]> {
    return this.#insist(() => this.#connection.run(statement));
  }

  /** Does the work, in one go, in a transaction: see {@link SqliteConnection.atomically}. */
  atomically<Result>(work: (connection: SqliteConnection) => Result, isLazy = false): Promise<Result> {
    return this.#insist(() => this.#connection.atomically(() => work(this.#connection), isLazy));
  }

  /** Closes the connection. What waits for another process is tried a last time. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.allSettled(this.#waiting);
    this.#connection.close();
  }

  async #insist<Result>(work: () => Result): Promise<Result> {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
    const waiting = this.#wait(work);
    this.#waiting.add(waiting);
    return waiting.finally(() => this.#waiting.delete(waiting));
  }

  async #wait<Result>(work: () => Result): Promise<Result> {
    let waitedMs = 0;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      await setTimeout(pauseMs);
      waitedMs += pauseMs;
      try {
        return work();
      } catch (error) {
        if (!isLocked(error) || waitedMs >= this.#patienceMs || this.#isClosing) throw error;
      }
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'store-locked';
}
