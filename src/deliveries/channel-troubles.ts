import type { Obstacle } from '../core/errors.ts';
import { list, sql, type Row, type Statement, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { isOfSpace } from '../digests/spaces.ts';

/** What keeps a channel's digests from it: what the platform says, or a fault of our own. */
export type Hindrance = Exclude<Obstacle, 'content' | 'platform'> | 'fault';

/** What a channel's digests have met with since the last that went through. */
export interface ChannelTrouble {
  readonly hindrance: Hindrance;
  /** For people: what is wrong, and how to mend it. */
  readonly reason: string;
  /** Since when no digest goes through, whatever was met with first, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** How often it was met with in a row. */
  readonly tries: number;
  /** When the channel is tried again. */
  readonly retryMs: number;
  /** Whether someone who may mend it was told. */
  readonly isTold: boolean;
}

/** How long a channel waits after so many failures, in milliseconds. */
export type RetryWait = (hindrance: Hindrance, tries: number) => number;

/** From the first wait to the longest, each twice the one before. */
const WAITS_MS: Readonly<Record<Hindrance, readonly [first: number, longest: number]>> = {
  passing: [5000, 15 * 60_000],
  fault: [5000, 15 * 60_000],
  channel: [5 * 60_000, 45 * 60_000],
};

/** The share of a wait by which it is shorter or longer, so that not all come back at once. */
const JITTER = 0.25;

/** No wait is longer: a clock that has gone back does not keep a channel waiting. */
export const LONGEST_WAIT_MS = 45 * 60_000 * (1 + JITTER);

/** What may pass and has lasted so long is told of, too; a channel that nobody has tried for so long begins anew. */
const DAY_MS = 86_400_000;

/** Twice as long each time, some at random. */
export function waitLonger(hindrance: Hindrance, tries: number): number {
  const [firstMs, longestMs] = WAITS_MS[hindrance];
  return Math.min(longestMs, firstMs * 2 ** (tries - 1)) * (1 - JITTER + 2 * JITTER * Math.random());
}

/** Keeps what a channel has met with, until when it waits, and how often in a row. Another hindrance counts anew. */
export async function noteTrouble(
  store: Store,
  channel: string,
  met: { readonly hindrance: Hindrance; readonly reason: string },
  nowMs: number,
  wait: RetryWait,
): Promise<ChannelTrouble> {
  return store.transaction(function* (): Statements<ChannelTrouble> {
    const [row] = yield selectTrouble(channel);
    const known = row && toTrouble(row);
    const tries = known?.hindrance === met.hindrance ? known.tries + 1 : 1;
    const sinceMs = known !== undefined && nowMs - known.retryMs < DAY_MS ? known.sinceMs : nowMs;
    // Whatever comes between, nobody is told again until a digest has gone through.
    const isTold = known?.isTold ?? false;
    const trouble = { ...met, sinceMs, tries, retryMs: nowMs + wait(met.hindrance, tries), isTold };
    yield sql`INSERT INTO channel_troubles (channel, obstacle, reason, since_ms, tries, retry_ms, is_told)
      VALUES (${channel}, ${met.hindrance}, ${met.reason}, ${sinceMs}, ${tries}, ${trouble.retryMs}, ${Number(isTold)})
      ON CONFLICT (channel) DO UPDATE SET obstacle = excluded.obstacle, reason = excluded.reason,
        since_ms = excluded.since_ms, tries = excluded.tries, retry_ms = excluded.retry_ms, is_told = excluded.is_told`;
    return trouble;
  });
}

/** What a channel's digests have met with; nothing where the last went through. */
export async function findTrouble(store: Store, channel: string): Promise<ChannelTrouble | undefined> {
  return (await store.query(selectTrouble(channel))).map(toTrouble)[0];
}

/** Whether someone who may mend it is to be told. */
export function isToBeTold({ hindrance, sinceMs, isTold }: ChannelTrouble, nowMs: number): boolean {
  return !isTold && (hindrance === 'channel' || nowMs - sinceMs >= DAY_MS);
}

/** Someone was told of these channels, or nobody can be. */
export async function markTold(store: Store, channels: readonly string[]): Promise<void> {
  await store.query(sql`UPDATE channel_troubles SET is_told = 1 WHERE channel IN ${list(channels)}`);
}

/** It is over. Resolves with whether there was any. */
export async function clearTrouble(store: Store, channel: string): Promise<boolean> {
  const rows = await store.query(sql`DELETE FROM channel_troubles WHERE channel = ${channel} RETURNING channel`);
  return rows.length > 0;
}

/** The bot may do more in a space than before: the channels there wait no longer. */
export async function retryNow(store: Store, space: string, nowMs: number): Promise<void> {
  const rows = await store.query(sql`SELECT channel FROM channel_troubles`);
  for (const { channel } of rows.filter((row) => isOfSpace(String(row['channel']), space)))
    await store.query(sql`UPDATE channel_troubles SET retry_ms = ${nowMs} WHERE channel = ${String(channel)}`);
}

function selectTrouble(channel: string): Statement {
  return sql`SELECT * FROM channel_troubles WHERE channel = ${channel}`;
}

function toTrouble({ obstacle, reason, since_ms, tries, retry_ms, is_told }: Row): ChannelTrouble {
  return {
    hindrance: obstacle === 'channel' || obstacle === 'passing' ? obstacle : 'fault',
    reason: String(reason),
    sinceMs: Number(since_ms),
    tries: Number(tries),
    retryMs: Number(retry_ms),
    isTold: is_told === 1,
  };
}
