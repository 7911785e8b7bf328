import { setTimeout } from 'node:timers/promises';
import { webApi } from '@slack/bolt';

/** How long in all a rate limit is waited out, in milliseconds; what takes longer is for another time. */
const MOST_WAIT_MS = 30_000;

/** Waits where Slack asks to (nothing was done then), then for its turn, and asks again. Rejects as the call does. */
export async function patiently<Result>(
  call: () => Promise<Result>,
  turn?: () => Promise<void>,
  leftMs: number = MOST_WAIT_MS,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof webApi.WebAPIRateLimitedError)) throw error;
    // An answer of 0 s would be asked for ever.
    const waitMs = Math.max(error.retryAfter * 1000, 100);
    if (waitMs > leftMs) throw error;
    await setTimeout(waitMs);
    await turn?.();
    return patiently(call, turn, leftMs - waitMs);
  }
}
