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
   * Resolves when it is a call's turn, its channel's first and then among all; without a channel only among all. Rejects with
   * the signal's reason.
   */
  turn(channel?: string, signal?: AbortSignal): Promise<void>;
  /** Gives no turn for so long: the server has asked for it. */
  rest(ms: number): void;
}

/** What is sent evenly arrives less so: calls stay so far below the rate. */
const MARGIN = 1.04;

/** Calls of a long stretch are spread over it, a second's worth at a time. */
const BEAT_MS = 1000;

/** A pace that keeps to the rate of a server over all, and to that of each of its channels where they have one. */
export function createPace(rates: { readonly overall: Rate; readonly channel?: Rate }): Pace {
  const channels = new Map<string, PQueue>();
  const beat = spread(rates.overall);
  // Not all at once either: what is sent together arrives at odd times.
  const overall = new PQueue({ concurrency: beat.calls, intervalCap: 1, interval: beat.perMs / beat.calls / 2 });
  let resting: NodeJS.Timeout | undefined;

  function queueOf(channel: string, { calls }: Rate): PQueue {
    const known = channels.get(channel);
    if (known !== undefined) return known;
    const opened = new PQueue({ concurrency: calls });
    opened.once('idle', () => channels.delete(channel));
    channels.set(channel, opened);
    return opened;
  }

  const takeAmongAll = (signal: AbortSignal | undefined): Promise<void> => enter(overall, beat.perMs, signal);
  return {
    turn: (channel, signal) =>
      channel === undefined || rates.channel === undefined
        ? takeAmongAll(signal)
        : enter(queueOf(channel, rates.channel), rates.channel.perMs, signal, takeAmongAll),
    rest(ms) {
      overall.pause();
      clearTimeout(resting);
      resting = setTimeout(() => overall.start(), ms).unref();
    },
  };
}

function spread({ calls, perMs }: Rate): Rate {
  const share = Math.min(calls, Math.max(1, Math.floor((calls * BEAT_MS) / perMs)));
  return { calls: share, perMs: (perMs * share) / calls };
}

/** Resolves when there is a place, and what comes before it has resolved; from then on the place is kept for so long. */
function enter(
  queue: PQueue,
  keptMs: number,
  signal: AbortSignal | undefined,
  before?: (signal: AbortSignal | undefined) => Promise<void>,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const keep = async (): Promise<void> => {
    await before?.(signal);
    resolve();
    await pass(keptMs * MARGIN, undefined, { ref: false });
  };
  queue.add(keep, signal && { signal }).catch(reject);
  return promise;
}
