import { PaperboyError } from './core/errors.ts';
import type { Log } from './core/log.ts';
import type { DeliveryReport } from './deliveries/deliver.ts';
import { listDueChannels } from './deliveries/due-channels.ts';
import type { Channels, ServedChannel } from './digests/channels.ts';
import { findSlot, takeSlot } from './digests/due-times.ts';
import { deliver, deliverRest, type Stages } from './pipeline.ts';
import type { Platform, Post } from './platform.ts';

/** What channels are served with. */
export interface ServingParts {
  readonly stages: Stages;
  readonly channels: Channels;
  readonly log: Log;
  /** Tells whoever runs the bot in a terminal what went wrong. */
  readonly notify?: (post: Post) => Promise<void>;
}

const SHOW_AGAIN = '`paperboy digest --all` shows everything again.';

/**
 * Serves the channels of a platform whose time has come, or whose delivery was left open. Times that were missed while the bot
 * was down come to one. What fails is logged, and tried again when this is called again.
 */
export async function serveDue(
  parts: ServingParts,
  platform: Platform,
  now: Date,
  stopped: AbortSignal,
): Promise<void> {
  const { stages, channels, log } = parts;
  for (const channel of await listDueChannels(stages.store, platform.id, now.getTime())) {
    if (stopped.aborted) return;
    try {
      // Those before may have taken long: what was settled in chat meanwhile counts.
      const current = await channels.find(channel);
      if (current?.nextDueMs !== undefined) await report(parts, await serve(parts, current, platform, now.getTime()));
    } catch (error) {
      if (error instanceof PaperboyError && error.code === 'channel-busy') log.debug({ channel }, error.message);
      else log.error({ err: error, channel }, 'a digest failed; it is tried again in a minute');
    }
  }
}

async function serve(
  { stages, channels }: ServingParts,
  channel: ServedChannel,
  platform: Platform,
  nowMs: number,
): Promise<readonly DeliveryReport[]> {
  const slot = findSlot(channel, nowMs);
  const subscription = await channels.subscriptionOf(channel.id);
  if (subscription === undefined) return [];
  const isSkipped = slot?.isMissed === true && channel.schedule.catchUp === 'skip';
  if (slot !== undefined && !isSkipped) return deliver(stages, subscription, platform, slot);
  if (slot !== undefined) await stages.store.transaction(() => takeSlot(slot));
  return deliverRest(stages, subscription, platform);
}

async function report({ log, notify }: ServingParts, reports: readonly DeliveryReport[]): Promise<void> {
  for (const { digest, doubtful } of reports) {
    const delivered = { channel: digest.channel, from: digest.from, to: digest.to };
    log.info(delivered, 'delivered a digest');
    if (doubtful === 0) continue;
    log.warn(delivered, 'a digest was cut short by a crash and may not have been shown');
    await notify?.({ title: 'An earlier digest may not have been shown', sections: [{ text: SHOW_AGAIN }] });
  }
}
