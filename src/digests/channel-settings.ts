import type { ChannelSchedule } from '../command/services.ts';
import { sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { settleChannel, type Completion } from './due-times.ts';
import { selectChannel, toChannel } from './stored-channel.ts';

/** Sets a channel of a space up in chat, where it is not yet: it begins with the next intake, and at its first due time after now. */
export async function setUpChannel(
  store: Store,
  { channel, space }: { readonly channel: string; readonly space: string },
  nowMs: number,
  complete: Completion,
): Promise<void> {
  await store.transaction(function* (): Statements<void> {
    yield sql`INSERT INTO channels (id, cursor, last_due_ms, space)
      VALUES (${channel}, (SELECT COALESCE(MAX(number), 0) FROM intakes), ${nowMs}, ${space})
      ON CONFLICT (id) DO UPDATE SET space = ${space},
        last_due_ms = COALESCE(channels.last_due_ms, ${nowMs})`;
    yield* settle(channel, nowMs, complete);
  });
}

/** Keeps changes to the schedule of a channel that is set up. Times before now are not made up for by the new schedule. */
export async function storeSchedule(
  store: Store,
  channel: string,
  { at, weekdays, timezone, cap, catchUp, emptyDays, isPaused }: Partial<ChannelSchedule>,
  nowMs: number,
  complete: Completion,
): Promise<void> {
  const paused = isPaused === undefined ? null : Number(isPaused);
  await store.transaction(function* (): Statements<void> {
    yield sql`UPDATE channels SET at = COALESCE(${at ?? null}, at),
      weekdays = COALESCE(${weekdays?.join(',') ?? null}, weekdays), timezone = COALESCE(${timezone ?? null}, timezone),
      cap = COALESCE(${cap ?? null}, cap), catch_up = COALESCE(${catchUp ?? null}, catch_up),
      empty_days = COALESCE(${emptyDays ?? null}, empty_days), paused = COALESCE(${paused}, paused),
      last_due_ms = ${nowMs}, next_due_ms = NULL WHERE id = ${channel}`;
    yield* settle(channel, nowMs, complete);
  });
}

function* settle(channel: string, nowMs: number, complete: Completion): Statements<void> {
  const [row] = yield selectChannel(channel);
  if (row !== undefined) yield* settleChannel(toChannel(row), nowMs, complete);
}
