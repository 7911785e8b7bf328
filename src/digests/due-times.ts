import type { ChannelSchedule } from '../command/services.ts';
import { sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { lastDueBefore, nextDueAfter } from './due.ts';
import { toChannel, type StoredChannel } from './stored-channel.ts';

/** The whole schedule of a channel; nothing for one that gets no digests. */
export type Completion = (channel: StoredChannel) => ChannelSchedule | undefined;

/** A due time of a channel that has come, and is dealt with once. */
export interface Slot {
  readonly channel: string;
  /** The next due time as it is stored, in milliseconds since 1970: whoever replaces it has the slot. */
  readonly dueMs: number;
  /** Up to when times are dealt with by it; those that were missed before come to one. */
  readonly nowMs: number;
  /** When the channel is due after that. */
  readonly nextMs: number;
  /** It is so late that a channel may rather wait for its next time. */
  readonly isMissed: boolean;
}

/** A bot that is started anew, or has a long queue, has not missed a time. */
const PATIENCE_MS = 3600 * 1000;

/** Where a clock has gone back by more than this, it was wrong before, and times count from now again. */
const CLOCK_SLACK_MS = 24 * 3600 * 1000;

/**
 * Brings the next due times of all channels in line with their schedules, which may have changed while nothing ran: those of
 * the configuration file, the time zone of the rest, the rules of a zone. A time that has been missed stays due. A configured
 * channel that is seen for the first time waits for its first time after now; one that is served no more forgets its times.
 */
export async function settleChannels(
  store: Store,
  configured: Iterable<string>,
  nowMs: number,
  complete: Completion,
): Promise<void> {
  await store.transaction(function* (): Statements<void> {
    for (const id of configured)
      yield sql`INSERT INTO channels (id, cursor, last_due_ms) VALUES (${id}, 0, ${nowMs})
        ON CONFLICT (id) DO UPDATE SET last_due_ms = COALESCE(channels.last_due_ms, ${nowMs})`;
    const rows = yield sql`SELECT * FROM channels`;
    for (const row of rows) yield* settleChannel(toChannel(row), nowMs, complete);
  });
}

/** Does so for one channel, as the part of a transaction. */
export function* settleChannel(channel: StoredChannel, nowMs: number, complete: Completion): Statements<void> {
  const schedule = complete(channel);
  const next = schedule === undefined || schedule.isPaused ? null : nextOf(channel, schedule, nowMs);
  if (next !== (channel.nextDueMs ?? null))
    yield sql`UPDATE channels SET next_due_ms = ${next} WHERE id = ${channel.id}`;
  // Were it served again some day, it would have missed nothing.
  if (schedule === undefined && channel.lastDueMs !== undefined)
    yield sql`UPDATE channels SET last_due_ms = NULL WHERE id = ${channel.id}`;
}

/** The slot of a channel whose time has come; nothing where it has not. */
export function findSlot(
  { id, nextDueMs, schedule }: { readonly id: string; readonly nextDueMs?: number; readonly schedule: ChannelSchedule },
  nowMs: number,
): Slot | undefined {
  if (nextDueMs === undefined || nextDueMs > nowMs) return undefined;
  const now = new Date(nowMs);
  const latestMs = Math.max(nextDueMs, lastDueBefore(now, schedule).getTime());
  return {
    channel: id,
    dueMs: nextDueMs,
    nowMs,
    nextMs: nextDueAfter(now, schedule).getTime(),
    isMissed: nowMs - latestMs > PATIENCE_MS,
  };
}

/**
 * Takes a slot for good, as the part of a transaction that does with it what is to be done; resolves with false where another
 * has it, or the schedule has been changed since.
 */
export function* takeSlot({ channel, dueMs, nowMs, nextMs }: Slot): Statements<boolean> {
  const taken = yield sql`UPDATE channels SET next_due_ms = ${nextMs}, last_due_ms = ${nowMs}
    WHERE id = ${channel} AND next_due_ms = ${dueMs} RETURNING id`;
  return taken.length > 0;
}

/** Whether nobody has taken a slot yet. */
export async function isFree(store: Store, { channel, dueMs }: Slot): Promise<boolean> {
  const rows = await store.query(sql`SELECT id FROM channels WHERE id = ${channel} AND next_due_ms = ${dueMs}`);
  return rows.length > 0;
}

function nextOf({ nextDueMs, lastDueMs }: StoredChannel, schedule: ChannelSchedule, nowMs: number): number {
  if (nextDueMs !== undefined && nextDueMs <= nowMs) return nextDueMs;
  // Without a next time, nothing is known of what came after the last.
  const from = nextDueMs === undefined ? (lastDueMs ?? nowMs) : Math.max(lastDueMs ?? nowMs, nowMs);
  return nextDueAfter(new Date(from > nowMs + CLOCK_SLACK_MS ? nowMs : from), schedule).getTime();
}
