import { setTimeout } from 'node:timers/promises';
import { DeliveryError, messageOf, PaperboyError, StoreError } from './core/errors.ts';
import type { Log } from './core/log.ts';
import { openPool, type Pool } from './core/pool.ts';
import { isToBeTold, noteTrouble, waitLonger, type Hindrance, type RetryWait } from './deliveries/channel-troubles.ts';
import type { DeliveryReport } from './deliveries/deliver.ts';
import { listDueChannels } from './deliveries/due-channels.ts';
import { parkDelivery } from './deliveries/outbox.ts';
import { tellKeepers } from './deliveries/tell-keepers.ts';
import type { Channels } from './digests/channels.ts';
import { countCards } from './digests/digest.ts';
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
  /** How long a channel waits after failures; each time longer where absent. */
  readonly retryWait?: RetryWait;
}

/** Serves the channels of a platform side by side: none waits for another. */
export interface Serving {
  /**
   * Begins to serve the channels whose time has come by now, or whose delivery was left open, and that are not being served.
   * Times that were missed while the bot was down come to one. What fails is logged, and tried again later.
   */
  begin(now: Date): Promise<void>;
  /** Resolves when all that was begun has ended. */
  ended(): Promise<void>;
}

/** What one channel is served with. */
interface Round extends ServingParts {
  readonly notify: (post: Post) => Promise<void>;
  readonly platform: Platform;
  readonly stopped: AbortSignal;
  readonly pool: Pool;
  /** Channels whose trouble people are to be told of. */
  readonly untold: Set<string>;
  /** Says of the platform whether it takes posts; resolves with whether that is news. */
  readonly isNews: (isUp: boolean) => boolean;
}

/** Channels that are served at a time: most of them wait for an answer, or for their turn. */
const AT_ONCE = 100;

/** So many faults of our own in a row, and a digest is set aside. */
const MOST_FAULTS = 5;

/** What is to be tried again sooner than the next minute begins is not left to it. */
const SOON_MS = 55_000;

const FAULT = 'Something went wrong inside Paperboy; its log tells more.';

const SHOW_AGAIN = '`paperboy digest --all` shows everything again.';

/** Opens the serving of a platform; once it is stopped, nothing more is begun. */
export function openServing(parts: ServingParts, platform: Platform, stopped: AbortSignal): Serving {
  let isUp = true;
  const round: Round = {
    ...parts,
    // That a terminal takes nothing more is no channel's fault.
    notify: async (post) =>
      parts.notify?.(post).catch((err: unknown) => parts.log.warn({ err }, 'could not tell of it')),
    platform,
    stopped,
    pool: openPool(AT_ONCE),
    untold: new Set(),
    isNews(now) {
      const isChanged = now !== isUp;
      isUp = now;
      return isChanged;
    },
  };
  stopped.addEventListener('abort', () => round.pool.clear(), { once: true });
  return {
    async begin(now) {
      if (round.untold.size > 0) round.pool.add('keepers', () => tellOfTroubles(round));
      for (const channel of await listDueChannels(parts.stages.store, platform.id, now.getTime()))
        if (!stopped.aborted) round.pool.add(channel, () => serveOne(round, channel, now.getTime()));
    },
    ended: () => round.pool.ended(),
  };
}

async function serveOne(round: Round, channel: string, nowMs: number): Promise<void> {
  const { log, platform } = round;
  try {
    const reports = await serve(round, channel, nowMs);
    await report(round, reports);
    if (reports.some(({ digest }) => countCards(digest) > 0) && round.isNews(true))
      log.info(`${platform.id} takes posts again`);
  } catch (error) {
    await meet(round, channel, error).catch((failed: unknown) =>
      log.error(
        { err: failed, channel },
        'what keeps a channel from its digests could not be dealt with; it is tried again',
      ),
    );
  }
}

async function serve(
  { stages, channels, platform, stopped: signal }: Round,
  id: string,
  nowMs: number,
): Promise<readonly DeliveryReport[]> {
  // What was settled in chat since it became due counts.
  const channel = await channels.find(id);
  const subscription = await channels.subscriptionOf(id);
  if (channel?.nextDueMs === undefined || subscription === undefined) return [];
  const slot = findSlot(channel, nowMs);
  const isSkipped = slot?.isMissed === true && channel.schedule.catchUp === 'skip';
  if (slot !== undefined && !isSkipped) return deliver(stages, subscription, platform, { slot, signal });
  if (slot !== undefined) await stages.store.transaction(() => takeSlot(slot));
  return deliverRest(stages, subscription, platform, signal);
}

/** Deals with what kept a channel from its digest. */
async function meet(round: Round, channel: string, error: unknown): Promise<void> {
  const { log, platform, stopped } = round;
  if (stopped.aborted && error === stopped.reason) return;
  if (error instanceof PaperboyError && error.code === 'channel-busy') return log.debug({ channel }, error.message);
  if (error instanceof DeliveryError && error.obstacle === 'platform') {
    round.pool.clear();
    if (round.isNews(false)) log.error({ err: error }, `${platform.id} takes no posts: ${error.message}`);
    return;
  }
  if (error instanceof StoreError)
    return log.error({ err: error, channel }, 'a digest failed; it is tried again in a minute');
  await waitFor(round, channel, error, hindranceOf(error));
}

function hindranceOf(error: unknown): Hindrance {
  if (!(error instanceof DeliveryError)) return 'fault';
  return error.obstacle === 'channel' ? 'channel' : 'passing';
}

async function waitFor(round: Round, channel: string, error: unknown, hindrance: Hindrance): Promise<void> {
  const { stages, log, retryWait = waitLonger } = round;
  const { store, now } = stages;
  const reason = hindrance === 'fault' ? FAULT : messageOf(error);
  const trouble = await noteTrouble(store, channel, { hindrance, reason }, now(), retryWait);
  const waitMs = trouble.retryMs - now();
  const facts = { err: error, channel, tries: trouble.tries, waitMs: Math.round(waitMs) };
  if (hindrance === 'fault' && trouble.tries >= MOST_FAULTS && (await parkDelivery(store, channel)))
    log.error(facts, 'a digest was set aside, for it could not be posted; the next ones go on');
  else if (hindrance === 'channel' && trouble.isTold) log.debug(facts, 'a channel still takes no digests');
  else if (hindrance === 'channel')
    log.error(facts, `a channel takes no digests; they are kept for it: ${trouble.reason}`);
  else log.error(facts, 'a digest failed; it is tried again');
  if (isToBeTold(trouble, now())) round.untold.add(channel);
  if (waitMs < SOON_MS) void comeBack(round, channel, waitMs);
}

async function comeBack(round: Round, channel: string, waitMs: number): Promise<void> {
  const { stages, stopped, pool } = round;
  const isDue = await setTimeout(waitMs, true, { signal: stopped, ref: false }).catch(() => false);
  if (isDue) pool.add(channel, () => serveOne(round, channel, stages.now()));
}

/** Of what came up since the last minute began, so that one person is told of all at once; what fails comes up again. */
async function tellOfTroubles({ untold, stages: { store, now }, ...round }: Round): Promise<void> {
  const channels = [...untold];
  untold.clear();
  await tellKeepers({ ...round, store, now }, channels);
}

async function report({ log, notify }: Round, reports: readonly DeliveryReport[]): Promise<void> {
  for (const { digest, doubtful, refused } of reports) {
    const delivered = { channel: digest.channel, from: digest.from, to: digest.to };
    log.info(delivered, 'delivered a digest');
    if (refused > 0) log.warn({ ...delivered, refused }, 'messages of a digest were refused for their content');
    if (doubtful === 0) continue;
    log.warn(delivered, 'a digest was cut short by a crash and may not have been shown');
    await notify({ title: 'An earlier digest may not have been shown', sections: [{ text: SHOW_AGAIN }] });
  }
}
