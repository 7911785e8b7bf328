import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import { carryDiscussions } from '../../src/discussions/carry-over.ts';
import { openTalk } from '../fakes/talk.ts';

test('a store that was restored knows the threads that were opened since, and is in doubt of what was to be said', async () => {
  const talk = await openTalk();
  await talk.open('bats');
  await talk.open('moths');
  const [bats] = await talk.rows('discussions');
  const restored = await openStore('sqlite::memory:');
  onTestFinished(() => restored.close());
  // Bats were about to be opened when the backup was taken.
  await restored.query(sql`INSERT INTO discussions (space, channel, paper, title, state, opened_ms, last_ms)
    VALUES ('fake:A', 'fake:A:c', ${bats?.['paper'] ?? null}, 'Bats', 'opening', 1, 1)`);
  await restored.query(
    sql`INSERT INTO thread_posts (marker, discussion, position, body, since_ms) VALUES ('m', 1, 0, '', 1)`,
  );
  await carryDiscussions(restored, talk.store);
  await carryDiscussions(restored, talk.store);
  expect(await restored.query(sql`SELECT title, thread, state FROM discussions ORDER BY title`)).toEqual([
    { title: 'Bats', thread: 'fake:A:c.t1', state: 'open' },
    { title: 'Moths', thread: 'fake:A:c.t2', state: 'open' },
  ]);
  expect(await restored.query(sql`SELECT state FROM thread_posts`)).toEqual([{ state: 'sending' }]);
});

test('a recap that was posted since the backup is not posted again', async () => {
  const talk = await openTalk();
  const thread = await talk.open('bats');
  await talk.open('moths');
  for (const text of ['one', 'two', 'three']) await talk.discussions.hearing.hear(talk.say(thread, text));
  const restored = await openStore('sqlite::memory:');
  onTestFinished(() => restored.close());
  await carryDiscussions(restored, talk.store);
  await talk.store.query(sql`UPDATE discussions SET recap_replies = replies WHERE thread = ${thread}`);
  await carryDiscussions(restored, talk.store);
  const rows = (store: typeof restored) =>
    store.query(sql`SELECT title, state, last_ms, replies, recap_replies FROM discussions ORDER BY title`);
  expect(await rows(restored)).toEqual(await rows(talk.store));
});
