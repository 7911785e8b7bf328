import type { Keyv } from 'keyv';
import type { FullText } from './full-text.ts';
import type { Row, Statement, Statements } from './sql.ts';

/**
 * The body of a transaction: a generator that yields statements and receives their rows. It never awaits, so that
 * SQLite runs it in one synchronous go and PostgreSQL on one client; it touches tables only, never Keyv.
 * A statement that fails throws its `StoreError` at its `yield`: the body may catch it and go on.
 */
export type TransactionBody<Result> = () => Statements<Result>;

/** The sole right to run the bot on a store; it ends with the process that has it, however that ends. */
export interface StoreLock {
  release(): Promise<void>;
}

/**
 * One database: Keyv namespaces for records read by key, tables for what is queried or must be atomic. What another process
 * is in the way of waits for it, for seconds; what is called meanwhile may go first.
 */
export interface Store {
  /**
   * The Keyv of one namespace, the same instance at every call. Whatever fails rejects with `StoreError`, a read and a
   * write alike; a failed read is never "not there". Never attach an `error` listener to it: that would swallow both.
   */
  records<Value>(namespace: string): Keyv<Value>;
  /** Runs one statement; resolves with its rows (none for a write without RETURNING). Rejects with `StoreError`. */
  query(statement: Statement): Promise<readonly Row[]>;
  /**
   * Runs the body atomically: all of it, or on any throw none of it. Transactions are committed one after another. A lazy one
   * may be lost, whole, with the machine, but not once a later one that is not lazy has been committed.
   */
  transaction<Result>(body: TransactionBody<Result>, options?: { readonly isLazy?: boolean }): Promise<Result>;
  /** The full-text index over the library, kept in step with the tables by the caller's transactions. */
  readonly fullText: FullText;
  /** Takes the sole right to run the bot on this store; nothing where another has it. All else may go on beside it. */
  lock(): Promise<StoreLock | undefined>;
  /** Waits for what is under way, if not for other processes, then closes; further use rejects. Closing twice is no error. */
  close(): Promise<void>;
}
