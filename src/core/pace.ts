import { setTimeout as pass } from 'node:timers/promises';
import PQueue from 'p-queue';

/** How much may be asked of a server: so many calls in any stretch of time. */
export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

/** Lets callers through no faster than the rates permit, in the order they came. */
export interface Pace {
  /**
   * Resolves when it is a call's turn: its channel's first, then among all; without a channel, only among all. Rejects with
   * the signal's reason.
   */
  turn(channel?: string, signal?: AbortSignal): Promise<void>;
  /** What has had its turn in a channel goes out at this moment: it counts from now, and not from its turn. */
  leave(channel: string): void;
  /** Gives no turn for so long: the server has asked for it. */
  rest(ms: number): void;
}

/** What is sent evenly arrives less so: calls stay so far below the rate. */
const MARGIN = 1.02;

/** Calls of a long stretch are spread over it, a second's worth at a time. */
const BEAT_MS = 1000;

/** Between one call and the next. */
const GAP_MS = 5;

const LONG_MS = 60_000;

/** The calls of one channel. */
interface Lane {
  readonly queue: PQueue;
  /** Those that have had their turn and not left yet, by what lets them leave. */
  readonly leaving: Set<() => void>;
}

/** A pace that keeps to the rate of a server over all, and to that of each of its channels where they have one. */
export function createPace(rates: { readonly overall: Rate; readonly channel?: Rate }): Pace {
  const { channel: channelRate } = rates;
  const beat = spread(rates.overall);
  const overall = new PQueue({ concurrency: beat.calls });
  // Not all at once either: what is sent together arrives at odd times. (The library's own intervals go by the clock, which
  // may be set back.)
  const gaps = new PQueue({ concurrency: 1 });
  const lanes = new Map<string, Lane>();

  async function keepGap(): Promise<void> {
    await gaps.add(() => pass(GAP_MS, undefined, { ref: false }));
  }

  function laneOf(channel: string, { calls }: Rate): Lane {
    const known = lanes.get(channel);
    if (known !== undefined) return known;
    const opened = { queue: new PQueue({ concurrency: calls }), leaving: new Set<() => void>() };
    opened.queue.once('idle', () => lanes.delete(channel));
    lanes.set(channel, opened);
    return opened;
  }

  function takeInChannel(channel: string, rate: Rate, signal: AbortSignal | undefined): Promise<void> {
    const { queue, leaving } = laneOf(channel, rate);
    const { promise: left, resolve } = Promise.withResolvers<void>();
    const before = async (): Promise<void> => {
      await enter(overall, { ...beat, left, before: keepGap }, signal);
      leaving.add(resolve);
      // What has not left by then does not stand in the way of those that come after it.
      void pass(rate.perMs, undefined, { ref: false }).then(() => leaving.delete(resolve));
    };
    return enter(queue, { ...rate, left, before }, signal);
  }

  return {
    turn: (channel, signal) =>
      channel === undefined || channelRate === undefined
        ? enter(overall, { ...beat, before: keepGap }, signal)
        : takeInChannel(channel, channelRate, signal),
    leave(channel) {
      const leaving = lanes.get(channel)?.leaving;
      const [first] = leaving ?? [];
      if (first !== undefined) leaving?.delete(first);
      first?.();
    },
    rest: pausing(overall),
  };
}

/** Pauses a queue for so long; what is asked for while it pauses does not shorten it. */
function pausing(queue: PQueue): (ms: number) => void {
  let resting: NodeJS.Timeout | undefined;
  let restedMs = 0;
  return (ms) => {
    const untilMs = performance.now() + ms;
    if (untilMs < restedMs) return;
    restedMs = untilMs;
    queue.pause();
    clearTimeout(resting);
    resting = setTimeout(() => queue.start(), ms).unref();
  };
}

function spread({ calls, perMs }: Rate): Rate {
  const share = Math.min(calls, Math.max(1, Math.floor((calls * BEAT_MS) / perMs)));
  return { calls: share, perMs: (perMs * share) / calls };
}

/**
 * Resolves when there is a place, and what comes before it has resolved. The place is kept for the stretch of its rate from
 * when the call has left; one that does not leave within that stretch has been given up.
 */
function enter(
  queue: PQueue,
  { perMs, left, before }: Rate & { readonly left?: Promise<void>; readonly before?: () => Promise<void> },
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const keep = async (): Promise<void> => {
    await before?.();
    resolve();
    if (left !== undefined) await Promise.race([left, pass(perMs, undefined, { ref: false })]);
    await pass(perMs * MARGIN, undefined, { ref: false });
  };
  queue.add(keep, signal && { signal }).catch(reject);
  // Whoever waits here may be all that keeps the process; places that are only kept do not.
  const waiting = setInterval(() => undefined, LONG_MS);
  return promise.finally(() => clearInterval(waiting));
}
