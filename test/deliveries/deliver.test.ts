import { beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { withChannel } from '../../src/deliveries/channel-claim.ts';
import { finishDelivery, type DeliveryReport } from '../../src/deliveries/deliver.ts';
import { storeDelivery } from '../../src/deliveries/outbox.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { Platform } from '../../src/platform.ts';
import { fakePlatform, partsOf } from '../fakes/platform.ts';
import { REFERENCE_MS } from '../fakes/stages.ts';

const channel = 'fake:c';
const digest: Digest = { channel, from: 0, to: 1, considered: 3, sections: [] };

describe('a delivery with three parts', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore('sqlite::memory:');
    await storeDelivery(store, digest, partsOf('a', 'b', 'c'), REFERENCE_MS);
  });

  async function finish(platform: Platform, onDoubt: 'skip' | 'resend' = 'skip'): Promise<DeliveryReport | undefined> {
    const now = (): number => REFERENCE_MS;
    return withChannel(store, channel, now, (claim) => finishDelivery(store, { channel, platform, onDoubt, claim }));
  }

  async function states(): Promise<readonly unknown[]> {
    const rows = await store.query(sql`SELECT state FROM delivery_parts ORDER BY position`);
    return rows.map((row) => row['state']);
  }

  async function leave(position: number, state: string): Promise<void> {
    await store.query(sql`UPDATE delivery_parts SET state = ${state} WHERE position = ${position}`);
  }

  test('is posted in order, each part once, and is over then', async () => {
    const platform = fakePlatform();
    expect(await finish(platform)).toEqual({ digest, doubtful: 0, refused: 0 });
    expect(platform.posts).toEqual(['a', 'b', 'c'].map((part, i) => ({ channel, part, marker: `loyw3v28.1.${i}` })));
    expect(await store.query(sql`SELECT state, message_id FROM delivery_parts ORDER BY position`)).toEqual(
      ['m1', 'm2', 'm3'].map((message_id) => ({ state: 'sent', message_id })),
    );
    expect(await finish(platform)).toBeUndefined();
    expect(platform.posts).toHaveLength(3);
  });

  test('that was left with a part being sent goes on there, if the platform has it', async () => {
    const platform = fakePlatform();
    await leave(0, 'sent');
    await leave(1, 'sending');
    await platform.post(channel, 'b', 'loyw3v28.1.1');
    expect(await finish(platform)).toEqual({ digest, doubtful: 0, refused: 0 });
    expect(platform.posts.map(({ part }) => part)).toEqual(['b', 'c']);
    expect(await states()).toEqual(['sent', 'sent', 'sent']);
  });

  test('that was left with a part being sent sends it again, if the platform has it not', async () => {
    const platform = fakePlatform();
    await leave(0, 'sending');
    expect(await finish(platform)).toEqual({ digest, doubtful: 0, refused: 0 });
    expect(platform.posts.map(({ part }) => part)).toEqual(['a', 'b', 'c']);
  });

  test('skips a part in doubt where the platform cannot say, and reports it', async () => {
    const platform = fakePlatform({ find: async () => 'unknown' });
    await leave(0, 'sending');
    expect(await finish(platform, 'skip')).toEqual({ digest, doubtful: 1, refused: 0 });
    expect(platform.posts.map(({ part }) => part)).toEqual(['b', 'c']);
    expect(await states()).toEqual(['failed', 'sent', 'sent']);
  });

  test('sends a part in doubt again where the platform cannot say and the channel wants it so', async () => {
    const platform = fakePlatform({ find: async () => 'unknown' });
    await leave(0, 'sending');
    expect(await finish(platform, 'resend')).toEqual({ digest, doubtful: 0, refused: 0 });
    expect(platform.posts.map(({ part }) => part)).toEqual(['a', 'b', 'c']);
  });

  test('reports a part that was given up before a crash', async () => {
    await leave(0, 'failed');
    expect(await finish(fakePlatform())).toEqual({ digest, doubtful: 1, refused: 0 });
  });

  test('asks the platform only about parts in doubt', async () => {
    const asked: string[] = [];
    const find: Platform['find'] = async (_channel, marker) => {
      asked.push(marker);
      return 'no';
    };
    await leave(0, 'sending');
    await finish(fakePlatform({ find }));
    expect(asked).toEqual(['loyw3v28.1.0']);
  });

  test('whose post fails stays open at that part, posts none after it, and goes on in the next run', async () => {
    const platform = fakePlatform();
    const broken = fakePlatform({
      post: async (to, part, marker) => {
        if (part === 'b') throw new TypeError('the network is gone');
        return platform.post(to, part, marker);
      },
    });
    await expect(finish(broken)).rejects.toThrow('the network is gone');
    expect(platform.posts.map(({ part }) => part)).toEqual(['a']);
    expect(await states()).toEqual(['sent', 'sending', 'pending']);
    expect(await finish(platform)).toEqual({ digest, doubtful: 0, refused: 0 });
    expect(platform.posts.map(({ part }) => part)).toEqual(['a', 'b', 'c']);
  });

  test('posts nothing after a part of which the platform cannot be asked', async () => {
    const platform = fakePlatform({ find: () => Promise.reject(new TypeError('the network is gone')) });
    await leave(0, 'sending');
    await expect(finish(platform)).rejects.toThrow('the network is gone');
    expect(platform.posts).toEqual([]);
    expect(await states()).toEqual(['sending', 'pending', 'pending']);
  });

  test('is left alone by anyone else while it is being posted', async () => {
    const platform = fakePlatform();
    const second: unknown[] = [];
    const slow = fakePlatform({
      post: async (to, part, marker) => {
        second.push(await finish(platform).catch((error: unknown) => error));
        return platform.post(to, part, marker);
      },
    });
    await finish(slow);
    expect(second).toEqual(Array(3).fill(expect.objectContaining({ code: 'channel-busy' })));
    expect(platform.posts.map(({ part }) => part)).toEqual(['a', 'b', 'c']);
  });

  test('is left by whoever has lost the right to it', async () => {
    const platform = fakePlatform();
    let nowMs = REFERENCE_MS;
    const stolen = fakePlatform({
      post: async (to, part, marker) => {
        nowMs += 60_000;
        await store.query(sql`UPDATE claims SET holder = 'someone else'`);
        return platform.post(to, part, marker);
      },
    });
    const finished = withChannel(
      store,
      channel,
      () => nowMs,
      (claim) => finishDelivery(store, { channel, platform: stolen, onDoubt: 'skip', claim }),
    );
    await expect(finished).rejects.toMatchObject({ code: 'channel-busy' });
    expect(platform.posts.map(({ part }) => part)).toEqual(['a']);
  });
});
