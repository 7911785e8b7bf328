import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/core/store/open.ts';
import { sql } from '../../../src/core/store/sql.ts';
import { migrate, MIGRATIONS } from '../../../src/core/store/schema.ts';
import { SqliteConnection } from '../../../src/core/store/sqlite-connection.ts';
import { channelConfig, channelsOn } from '../../fakes/channels.ts';

const MONDAY = Date.parse('2026-11-16T00:00:00Z');
const HOUR = 3600 * 1000;

const VERSION_3 = new URL('../../fixtures/stores/version-3.sql', import.meta.url);

test('a store of before next times were stored keeps its channels, and what they missed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-schema-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const before = new SqliteConnection(`${folder}/paperboy.db`);
  before.exec(readFileSync(VERSION_3, 'utf8'));
  before.run(sql`INSERT INTO channels (id, cursor, last_due_ms, space, at, weekdays, timezone, cap, paused) VALUES
    ('fake:A:chat', 5, ${MONDAY}, 'fake:A', '07:30', 'mon,tue', 'Europe/Berlin', 3, 0),
    ('fake:A:off', 5, ${MONDAY}, 'fake:A', NULL, NULL, NULL, NULL, 1),
    ('fake:A:file', 4, ${MONDAY}, NULL, NULL, NULL, NULL, NULL, 0),
    ('fake:A:gone', 3, ${MONDAY}, NULL, NULL, NULL, NULL, NULL, 0)`);
  before.close();

  const store = await openStore(`sqlite:${folder}/paperboy.db`);
  onTestFinished(() => store.close());
  const channels = channelsOn(store, {}, [channelConfig('fake:A:file')]);
  await channels.settle(MONDAY + 30 * HOUR);
  expect(await store.query(sql`SELECT id, cursor, last_due_ms, next_due_ms FROM channels ORDER BY id`)).toEqual([
    { id: 'fake:A:chat', cursor: 5, last_due_ms: MONDAY, next_due_ms: MONDAY + 6.5 * HOUR },
    { id: 'fake:A:file', cursor: 4, last_due_ms: MONDAY, next_due_ms: MONDAY + 9 * HOUR },
    { id: 'fake:A:gone', cursor: 3, last_due_ms: null, next_due_ms: null },
    { id: 'fake:A:off', cursor: 5, last_due_ms: MONDAY, next_due_ms: null },
  ]);
  expect(await channels.scheduleOf('fake:A:chat')).toEqual({
    at: '07:30',
    weekdays: ['mon', 'tue'],
    timezone: 'Europe/Berlin',
    cap: 3,
    catchUp: 'merged',
    emptyDays: 'silent',
    isPaused: false,
  });
});

test('a store of before discussions gets them: one for each channel and paper, and one for each thread', () => {
  const connection = new SqliteConnection(':memory:');
  onTestFinished(() => connection.close());
  migrate(connection, MIGRATIONS.slice(0, 6));
  connection.run(sql`INSERT INTO saves VALUES ('fake:A', 'hash', 'p1', 'fake:A:c', 1)`);
  migrate(connection);
  const discuss = (channel: string, paper: string, thread: string | null) =>
    connection.run(sql`INSERT INTO discussions (space, channel, paper, title, thread, state, opened_ms, last_ms)
      VALUES ('fake:A', ${channel}, ${paper}, 'T', ${thread}, 'opening', 1, 1)`);
  discuss('fake:A:c', 'p1', 't1');
  discuss('fake:A:c', 'p2', null);
  discuss('fake:A:d', 'p1', null);
  expect(() => discuss('fake:A:c', 'p1', 't2')).toThrow('UNIQUE');
  expect(() => discuss('fake:A:d', 'p2', 't1')).toThrow('UNIQUE');
  expect(connection.run(sql`SELECT paper FROM saves`)).toEqual([{ paper: 'p1' }]);
});
