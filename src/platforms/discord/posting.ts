import { setTimeout } from 'node:timers/promises';
import type { Pace } from '../../core/pace.ts';
import type { Platform } from '../../platform.ts';
import { LONGEST_WAIT_MS } from './client.ts';
import { sendPart, type Line } from './delivery.ts';
import { findWait } from './failures.ts';
import type { Send } from './guilds.ts';

/** How often a post waits where Discord asks it to. */
const MOST_WAITS = 5;

/** What posts at a pace: digests, which have taken their turn, and what else is sent, which takes it here. */
export function createPosting(line: () => Line, posts: Pace): { readonly post: Platform['post']; readonly send: Send } {
  /** Where Discord asks to wait all the same, the channel does, or all do, and then they take their turns anew. */
  async function post(channel: string, part: string, marker: string, left = MOST_WAITS): Promise<string> {
    try {
      return await sendPart(line(), channel, part, marker, () => posts.leave(channel));
    } catch (error) {
      const wait = findWait(error);
      if (wait === undefined || wait.ms > LONGEST_WAIT_MS || left === 0) throw error;
      if (wait.isGlobal) posts.rest(wait.ms);
      else await setTimeout(wait.ms);
      await posts.turn(channel);
      return post(channel, part, marker, left - 1);
    }
  }

  return {
    post: (channel, part, marker) => post(channel, part, marker),
    async send(channel, part, marker) {
      await posts.turn(channel);
      await post(channel, part, marker);
    },
  };
}
