import { setTimeout } from 'node:timers/promises';
import PQueue from 'p-queue';
import { SummaryError } from './errors.ts';
import type { Model, ModelAnswer, ModelRequest } from './model.ts';

/** How often a call is made again. */
const MAX_RETRIES = 2;

/** Before a call is made again for the first time; twice as long before the second. */
const BACKOFF_MS = 500;

const LONG_MS = 60_000;

/**
 * The same model, with so many calls under way at a time. A call that failed for the moment is made again, before those that wait
 * for their first time; until then another has its place. Where the server asks to be left alone, no call is begun.
 */
export function queueCalls(model: Model, concurrency: number, wait: (ms: number) => Promise<unknown> = pass): Model {
  const queue = new PQueue({ concurrency: Math.max(1, concurrency) });
  let rests = 0;

  async function rest(ms: number): Promise<void> {
    rests += 1;
    queue.pause();
    await wait(ms);
    rests -= 1;
    if (rests === 0) queue.start();
  }

  async function attempt(request: ModelRequest): Promise<ModelAnswer> {
    try {
      return await model.complete(request);
    } catch (error) {
      // Here, for the next call begins as soon as this one has ended.
      if (isPassing(error) && error.retryAfterMs !== undefined) void rest(error.retryAfterMs);
      throw error;
    }
  }

  async function persist(request: ModelRequest): Promise<ModelAnswer> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await queue.add(() => attempt(request), { priority: failures });
      } catch (error) {
        if (!isPassing(error) || failures === MAX_RETRIES) throw error;
        if (error.retryAfterMs === undefined) await wait(BACKOFF_MS * 2 ** failures);
      }
    }
  }

  async function complete(request: ModelRequest): Promise<ModelAnswer> {
    // Whoever waits here may be all that keeps the process; a wait that nobody is left for does not.
    const waiting = setInterval(() => undefined, LONG_MS);
    return persist(request).finally(() => clearInterval(waiting));
  }

  return { name: model.name, complete };
}

function isPassing(error: unknown): error is SummaryError {
  return error instanceof SummaryError && error.retryable;
}

function pass(ms: number): Promise<void> {
  return setTimeout(ms, undefined, { ref: false });
}
