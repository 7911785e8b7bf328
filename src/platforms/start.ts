import { setTimeout } from 'node:timers/promises';
import { messageOf, PlatformError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Bot, Platform } from '../platform.ts';

/** What starting goes by. */
export interface StartOptions {
  readonly log: Log;
  /** Once it is aborted, none is started again; one that is just being started ends by its own `stop`. */
  readonly stopped: AbortSignal;
  /** A platform serves people now. */
  readonly onServed?: (platform: Platform) => void;
  /** Waits so many milliseconds before a platform is started again; rejects when the signal is aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Starts platforms side by side: one that fails, hangs or must be started again holds up no other. Resolves when
 * the first of them serves people. Rejects where none could be started, with the last one's error; those of the others stand in
 * the log.
 */
export function startPlatforms(platforms: readonly Platform[], bot: Bot, options: StartOptions): Promise<void> {
  const { log, stopped, wait = (ms, signal) => setTimeout(ms, undefined, { signal }) } = options;
  const { promise: served, resolve, reject } = Promise.withResolvers<void>();
  // Nobody has to wait for it.
  served.catch(() => undefined);
  let untried = platforms.length;
  let isServed = false;

  async function start(platform: Platform): Promise<void> {
    let error = await attempt(platform, bot);
    untried--;
    if (error !== undefined && untried === 0 && !isServed) return reject(error);
    for (let waitMs = FIRST_WAIT_MS; error !== undefined; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      // What was cut off by the stop has not failed.
      if (stopped.aborted) return;
      const isPassing = error instanceof PlatformError && error.retryable;
      const until = isPassing ? `now, and is tried again in ${waitMs / 1000} s` : 'until Paperboy is started again';
      log.error({ err: error }, `${platform.id} is not served ${until}: ${messageOf(error)}`);
      if (!isPassing) return;
      await wait(waitMs, stopped).catch(() => undefined);
      if (stopped.aborted) return;
      error = await attempt(platform, bot);
    }
    isServed = true;
    options.onServed?.(platform);
    resolve();
    log.info(`serves ${platform.id}`);
  }

  platforms.forEach((platform) => void start(platform));
  return served;
}

/** Resolves with what it rejected with; nothing where it serves people now. */
async function attempt(platform: Platform, bot: Bot): Promise<unknown> {
  try {
    return await platform.start(bot).then(() => undefined);
  } catch (error) {
    return error;
  }
}
