import { expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import {
  forgetPersons,
  isOfSpace,
  listLeftSpaces,
  listSpaces,
  noteJoined,
  noteLeft,
} from '../../src/digests/spaces.ts';

test('a space is new at first, and again after it was left', async () => {
  const store = await openStore('sqlite::memory:');
  expect([await noteJoined(store, 'fake:A', 1), await noteJoined(store, 'fake:A', 2)]).toEqual([true, false]);
  await noteLeft(store, 'fake:A', 3);
  expect(await listLeftSpaces(store)).toEqual(['fake:A']);
  expect(await noteJoined(store, 'fake:A', 4)).toBe(true);
  expect(await listLeftSpaces(store)).toEqual([]);
});

test('lists the spaces of one platform that were not left', async () => {
  const store = await openStore('sqlite::memory:');
  for (const space of ['fake:B', 'fake:A', 'faker:A', 'fake:C']) await noteJoined(store, space, 1);
  await noteLeft(store, 'fake:C', 2);
  expect(await listSpaces(store, 'fake')).toEqual(['fake:A', 'fake:B']);
});

test('a space that was left twice counts as left from the first time on, one never seen from that time', async () => {
  const store = await openStore('sqlite::memory:');
  await noteLeft(store, 'fake:A', 3);
  await noteLeft(store, 'fake:A', 9);
  expect([await listLeftSpaces(store, 3), await listLeftSpaces(store, 4)]).toEqual([[], ['fake:A']]);
});

test.each([
  ['fake:A:1', 'fake:A', true],
  ['fake:AB:1', 'fake:A', false],
  ['fake:@me:C9', 'fake:@me:C9', true],
  ['fake:@me:C9', 'fake:A', false],
])('the channel %s in the space %s: %j', (channel, space, expected) => {
  expect(isOfSpace(channel, space)).toBe(expected);
});

test('what is personal is deleted where the space was left long enough ago, and nowhere else', async () => {
  const store = await openStore('sqlite::memory:');
  for (const space of ['fake:A', 'fake:AB', 'fake:_']) {
    await noteJoined(store, space, 0);
    await store.query(sql`INSERT INTO saves (space, person, paper, channel, at_ms)
      VALUES (${space}, 'p', 'x', ${`${space}:1`}, 0)`);
    await store.query(sql`INSERT INTO votes (channel, person, paper, vote, at_ms)
      VALUES (${`${space}:1`}, 'p', 'x', 1, 0)`);
  }
  await noteLeft(store, 'fake:A', 100);
  const left = async (): Promise<readonly unknown[]> => [
    ...(await store.query(sql`SELECT space FROM saves ORDER BY space`)).map(({ space }) => space),
    ...(await store.query(sql`SELECT channel FROM votes ORDER BY channel`)).map(({ channel }) => channel),
  ];
  await forgetPersons(store, 100);
  expect(await left()).toHaveLength(6);
  await forgetPersons(store, 101);
  expect(await left()).toEqual(['fake:AB', 'fake:_', 'fake:AB:1', 'fake:_:1']);
});
