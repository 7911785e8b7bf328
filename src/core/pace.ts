import { addAbortListener } from 'node:events';
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
   * Resolves when it is a call's turn. With a channel, that its rate permits it and it is among the next over all: what must
   * be done before is done now, and then it is {@link send}. Without, it may go out. Rejects with the signal's reason.
   */
  turn(channel?: string, signal?: AbortSignal): Promise<void>;
  /**
   * Makes a call that has had its turn in a channel, as soon as the rate over all permits it; where that turn was too long ago,
   * as soon as the channel's does too. It counts from when it says that it leaves, and at the latest from its end.
   */
  send<Result>(channel: string, make: (leave: () => void) => Promise<Result>): Promise<Result>;
  /** Lets nothing through for so long: the server has asked for it. */
  rest(ms: number): void;
}

/** What is sent evenly arrives less so: calls stay so far below the rate. */
const MARGIN = 1.02;

/** Calls of a long stretch are spread over it, a second's worth at a time. */
const BEAT_MS = 1000;

/** Between one call and the next. */
const GAP_MS = 5;

/** How long before it goes out a call has its turn: what it waits for in that time, the disk above all, costs no place. */
const AHEAD_MS = 100;

const LONG_MS = 60_000;

/** A call that has its turn in a channel. */
interface Call {
  /** Resolves with whether it goes out: one that is not sent in time does not. */
  readonly settled: Promise<boolean>;
  readonly settle: (goesOut: boolean) => void;
  readonly left: Promise<void>;
  readonly leave: () => void;
}

type Promising = () => Promise<void>;

/** The calls of one channel. */
interface Lane {
  readonly rate: Rate;
  readonly queue: PQueue;
  /** Those that have had their turn and are not sent yet. */
  readonly ready: Set<Call>;
}

/** A pace that keeps to the rate of a server over all, and to that of each of its channels where they have one. */
export function createPace(rates: { readonly overall: Rate; readonly channel?: Rate }): Pace {
  const { channel: channelRate } = rates;
  const beat = spread(rates.overall);
  const overall = new PQueue({ concurrency: beat.calls });
  const next = new PQueue({ concurrency: Math.max(1, Math.floor((beat.calls * AHEAD_MS) / beat.perMs)) });
  // Not all at once either: what is sent together arrives at odd times. (The library's own intervals go by the clock, which
  // may be set back.)
  const gaps = new PQueue({ concurrency: 1 });
  const lanes = new Map<string, Lane>();

  function enterOverall(left?: Promise<void>, signal?: AbortSignal): Promise<void> {
    const before = (): Promise<void> => enter(gaps, { until: () => wait(GAP_MS) });
    return enter(overall, { before, until: () => stretch(beat, left) }, signal);
  }

  function enterChannel(channel: string, rate: Rate, signal: AbortSignal | undefined): Promise<void> {
    const lane = laneOf(lanes, channel, rate);
    const call = openCall();
    const until = async (): Promise<void> => {
      lane.ready.add(call);
      // What is not being sent by then does not stand in the way of those that come after it.
      void wait(Math.min(beat.perMs, rate.perMs)).then(() => lane.ready.delete(call) && call.settle(false));
      await call.settled;
    };
    return enterLane(lane, call, () => enter(next, { until }, signal), signal);
  }

  return {
    turn: (channel, signal) =>
      channel === undefined || channelRate === undefined
        ? enterOverall(undefined, signal)
        : enterChannel(channel, channelRate, signal),
    async send(channel, make) {
      const ready = takeFirst(lanes.get(channel)?.ready);
      const call = ready ?? openCall();
      if (ready === undefined && channelRate !== undefined) await enterLane(laneOf(lanes, channel, channelRate), call);
      try {
        await enterOverall(call.left);
        call.settle(true);
        return await make(call.leave);
      } finally {
        call.leave();
      }
    },
    rest: pausing([gaps, next]),
  };
}

function laneOf(lanes: Map<string, Lane>, channel: string, rate: Rate): Lane {
  const known = lanes.get(channel);
  if (known !== undefined) return known;
  const opened = { rate, queue: new PQueue({ concurrency: rate.calls }), ready: new Set<Call>() };
  opened.queue.once('idle', () => lanes.delete(channel));
  lanes.set(channel, opened);
  return opened;
}

/** Resolves when a call has its place in a channel. It is kept however long the call then waits for those of other channels. */
function enterLane({ queue, rate }: Lane, call: Call, before?: Promising, signal?: AbortSignal): Promise<void> {
  const until = async (): Promise<void> => {
    if (await call.settled) await stretch(rate, call.left);
  };
  return enter(queue, { until, ...(before && { before }) }, signal);
}

function takeFirst(calls: Set<Call> | undefined): Call | undefined {
  const [first] = calls ?? [];
  if (first !== undefined) calls?.delete(first);
  return first;
}

function openCall(): Call {
  const { promise: settled, resolve: settle } = Promise.withResolvers<boolean>();
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  return { settled, settle, left, leave };
}

/** Pauses queues for so long; what is asked for while they pause does not shorten it. */
function pausing(queues: readonly PQueue[]): (ms: number) => void {
  let resting: NodeJS.Timeout | undefined;
  let restedMs = 0;
  return (ms) => {
    const untilMs = performance.now() + ms;
    if (untilMs < restedMs) return;
    restedMs = untilMs;
    for (const queue of queues) queue.pause();
    clearTimeout(resting);
    resting = setTimeout(() => queues.forEach((queue) => queue.start()), ms).unref();
  };
}

function spread({ calls, perMs }: Rate): Rate {
  const share = Math.min(calls, Math.max(1, Math.floor((calls * BEAT_MS) / perMs)));
  return { calls: share, perMs: (perMs * share) / calls };
}

/** Resolves when a call no longer counts: its rate's stretch after it has left. One that does not leave has been given up. */
async function stretch({ perMs }: Rate, left: Promise<void> | undefined): Promise<void> {
  if (left !== undefined) await Promise.race([left, wait(perMs)]);
  await wait(perMs * MARGIN);
}

/**
 * Resolves when there is a place, and what comes before it has resolved. The place is kept until `until` resolves, whatever the
 * signal does by then.
 */
function enter(
  queue: PQueue,
  { before, until }: { readonly before?: Promising; readonly until: Promising },
  signal?: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const keep = async (): Promise<void> => {
    await before?.();
    resolve();
    await until();
  };
  // The signal ends only waiting; given to the library, it would also give up the place of what is under way.
  const giving = new AbortController();
  const listening = signal && addAbortListener(signal, () => giving.abort(signal.reason));
  queue.add(keep, { signal: giving.signal }).catch(reject);
  // Whoever waits here may be all that keeps the process; places that are only kept do not.
  const waiting = setInterval(() => undefined, LONG_MS);
  return promise.finally(() => {
    clearInterval(waiting);
    listening?.[Symbol.dispose]();
  });
}

/** Never less: a timer of a busy moment begins before it. */
async function wait(ms: number): Promise<void> {
  const untilMs = performance.now() + ms;
  for (let leftMs = ms; leftMs > 0; leftMs = untilMs - performance.now()) await pass(leftMs, undefined, { ref: false });
}
