import { beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import {
  closeDelivery,
  findDelivered,
  findOpenDelivery,
  movePart,
  readCursor,
  storeDelivery,
} from '../../src/deliveries/outbox.ts';
import type { Digest } from '../../src/digests/digest.ts';
import { failingStore } from '../fakes/failing-store.ts';
import { fakeCards } from '../fakes/services.ts';
import { REFERENCE_MS } from '../fakes/stages.ts';
import { partsOf } from '../fakes/platform.ts';

const parts = ['first part', 'sec\u0000ond "part" \u{1F4DC}\n'];
const digest: Digest = {
  channel: 'fake:c',
  from: 0,
  to: 3,
  considered: 9,
  sections: [{ topic: 'Moths', cards: fakeCards(2), more: 1 }],
};

describe('the outbox', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStoreWithPapers();
  });

  /** Everything that storing a delivery writes. */
  async function written(): Promise<unknown> {
    return {
      cursor: await readCursor(store, 'fake:c'),
      open: await findOpenDelivery(store, 'fake:c'),
      delivered: await findDelivered(store, 'fake:c', ['title:1', 'title:2', 'title:3']),
    };
  }

  test('begins with a channel that was never served', async () => {
    expect(await written()).toEqual({ cursor: 0, open: undefined, delivered: new Set() });
  });

  test('keeps a digest with its parts as they are, moves the cursor and notes the papers', async () => {
    expect(await storeDelivery(store, digest, partsOf(...parts), REFERENCE_MS)).toBe(true);
    expect(await written()).toEqual({
      cursor: 3,
      delivered: new Set(['title:1', 'title:2']),
      open: {
        id: 1,
        channel: 'fake:c',
        mark: 'loyw3v28.1',
        composedMs: REFERENCE_MS,
        digest,
        parts: [
          { position: 0, body: parts[0], marker: 'loyw3v28.1.0', state: 'pending', papers: [], isPlain: false },
          { position: 1, body: parts[1], marker: 'loyw3v28.1.1', state: 'pending', papers: [], isPlain: false },
        ],
      },
    });
  });

  test('does nothing by halves: whichever statement fails, neither digest nor cursor nor papers are there', async () => {
    const before = await written();
    let n = 1;
    for (; ; n += 1) {
      const stored = storeDelivery(failingStore(store, n), digest, partsOf(...parts), REFERENCE_MS).catch(
        () => 'failed',
      );
      if ((await stored) === true) break;
      expect(await written()).toEqual(before);
    }
    // Three reads, the cursor, the delivery, two parts and two papers.
    expect(n).toBe(10);
  });

  test('a digest without parts moves the cursor and leaves nothing to post', async () => {
    expect(await storeDelivery(store, { ...digest, sections: [] }, [], REFERENCE_MS)).toBe(true);
    expect(await written()).toEqual({ cursor: 3, open: undefined, delivered: new Set() });
  });

  test('refuses a digest that does not begin at the cursor', async () => {
    await storeDelivery(store, { ...digest, sections: [] }, [], REFERENCE_MS);
    expect(await storeDelivery(store, { ...digest, from: 2, to: 5 }, partsOf(...parts), REFERENCE_MS)).toBe(false);
    expect(await written()).toEqual({ cursor: 3, open: undefined, delivered: new Set() });
  });

  test('refuses a digest with a paper that the channel has been given', async () => {
    await store.query(sql`INSERT INTO ledger (channel, paper, delivery) VALUES ('fake:c', 'title:2', 7)`);
    expect(await storeDelivery(store, digest, partsOf(...parts), REFERENCE_MS)).toBe(false);
    expect(await written()).toEqual({ cursor: 0, open: undefined, delivered: new Set(['title:2']) });
  });

  test('refuses a digest with a paper that has proved to be the same as another', async () => {
    await store.query(sql`DELETE FROM intake_papers WHERE paper = 'title:2'`);
    expect(await storeDelivery(store, digest, partsOf(...parts), REFERENCE_MS)).toBe(false);
    expect(await written()).toEqual({ cursor: 0, open: undefined, delivered: new Set() });
  });

  test('knows what was delivered by channel, in any number of papers', async () => {
    await storeDelivery(store, digest, partsOf(...parts), REFERENCE_MS);
    const many = Array.from({ length: 2_500 }, (_, i) => `title:${i}`);
    expect(await findDelivered(store, 'fake:c', many.toReversed())).toEqual(new Set(['title:1', 'title:2']));
    expect(await findDelivered(store, 'fake:d', many)).toEqual(new Set());
  });

  test('moves a part only from the state it is in, and keeps its message id', async () => {
    await storeDelivery(store, digest, partsOf(...parts), REFERENCE_MS);
    const part = { delivery: 1, position: 0 };
    expect(await movePart(store, part, 'sending', 'sent', 'm9')).toBe(false);
    expect(await movePart(store, part, 'pending', 'sending')).toBe(true);
    expect(await movePart(store, part, 'pending', 'sending')).toBe(false);
    expect(await movePart(store, part, 'sending', 'sent', 'm9')).toBe(true);
    expect(await store.query(sql`SELECT state, message_id FROM delivery_parts ORDER BY position`)).toEqual([
      { state: 'sent', message_id: 'm9' },
      { state: 'pending', message_id: null },
    ]);
  });

  test('ends a delivery only when each part is sent or failed', async () => {
    await storeDelivery(store, digest, partsOf(...parts), REFERENCE_MS);
    await movePart(store, { delivery: 1, position: 0 }, 'pending', 'sent');
    await closeDelivery(store, 1);
    expect(await findOpenDelivery(store, 'fake:c')).toBeDefined();
    await movePart(store, { delivery: 1, position: 1 }, 'pending', 'sending');
    await closeDelivery(store, 1);
    expect(await findOpenDelivery(store, 'fake:c')).toBeDefined();
    await movePart(store, { delivery: 1, position: 1 }, 'sending', 'failed');
    await closeDelivery(store, 1);
    expect(await findOpenDelivery(store, 'fake:c')).toBeUndefined();
  });

  test('marks the parts of a store begun anew unlike those of the one before, in 25 characters at most', async () => {
    const markers = async (from: Store): Promise<readonly string[]> =>
      (await findOpenDelivery(from, 'fake:c'))?.parts.map(({ marker }) => marker) ?? [];
    const anew = await openStoreWithPapers();
    await storeDelivery(store, digest, partsOf(...parts), REFERENCE_MS);
    await storeDelivery(anew, digest, partsOf(...parts), REFERENCE_MS + 1);
    await store.query(sql`PRAGMA foreign_keys = OFF`);
    await store.query(sql`UPDATE deliveries SET id = 4294967296`);
    await store.query(sql`UPDATE delivery_parts SET delivery = 4294967296`);
    const both = [...(await markers(store)), ...(await markers(anew))];
    expect(new Set(both).size).toBe(4);
    expect(both.every(({ length }) => length <= 25)).toBe(true);
  });
});

/** A store whose log holds the papers of the digest. */
async function openStoreWithPapers(): Promise<Store> {
  const store = await openStore('sqlite::memory:');
  await store.query(sql`INSERT INTO intakes (run, feed, at_ms) VALUES ('r', 'fake', 0)`);
  await store.query(
    sql`INSERT INTO intake_papers (paper, intake, position) VALUES ('title:1', 1, 0), ('title:2', 1, 1)`,
  );
  return store;
}
