import type { ChannelSchedule } from '../command/services.ts';
import { weekdays } from '../core/config-schema.ts';
import { sql, type Row } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** A channel as the store knows it. */
export interface StoredChannel {
  readonly id: string;
  /** Absent where nobody has set it up in chat. */
  readonly space?: string;
  /** What was settled in chat; the rest is as everywhere. */
  readonly schedule: Partial<ChannelSchedule>;
  /** When it was last looked at whether a digest is due, in milliseconds since 1970; 0 for never. */
  readonly lastDueMs: number;
}

/** The channels that the store knows, whether in the configuration file or not. */
export async function listStoredChannels(store: Store): Promise<readonly StoredChannel[]> {
  return (await store.query(sql`SELECT * FROM channels ORDER BY id`)).map(toChannel);
}

/** One of them. */
export async function findStoredChannel(store: Store, channel: string): Promise<StoredChannel | undefined> {
  return (await store.query(sql`SELECT * FROM channels WHERE id = ${channel}`)).map(toChannel)[0];
}

/** Sets a channel of a space up in chat, where it is not yet: it begins with the next intake, and at its first due time after now. */
export async function setUpChannel(store: Store, channel: string, space: string, nowMs: number): Promise<void> {
  await store.query(sql`INSERT INTO channels (id, cursor, last_due_ms, space)
    VALUES (${channel}, (SELECT COALESCE(MAX(number), 0) FROM intakes), ${nowMs}, ${space})
    ON CONFLICT (id) DO UPDATE SET space = ${space},
      last_due_ms = COALESCE(channels.last_due_ms, ${nowMs})`);
}

/** Keeps changes to the schedule of a channel that is set up. Times before now are not made up for by the new schedule. */
export async function storeSchedule(
  store: Store,
  channel: string,
  { at, weekdays: days, timezone, cap, isPaused }: Partial<ChannelSchedule>,
  nowMs: number,
): Promise<void> {
  const paused = isPaused === undefined ? null : Number(isPaused);
  await store.query(sql`UPDATE channels SET at = COALESCE(${at ?? null}, at),
    weekdays = COALESCE(${days?.join(',') ?? null}, weekdays), timezone = COALESCE(${timezone ?? null}, timezone),
    cap = COALESCE(${cap ?? null}, cap), paused = COALESCE(${paused}, paused), last_due_ms = ${nowMs}
    WHERE id = ${channel}`);
}

/** A channel of the configuration file that is seen for the first time waits for its first due time after now. */
export async function noteConfigured(store: Store, channel: string, nowMs: number): Promise<void> {
  await store.query(sql`INSERT INTO channels (id, cursor, last_due_ms) VALUES (${channel}, 0, ${nowMs})
    ON CONFLICT (id) DO UPDATE SET last_due_ms = COALESCE(channels.last_due_ms, ${nowMs})`);
}

/** A channel has been served as of a due time; its schedule may have been changed since. */
export async function noteServed(store: Store, channel: string, dueMs: number): Promise<void> {
  await store.query(
    sql`UPDATE channels SET last_due_ms = MAX(COALESCE(last_due_ms, 0), ${dueMs}) WHERE id = ${channel}`,
  );
}

function toChannel({ id, space, at, weekdays: days, timezone, cap, paused, last_due_ms }: Row): StoredChannel {
  const chosen = typeof days === 'string' ? days.split(',') : undefined;
  return {
    id: String(id),
    ...(typeof space === 'string' && { space }),
    schedule: {
      ...(typeof at === 'string' && { at }),
      ...(chosen && { weekdays: weekdays.filter((day) => chosen.includes(day)) }),
      ...(typeof timezone === 'string' && { timezone }),
      ...(cap !== null && { cap: Number(cap) }),
      isPaused: paused === 1,
    },
    lastDueMs: Number(last_due_ms ?? 0),
  };
}
