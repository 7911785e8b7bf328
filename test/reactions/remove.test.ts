import { expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import { noteJoined, noteLeft } from '../../src/digests/spaces.ts';
import { forgetPersons } from '../../src/reactions/remove.ts';
import { savePaper } from '../../src/reactions/saves.ts';
import { votePaper } from '../../src/reactions/votes.ts';

test('all that a space reacted is forgotten, and nothing of another', async () => {
  const store = await openStore('sqlite::memory:');
  const spaces = { 'fake:G1': 'fake:G1:C1', 'fake:G10': 'fake:G10:C1', 'fake:@me:C1': 'fake:@me:C1' };
  for (const [space, channel] of Object.entries(spaces)) {
    await savePaper(store, { space, person: 'p' }, 'a', channel, 1);
    await votePaper(store, { channel, person: 'p' }, 'a', 'up', 1);
  }
  for (const space of ['fake:G1', 'fake:@me:C1']) await noteLeft(store, space, 1);
  await forgetPersons(store, 2);
  expect(await store.query(sql`SELECT space FROM saves`)).toEqual([{ space: 'fake:G10' }]);
  expect(await store.query(sql`SELECT channel FROM votes`)).toEqual([{ channel: 'fake:G10:C1' }]);
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
