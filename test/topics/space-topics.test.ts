import { beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import {
  addSpaceTopic,
  editSpaceTopic,
  listSpaceTopics,
  MAX_SPACE_TOPICS,
  removeSpaceTopic,
} from '../../src/topics/space-topics.ts';
import { defineTopic } from '../../src/topics/topic.ts';

describe('the topics of a space', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore('sqlite::memory:');
    await addSpaceTopic(store, 'fake:A', defineTopic('Moths', 'moth'));
    await addSpaceTopic(store, 'fake:B', defineTopic('moths', 'moth*'));
  });

  async function queriesOf(space: string): Promise<Record<string, string>> {
    return Object.fromEntries((await listSpaceTopics(store, space)).map(({ name, text }) => [name, text]));
  }

  test('are its own, whatever those of another are called', async () => {
    expect([await queriesOf('fake:A'), await queriesOf('fake:B')]).toEqual([{ Moths: 'moth' }, { moths: 'moth*' }]);
    expect(await queriesOf('fake:C')).toEqual({});
  });

  test('bear a name once, letter case and spaces aside', async () => {
    await expect(addSpaceTopic(store, 'fake:A', defineTopic(' MOTHS ', 'x'))).rejects.toThrow(
      'There is a topic "Moths" already, with the query moth: edit it, or choose another name.',
    );
  });

  test('are edited under their own spelling, and only in their space', async () => {
    expect(await editSpaceTopic(store, 'fake:A', defineTopic('mOTHS', 'light'))).toMatchObject({
      name: 'Moths',
      text: 'light',
    });
    expect(await queriesOf('fake:B')).toEqual({ moths: 'moth*' });
    expect(await editSpaceTopic(store, 'fake:C', defineTopic('moths', 'light'))).toBeUndefined();
  });

  test('leave with the subscriptions to them in that space', async () => {
    await store.query(sql`INSERT INTO channels (id, cursor, space)
      VALUES ('fake:A:1', 0, 'fake:A'), ('fake:B:1', 0, 'fake:B')`);
    await store.query(sql`INSERT INTO subscriptions (channel, topic, since_intake)
      VALUES ('fake:A:1', 'moths', 0), ('fake:A:1', 'bats', 0), ('fake:B:1', 'moths', 0)`);
    expect(await removeSpaceTopic(store, 'fake:A', 'moths')).toMatchObject({ name: 'Moths', text: 'moth' });
    expect(await removeSpaceTopic(store, 'fake:A', 'moths')).toBeUndefined();
    expect(await queriesOf('fake:B')).toEqual({ moths: 'moth*' });
    expect(await store.query(sql`SELECT channel, topic FROM subscriptions ORDER BY channel, topic`)).toEqual([
      { channel: 'fake:A:1', topic: 'bats' },
      { channel: 'fake:B:1', topic: 'moths' },
    ]);
  });

  test(`are ${MAX_SPACE_TOPICS} at most`, async () => {
    for (let i = 1; i < MAX_SPACE_TOPICS; i += 1) await addSpaceTopic(store, 'fake:A', defineTopic(`T${i}`, 'x'));
    await expect(addSpaceTopic(store, 'fake:A', defineTopic('One more', 'x'))).rejects.toThrow(
      'There are 200 topics here, and no more fit: remove one first.',
    );
    await addSpaceTopic(store, 'fake:B', defineTopic('One more', 'x'));
  });
});
