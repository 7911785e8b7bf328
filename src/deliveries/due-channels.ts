import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { LONGEST_WAIT_MS } from './channel-troubles.ts';
import { isOfSpace, listLeftSpaces } from '../digests/spaces.ts';

/**
 * The channels of a platform that have something to get: their due time has come, or a delivery of theirs is open. Those that
 * are paused, those of spaces that the bot has left, and those in trouble that are not to be tried again yet are not among
 * them. The longest due come first, and those that were in trouble last.
 */
export async function listDueChannels(store: Store, platform: string, nowMs: number): Promise<readonly string[]> {
  // A condition on the platform would make SQLite go through all its channels instead of the few that are due.
  const rows = await store.query(sql`SELECT due.id FROM (
      SELECT id, next_due_ms FROM channels WHERE next_due_ms <= ${nowMs}
      UNION ALL SELECT c.id, c.next_due_ms FROM deliveries d JOIN channels c ON c.id = d.channel
        WHERE d.state = 'open' AND c.next_due_ms > ${nowMs}
    ) due LEFT JOIN channel_troubles t ON t.channel = due.id
    WHERE COALESCE(t.retry_ms <= ${nowMs} OR t.retry_ms > ${nowMs + LONGEST_WAIT_MS}, TRUE)
    ORDER BY COALESCE(t.tries, 0), due.next_due_ms, due.id`);
  const due = rows.map(({ id }) => String(id)).filter((id) => id.startsWith(`${platform}:`));
  const left = due.length === 0 ? [] : await listLeftSpaces(store);
  return due.filter((id) => !left.some((space) => isOfSpace(id, space)));
}
