import { createHash } from 'node:crypto';
import { DeliveryError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Store } from '../core/store/store.ts';
import { count } from '../core/wording.ts';
import type { Platform, Post } from '../platform.ts';
import { findTrouble, isToBeTold, markTold, type ChannelTrouble } from './channel-troubles.ts';

/** What people are told of troubles with. */
export interface Telling {
  readonly store: Store;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly platform: Platform;
  readonly log: Log;
  /** Tells whoever runs the bot in a terminal. */
  readonly notify: (post: Post) => Promise<void>;
  /** Nothing more is begun once it is aborted. */
  readonly stopped: AbortSignal;
}

/** A channel with a trouble that nobody was told of, and who may mend it. */
interface Untold {
  readonly channel: string;
  readonly trouble: ChannelTrouble;
  readonly keeper: string | undefined;
}

/** Channels that are named under one reason; of more there is only the number. */
const MOST_NAMED = 50;

const FOOTER =
  'The digests are kept, and go on by themselves once they get through. /papers status in a channel tells how it stands.';

/**
 * Tells people which channels take no digests, and why: each person once, of all that are theirs to mend. Where that fails,
 * it is logged, and the channels still count as untold. Never rejects.
 */
export async function tellKeepers(telling: Telling, channels: readonly string[]): Promise<void> {
  const untold: Untold[] = [];
  for (const channel of channels)
    await attempt(telling, [channel], async () => void untold.push(...(await findUntold(telling, channel))));
  for (const [keeper, theirs] of Map.groupBy(untold, (one) => one.keeper)) {
    const names = theirs.map(({ channel }) => channel);
    await attempt(telling, names, async () => {
      const post = toPost(theirs);
      if (keeper !== undefined) await send(telling, keeper, post);
      await markTold(telling.store, names);
      await telling.notify(post);
    });
  }
}

async function attempt({ log, stopped }: Telling, channels: readonly string[], work: () => Promise<void>) {
  if (stopped.aborted) return;
  await work().catch((err: unknown) => {
    if (err !== stopped.reason)
      log.warn({ err, channels }, 'nobody could be told that channels take no digests; it is tried again');
  });
}

/** Nothing where it is over by now. */
async function findUntold({ store, now, platform }: Telling, channel: string): Promise<readonly Untold[]> {
  const trouble = await findTrouble(store, channel);
  if (trouble === undefined || !isToBeTold(trouble, now())) return [];
  return [{ channel, trouble, keeper: await platform.findKeeper?.(channel) }];
}

async function send({ platform, stopped }: Telling, keeper: string, post: Post): Promise<void> {
  try {
    for (const { body } of platform.render(post)) {
      await platform.turn?.(keeper, 'post', stopped);
      // One that is told twice within minutes is not shown twice, where the platform sees to that.
      await platform.post(keeper, body, createHash('sha256').update(`${keeper} ${body}`).digest('base64url'));
    }
  } catch (error) {
    // Whoever takes no messages will take none later.
    if (!(error instanceof DeliveryError) || error.retryable) throw error;
  }
}

function toPost(untold: readonly Untold[]): Post {
  const sections = [...Map.groupBy(untold, ({ trouble }) => sayReason(trouble))].map(([text, all]) => ({
    text,
    channels: all.slice(0, MOST_NAMED).map(({ channel }) => channel),
    more: Math.max(0, all.length - MOST_NAMED),
  }));
  const takes = untold.length === 1 ? 'A channel takes' : `${count(untold.length, 'channel')} take`;
  return { title: `${takes} no digests from me`, sections, footer: FOOTER };
}

function sayReason({ hindrance, reason }: ChannelTrouble): string {
  return hindrance === 'channel' ? reason : `No digest has got through for a day: ${reason}`;
}
