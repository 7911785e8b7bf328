import { expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import { removeReactions } from '../../src/reactions/remove.ts';
import { savePaper } from '../../src/reactions/saves.ts';
import { votePaper } from '../../src/reactions/votes.ts';

test('all that a space reacted is forgotten, and nothing of another', async () => {
  const store = await openStore('sqlite::memory:');
  const spaces = { 'fake:G1': 'fake:G1:C1', 'fake:G10': 'fake:G10:C1', 'fake:@me:C1': 'fake:@me:C1' };
  for (const [space, channel] of Object.entries(spaces)) {
    await savePaper(store, { space, person: 'p' }, 'a', channel, 1);
    await votePaper(store, { channel, person: 'p' }, 'a', 'up', 1);
  }
  await removeReactions(store, 'fake:G1');
  await removeReactions(store, 'fake:@me:C1');
  expect(await store.query(sql`SELECT space FROM saves`)).toEqual([{ space: 'fake:G10' }]);
  expect(await store.query(sql`SELECT channel FROM votes`)).toEqual([{ channel: 'fake:G10:C1' }]);
});
