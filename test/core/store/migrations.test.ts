import { expect, test } from 'vitest';
import { migrate, MIGRATIONS } from '../../../src/core/store/schema.ts';
import { sql } from '../../../src/core/store/sql.ts';
import { SqliteConnection } from '../../../src/core/store/sqlite-connection.ts';

/** What a store of each version may hold, and the next ones must keep. */
const HELD = [
  `INSERT INTO records VALUES ('papers', 'p1', '{}', NULL);
   INSERT INTO intakes VALUES (7, 'run', 'papers-page', 1);
   INSERT INTO intake_papers VALUES ('p1', 7, 0);
   INSERT INTO channels (id, cursor, last_due_ms) VALUES ('console:local', 7, 1700000000000);
   INSERT INTO deliveries (id, channel, from_intake, to_intake, digest, at_ms) VALUES (3, 'console:local', 0, 7, '{}', 1);
   INSERT INTO delivery_parts VALUES (3, 0, 'body', 'sending', NULL);
   INSERT INTO ledger VALUES ('console:local', 'p1', 3);`,
  `INSERT INTO claims VALUES ('a', 'host/1', 1);`,
  `INSERT INTO topics VALUES ('discord:G1', 'otters', 'Otters', 'otter*');
   INSERT INTO subscriptions VALUES ('discord:G1:C1', 'otters', 7);`,
] as const;

const KEPT = [
  sql`SELECT namespace, key, value FROM records`,
  sql`SELECT number, run FROM intakes`,
  sql`SELECT paper, intake FROM intake_papers`,
  sql`SELECT id, cursor, last_due_ms FROM channels`,
  sql`SELECT id, channel, from_intake, to_intake, state FROM deliveries`,
  sql`SELECT delivery, position, body, state FROM delivery_parts`,
  sql`SELECT channel, paper, delivery FROM ledger`,
  sql`SELECT name, holder FROM claims`,
  sql`SELECT space, key, name, query FROM topics`,
  sql`SELECT channel, topic, since_intake FROM subscriptions`,
];

/** How many of the tables above each version has. */
const TABLES = [7, 8, 10] as const;

function versionOf(connection: SqliteConnection): unknown {
  return connection.run(sql`PRAGMA user_version`)[0]?.['user_version'];
}

test.each([1, 2, 3])('a store of version %i keeps all it holds when it is brought up to date', (version) => {
  const connection = new SqliteConnection(':memory:');
  migrate(connection, MIGRATIONS.slice(0, version));
  HELD.slice(0, version).forEach((statements) => connection.exec(statements));
  const queries = KEPT.slice(0, TABLES[version - 1]);
  const before = queries.map((query) => connection.run(query));
  migrate(connection);
  expect(versionOf(connection)).toBe(MIGRATIONS.length);
  expect(queries.map((query) => connection.run(query))).toEqual(before);
  expect(before.every((rows) => rows.length === 1)).toBe(true);
  connection.close();
});

test('a migration that fails half way changes nothing', () => {
  const connection = new SqliteConnection(':memory:');
  migrate(connection, MIGRATIONS.slice(0, 1));
  const tables = sql`SELECT name FROM sqlite_schema ORDER BY name`;
  const before = connection.run(tables);
  const failing = [...MIGRATIONS.slice(0, 2), 'CREATE TABLE half (way TEXT); INSERT INTO nowhere VALUES (1)'];
  expect(() => migrate(connection, failing)).toThrow('nowhere');
  expect(versionOf(connection)).toBe(1);
  expect(connection.run(tables)).toEqual(before);
  connection.close();
});
