import { sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** The bot is in a space. Resolves with whether it was not there before. */
export async function noteJoined(store: Store, space: string, nowMs: number): Promise<boolean> {
  return store.transaction(function* (): Statements<boolean> {
    const [row] = yield sql`SELECT left_ms FROM spaces WHERE id = ${space}`;
    if (row?.['left_ms'] === null) return false;
    yield sql`INSERT INTO spaces (id, joined_ms) VALUES (${space}, ${nowMs})
      ON CONFLICT (id) DO UPDATE SET joined_ms = ${nowMs}, left_ms = NULL`;
    return true;
  });
}

/** The bot is in a space no more: until it joins again, none of its channels is served. */
export async function noteLeft(store: Store, space: string, nowMs: number): Promise<void> {
  await store.query(sql`INSERT INTO spaces (id, joined_ms, left_ms) VALUES (${space}, ${nowMs}, ${nowMs})
    ON CONFLICT (id) DO UPDATE SET left_ms = COALESCE(spaces.left_ms, ${nowMs})`);
}

/** The spaces of a platform that the bot is in. */
export async function listSpaces(store: Store, platform: string): Promise<readonly string[]> {
  const rows = await store.query(sql`SELECT id FROM spaces
    WHERE left_ms IS NULL AND id >= ${`${platform}:`} AND id < ${`${platform};`} ORDER BY id`);
  return rows.map(({ id }) => String(id));
}

/** The spaces that the bot has left, by an instant where one is given. */
export async function listLeftSpaces(store: Store, beforeMs = Number.MAX_SAFE_INTEGER): Promise<readonly string[]> {
  const rows = await store.query(sql`SELECT id FROM spaces WHERE left_ms < ${beforeMs}`);
  return rows.map(({ id }) => String(id));
}

/** Whether a channel is one of a space: its id begins with that of its space, if it is not a space of its own. */
export function isOfSpace(channel: string, space: string): boolean {
  return channel === space || channel.startsWith(`${space}:`);
}
