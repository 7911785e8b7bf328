import type { ChannelSchedule } from '../command/services.ts';
import { catchUps, emptyDays, weekdays } from '../core/config-schema.ts';
import { sql, type Row, type Statement } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** A channel as the store knows it. */
export interface StoredChannel {
  readonly id: string;
  /** Absent where nobody has set it up in chat. */
  readonly space?: string;
  /** What was settled in chat; the rest is as everywhere. */
  readonly schedule: Partial<ChannelSchedule>;
  /** The first of its due times that has not been dealt with, in milliseconds since 1970; none while it gets no digests. */
  readonly nextDueMs?: number;
  /** Up to when its due times have been dealt with. */
  readonly lastDueMs?: number;
}

/** The channels that the store knows, whether in the configuration file or not. */
export async function listStoredChannels(store: Store): Promise<readonly StoredChannel[]> {
  return (await store.query(sql`SELECT * FROM channels ORDER BY id`)).map(toChannel);
}

/** One of them. */
export async function findStoredChannel(store: Store, channel: string): Promise<StoredChannel | undefined> {
  return (await store.query(selectChannel(channel))).map(toChannel)[0];
}

/** Reads one of them, as the part of a transaction. */
export function selectChannel(channel: string): Statement {
  return sql`SELECT * FROM channels WHERE id = ${channel}`;
}

/** What a row of the table says. */
export function toChannel({ id, space, last_due_ms: last, next_due_ms: next, ...chosen }: Row): StoredChannel {
  return {
    id: String(id),
    ...(typeof space === 'string' && { space }),
    schedule: toSchedule(chosen),
    ...(typeof next === 'number' && { nextDueMs: next }),
    ...(typeof last === 'number' && { lastDueMs: last }),
  };
}

function toSchedule({
  at,
  weekdays: days,
  timezone,
  cap,
  catch_up,
  empty_days,
  paused,
}: Row): Partial<ChannelSchedule> {
  const chosen = typeof days === 'string' ? days.split(',') : undefined;
  const catchUp = catchUps.find((choice) => choice === catch_up);
  const empty = emptyDays.find((choice) => choice === empty_days);
  return {
    ...(typeof at === 'string' && { at }),
    ...(chosen && { weekdays: weekdays.filter((day) => chosen.includes(day)) }),
    ...(typeof timezone === 'string' && { timezone }),
    ...(typeof cap === 'number' && { cap }),
    ...(catchUp && { catchUp }),
    ...(empty && { emptyDays: empty }),
    isPaused: paused === 1,
  };
}
