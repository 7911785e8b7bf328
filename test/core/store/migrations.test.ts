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
  `UPDATE channels SET next_due_ms = 1700086400000;`,
  `INSERT INTO channel_troubles VALUES ('discord:G1:C1', 'channel', 'Shut.', 1, 2, 3, 1);`,
  `INSERT INTO model_usage VALUES ('2026-11-22', 'm', 1, 2, 3);`,
  `INSERT INTO discussions (id, space, channel, paper, title, thread, state, opened_ms, last_ms)
     VALUES (4, 'discord:G1', 'discord:G1:C1', 'p1', 'Otters', 'discord:G1:C2', 'open', 1, 2);
   INSERT INTO recap_lines VALUES (4, 0, 2, 'said', 'Read it.', NULL, 'm1', 'a hash', 'Ada');`,
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
  sql`SELECT id, next_due_ms FROM channels`,
  sql`SELECT channel, obstacle, reason, is_told FROM channel_troubles`,
  sql`SELECT day, model, calls FROM model_usage`,
  sql`SELECT id, channel, paper, thread, state FROM discussions`,
  sql`SELECT discussion, text, message, name FROM recap_lines`,
];

/** How many of the queries above each version can answer. */
const TABLES = [7, 8, 10, 11, 12, 13, 15] as const;

function versionOf(connection: SqliteConnection): unknown {
  return connection.run(sql`PRAGMA user_version`)[0]?.['user_version'];
}

test.each(TABLES.map((_, i) => i + 1))(
  'a store of version %i keeps all it holds when it is brought up to date',
  (version) => {
    const connection = new SqliteConnection(':memory:');
    HELD.slice(0, version).forEach((statements, i) => {
      migrate(connection, MIGRATIONS.slice(0, i + 1));
      connection.exec(statements);
    });
    const queries = KEPT.slice(0, TABLES[version - 1]);
    const before = queries.map((query) => connection.run(query));
    migrate(connection);
    expect(versionOf(connection)).toBe(MIGRATIONS.length);
    expect(queries.map((query) => connection.run(query))).toEqual(before);
    expect(before.every((rows) => rows.length === 1)).toBe(true);
    connection.close();
  },
);

test('what could not be opened is kept no longer, and what was recapped counts as such', () => {
  const connection = new SqliteConnection(':memory:');
  migrate(connection, MIGRATIONS.slice(0, 7));
  connection.exec(`INSERT INTO discussions (space, channel, paper, title, state, opened_ms, last_ms, replies, recap_ms)
    VALUES ('discord:G1', 'discord:G1:C1', 'p1', 'Otters', 'gone', 1, 2, 0, NULL),
      ('discord:G1', 'discord:G1:C1', 'p2', 'Bats', 'open', 1, 2, 5, 3),
      ('discord:G1', 'discord:G1:C1', 'p3', 'Moths', 'open', 1, 2, 5, 1)`);
  migrate(connection);
  expect(connection.run(sql`SELECT title, recap_replies FROM discussions ORDER BY title`)).toEqual([
    { title: 'Bats', recap_replies: 5 },
    { title: 'Moths', recap_replies: 0 },
  ]);
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
