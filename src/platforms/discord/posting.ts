import { setTimeout } from 'node:timers/promises';
import type { Pace } from '../../core/pace.ts';
import { LONGEST_WAIT_MS } from './client.ts';
import { sendPart, type Line } from './delivery.ts';
import { findWait } from './failures.ts';

/** How often a call waits where Discord asks it to. */
const MOST_WAITS = 5;

/** Posts a part once for its marker; resolves with the message's id. */
export type Send = (channel: string, part: string, marker: string) => Promise<string>;

/** Calls at the pace that Discord permits. */
export interface Posting {
  /** Posts what has taken its turn. */
  readonly post: Send;
  /** Takes its turn, and posts. */
  readonly send: Send;
  /** Takes its turn among all calls. */
  turn(): Promise<void>;
  /** Takes its turn among all calls, and makes one that is no post. */
  call<Result>(make: () => Promise<Result>): Promise<Result>;
}

/** What posts at a pace: digests, which have taken their turn, and what else is sent, which takes it here. */
export function createPosting(line: () => Line, posts: Pace): Posting {
  /** Where Discord asks to wait all the same, the channel does, or all do, and then they take their turns anew. */
  async function attempt<Result>(
    make: () => Promise<Result>,
    channel: string | undefined,
    left = MOST_WAITS,
  ): Promise<Result> {
    try {
      return await make();
    } catch (error) {
      const wait = findWait(error);
      if (wait === undefined || wait.ms > LONGEST_WAIT_MS || left === 0) throw error;
      if (wait.isGlobal) posts.rest(wait.ms);
      else await setTimeout(wait.ms);
      await posts.turn(channel);
      return attempt(make, channel, left - 1);
    }
  }

  const post: Send = (channel, part, marker) =>
    attempt(() => posts.send(channel, (leave) => sendPart(line(), channel, part, marker, leave)), channel);

  return {
    post,
    async send(channel, part, marker) {
      await posts.turn(channel);
      return post(channel, part, marker);
    },
    turn: () => posts.turn(),
    async call(make) {
      await posts.turn();
      return attempt(make, undefined);
    },
  };
}
