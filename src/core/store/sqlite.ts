import { Keyv, jsonSerializer } from 'keyv';
import { StoreError } from '../errors.ts';
import { remember } from '../remember.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { lockSqlite } from './sqlite-lock.ts';
import { PatientSqlite } from './sqlite-patience.ts';
import { SqliteRecords } from './sqlite-records.ts';
import { SqliteText } from './sqlite-text.ts';
import { migrate } from './schema.ts';
import { sql } from './sql.ts';
import type { Store, TransactionBody } from './store.ts';

/** How many records are kept parsed. */
const KEPT = 500;

/** As Keyv has it, but the latest are kept: a day's papers are read for every channel. */
const serialization = {
  stringify: (record: unknown) => jsonSerializer.stringify(record),
  parse: remember(
    (text: string) => freeze(jsonSerializer.parse<object>(text)),
    (text) => text,
    KEPT,
  ),
};

/** Opens a SQLite file, created where it is missing, or `:memory:`. Throws `StoreError`. */
export function openSqlite(path: string): Store {
  const connection = new SqliteConnection(path);
  prepare(connection);
  const patient = new PatientSqlite(connection);
  const namespaces = new Map<string, Keyv>();

  return {
    records(namespace) {
      const records = namespaces.get(namespace) ?? openRecords(patient, namespace);
      namespaces.set(namespace, records);
      return records;
    },
    async query(statement) {
      return patient.run(statement);
    },
    async transaction(body, { isLazy } = {}) {
      return patient.atomically((own) => runBody(own, body), isLazy);
    },
    fullText: new SqliteText(patient),
    async lock() {
      return lockSqlite(path, 'bot');
    },
    close: () => patient.close(),
  };
}

function prepare(connection: SqliteConnection): void {
  try {
    migrate(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
  try {
    connection.run(sql`DELETE FROM records WHERE expires_ms <= ${Date.now()}`);
  } catch (error) {
    // What has expired is not read anyway, and a store that is full or may only be read can still be searched.
    if (!(error instanceof StoreError)) throw error;
  }
}

function openRecords(connection: PatientSqlite, namespace: string): Keyv {
  // The adapter leaves out what has expired. Were Keyv to check too, it would delete the expired record it has read,
  // and with it a new one written in between.
  return new Keyv({ store: new SqliteRecords(connection, namespace), checkExpired: false, serialization });
}

/** Who reads a record shares it with others. */
function freeze<Value extends object>(value: Value): Value {
  // Bytes cannot be.
  if (ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part);
  return Object.freeze(value);
}

function runBody<Result>(connection: SqliteConnection, body: TransactionBody<Result>): Result {
  const statements = body();
  let step = statements.next();
  while (!step.done) {
    let rows;
    try {
      rows = connection.run(step.value);
    } catch (error) {
      // Where the engine has rolled back by itself, going on would write outside of any transaction.
      if (!connection.inTransaction) throw error;
      step = statements.throw(error);
      continue;
    }
    step = statements.next(rows);
  }
  return step.value;
}
