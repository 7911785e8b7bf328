import { expect, test } from 'vitest';
import { sql } from '../../src/core/store/sql.ts';
import { forgetDeliveries } from '../../src/deliveries/retention.ts';
import { collect, deliver } from '../../src/pipeline.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakePlatform } from '../fakes/platform.ts';
import { openStages, REFERENCE_MS, subscriptionOf } from '../fakes/stages.ts';

test('forgets digests that are older than wanted, neither those on their way nor what a channel was given', async () => {
  let nowMs = REFERENCE_MS;
  const stages = await openStages({ now: () => nowMs });
  const { store } = stages;
  const kept = async (): Promise<unknown> => ({
    digests: (await store.query(sql`SELECT id FROM deliveries ORDER BY id`)).map(({ id }) => id),
    parts: (await store.query(sql`SELECT delivery FROM delivery_parts ORDER BY delivery`)).map(
      ({ delivery }) => delivery,
    ),
  });
  await collect(stages, dumpOfPapers('A'));
  await deliver(stages, subscriptionOf(), fakePlatform());
  const dead = fakePlatform({ post: async () => Promise.reject(new Error('gone')) });
  await expect(deliver(stages, subscriptionOf({ channel: 'fake:d' }), dead)).rejects.toThrow('gone');
  nowMs += 1000;
  await collect(stages, dumpOfPapers('B'));
  await deliver(stages, subscriptionOf(), fakePlatform());
  await forgetDeliveries(store, REFERENCE_MS);
  expect(await kept()).toEqual({ digests: [1, 2, 3], parts: [1, 2, 3] });
  await forgetDeliveries(store, REFERENCE_MS + 1);
  expect(await kept()).toEqual({ digests: [2, 3], parts: [2, 3] });
  await store.query(sql`UPDATE channels SET cursor = 0`);
  const again = fakePlatform();
  await deliver(stages, subscriptionOf(), again);
  expect(again.posts).toEqual([]);
});
