import {
  type KeyvStorageAdapter,
  type KeyvStorageCapability,
  type KeyvStorageEntry,
  keyvStorageCapability,
} from 'keyv';
import { type Row, sql, type Statement } from './sql.ts';
import type { PatientSqlite } from './sqlite-patience.ts';

/** How many records an iteration reads at a time, so that no statement stays open while its caller writes. */
const PAGE_SIZE = 200;

type Method =
  'get' | 'getMany' | 'has' | 'hasMany' | 'set' | 'setMany' | 'delete' | 'deleteMany' | 'clear' | 'iterator';

/**
 * Keyv's storage adapter over the table `records`, by the contract of Keyv 6: an expiry is absolute, in milliseconds.
 * Namespace and key are columns of their own, so no two of them can meet. It emits no events: failures reject.
 */
export class SqliteRecords implements Pick<KeyvStorageAdapter, Method | 'namespace' | 'capabilities'> {
  namespace: string | undefined;
  readonly #connection: PatientSqlite;

  constructor(connection: PatientSqlite, namespace?: string) {
    this.#connection = connection;
    this.namespace = namespace;
  }

  get capabilities(): KeyvStorageCapability {
    return keyvStorageCapability(this);
  }

  async get(key: string): Promise<string | undefined> {
    const [row] = await this.#run(sql`SELECT value FROM records
      WHERE namespace = ${this.#namespace} AND key = ${key} AND (expires_ms IS NULL OR expires_ms > ${Date.now()})`);
    return row && textOf(row, 'value');
  }

  async getMany(keys: string[]): Promise<(string | undefined)[]> {
    const rows = await this.#run(sql`SELECT key, value FROM records
      WHERE namespace = ${this.#namespace} AND key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))
        AND (expires_ms IS NULL OR expires_ms > ${Date.now()})`);
    const found = new Map(rows.map((row) => [textOf(row, 'key'), textOf(row, 'value')]));
    return keys.map((key) => found.get(key));
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return (await this.getMany(keys)).map((value) => value !== undefined);
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.#run(this.#setting({ key, value, ...(expires !== undefined && { expires }) }));
    return true;
  }

  async setMany(entries: KeyvStorageEntry<unknown>[]): Promise<boolean[]> {
    const statements = entries.map((entry) => this.#setting(entry));
    await this.#connection.atomically((connection) => statements.forEach((statement) => connection.run(statement)));
    return entries.map(() => true);
  }

  async delete(key: string): Promise<boolean> {
    const [deleted] = await this.deleteMany([key]);
    return deleted === true;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    const rows = await this.#run(sql`DELETE FROM records
      WHERE namespace = ${this.#namespace} AND key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))
      RETURNING key`);
    const deleted = new Set(rows.map((row) => textOf(row, 'key')));
    return keys.map((key) => deleted.has(key));
  }

  async clear(): Promise<void> {
    await this.#run(sql`DELETE FROM records WHERE namespace = ${this.#namespace}`);
  }

  /** Every record of the namespace in the order of its keys; what is written meanwhile may or may not be among them. */
  async *iterator(): AsyncGenerator<string[], void> {
    let last = '';
    for (let full = true; full;) {
      const rows = await this.#run(sql`SELECT key, value FROM records
        WHERE namespace = ${this.#namespace} AND key > ${last} AND (expires_ms IS NULL OR expires_ms > ${Date.now()})
        ORDER BY key LIMIT ${PAGE_SIZE}`);
      for (const row of rows) {
        last = textOf(row, 'key');
        yield [last, textOf(row, 'value')];
      }
      full = rows.length === PAGE_SIZE;
    }
  }

  get #namespace(): string {
    return this.namespace ?? '';
  }

  #setting({ key, value, expires = null }: { key: string; value: unknown; expires?: number | null }): Statement {
    if (typeof value !== 'string') throw new TypeError(`a record must be encoded as text, not as ${typeof value}`);
    return sql`INSERT INTO records (namespace, key, value, expires_ms)
      VALUES (${this.#namespace}, ${key}, ${value}, ${expires})
      ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value, expires_ms = excluded.expires_ms`;
  }

  #run(statement: Statement): Promise<readonly Row[]> {
    return this.#connection.run(statement);
  }
}

function textOf(row: Row, column: string): string {
  return String(row[column]);
}
