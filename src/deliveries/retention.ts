import { list, sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** How many digests are forgotten at a time: a minute's share of more than a hundred thousand a day. */
const BATCH = 100;

/**
 * Deletes the oldest digests and their messages where they were composed before an instant and are not on their way. Which
 * papers a channel was given is kept for good: none comes twice.
 */
export async function forgetDeliveries(store: Store, beforeMs: number): Promise<void> {
  // In the order of their ids, so that the store need not be read through for each look.
  const oldest = await store.query(sql`SELECT id, at_ms, state FROM deliveries ORDER BY id LIMIT ${BATCH}`);
  const old = oldest.filter((row) => Number(row['at_ms']) < beforeMs && row['state'] !== 'open');
  const ids = list(old.map(({ id }) => id ?? null));
  if (old.length === 0) return;
  await store.transaction(function* () {
    yield sql`DELETE FROM delivery_parts WHERE delivery IN ${ids}`;
    yield sql`DELETE FROM deliveries WHERE id IN ${ids}`;
  });
}
