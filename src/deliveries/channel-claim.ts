import { PaperboyError } from '../core/errors.ts';
import { takeClaim, type Claim } from '../core/store/claims.ts';
import type { Store } from '../core/store/store.ts';

/**
 * Does the work with the sole right to post digests to a channel: only so is a part that is being sent known from one that
 * was left behind. Rejects with `PaperboyError` (`channel-busy`) where another process, or another call in this one, has it.
 */
export async function withChannel<Result>(
  store: Store,
  channel: string,
  now: () => number,
  work: (claim: Claim) => Promise<Result>,
): Promise<Result> {
  const claim = await takeClaim(store, `deliver ${channel}`, now);
  if (claim === undefined) throw busyError(channel);
  try {
    return await work(claim);
  } finally {
    await claim.release();
  }
}

/** Says that someone else is posting to the channel. */
export function busyError(channel: string): PaperboyError {
  return new PaperboyError('channel-busy', `${channel} is being served by another Paperboy; try again in a moment.`);
}
