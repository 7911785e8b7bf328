import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { commands } from '../commands/index.ts';
import { createBot } from './bot.ts';
import type { Config } from './core/config.ts';
import type { Environment } from './core/env.ts';
import { FeedError, messageOf, type Problem } from './core/errors.ts';
import type { Log } from './core/log.ts';
import { readSecret } from './core/secret.ts';
import { noteConfigured, noteServed } from './digests/channel-settings.ts';
import type { Channels, ServedChannel } from './digests/channels.ts';
import { lastDueBefore } from './digests/due.ts';
import { feedById } from './feeds/index.ts';
import { openFile } from './feeds/open.ts';
import { collect, deliver, type Stages } from './pipeline.ts';
import { platformOf, type Platform, type Post } from './platform.ts';
import { startPlatforms, type StartOptions } from './platforms/start.ts';
import { forgetPersons } from './reactions/remove.ts';
import { startSchedule, type Schedule, type ScheduledWork, type ScheduleOptions } from './schedule.ts';
import { createServices } from './services/index.ts';

/** What a running Paperboy is made of. */
export interface Parts {
  readonly config: Config;
  readonly environment: Environment;
  readonly stages: Stages;
  readonly channels: Channels;
  readonly platforms: readonly Platform[];
  readonly log: Log;
  /** Tells whoever runs the bot in a terminal what has come in. */
  readonly notify?: (post: Post) => Promise<void>;
  /** What the schedule goes by, where not by the clock. */
  readonly schedule?: ScheduleOptions;
  /** Waits before a platform is started again, where not by the clock. */
  readonly wait?: StartOptions['wait'];
}

/** A running Paperboy. */
export interface RunningBot extends Schedule {
  /** Resolves when the first of its platforms serves people; rejects with why, where none could be started. */
  readonly served: Promise<void>;
}

/** What a folder's file was when it was collected. */
interface CollectedFile {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** How long personal things are kept in a space that the bot was taken out of. */
const RETENTION_MS = 90 * 24 * 3600 * 1000;

const SHOW_AGAIN = '`paperboy digest --all` shows everything again.';

/**
 * Starts the bot: platforms serve people, folders are watched, digests go out at their channels' times. Each platform is on its
 * own: one that does not come up, or answers slowly, disturbs no other. Rejects with `FeedError`.
 */
export async function startBot(parts: Parts): Promise<RunningBot> {
  const { config, environment, stages, channels, platforms, log } = parts;
  const { store, now } = stages;
  const secret = await readSecret(environment.secret, environment.dataDir);
  const services = createServices({ stages, channels, commands, platforms, secret });
  const bot = createBot({ services, store, access: config.access, log, now });
  for (const { channel } of config.channels) await noteConfigured(store, channel, now());
  const folders = config.feeds.map(({ feed, folder }) => ({ feed, path: resolve(environment.dataDir, folder) }));
  for (const { path } of folders) makeFolder(path);
  const stopping = new AbortController();
  const stopped = stopping.signal;
  const served = startPlatforms(platforms, bot, { log, stopped, ...(parts.wait && { wait: parts.wait }) });
  const work: ScheduledWork = {
    folders: folders.map(({ path }) => path),
    collectFile: (path) => collectFile(parts, path, folders.find((folder) => folder.path === dirname(path))?.feed),
    lanes: [
      ...platforms.map((platform) => (begun: Date) => deliverDue(parts, platform, begun, stopped)),
      (begun) => forgetPersons(store, begun.getTime() - RETENTION_MS),
    ],
    onError: (error) => log.error({ err: error }, 'the schedule met an error and goes on'),
  };
  const schedule = startSchedule(work, parts.schedule);
  return {
    ready: schedule.ready,
    served,
    stop() {
      stopping.abort();
      return schedule.stop();
    },
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const advice = 'Make it a folder, or name another under feeds in the configuration.';
    throw new FeedError('unwatchable', `${path} cannot be watched: ${messageOf(error)}. ${advice}`, { cause: error });
  }
}

async function collectFile({ stages, log, notify }: Parts, path: string, feedId: string | undefined): Promise<void> {
  const feed = feedId === undefined ? undefined : feedById(feedId);
  const found = await stat(path).catch(() => undefined);
  // It may have been taken away since.
  if (feed === undefined || found === undefined) return;
  const collected = stages.store.records<CollectedFile>('feed-state');
  const before = await collected.get(path);
  if (before?.sizeBytes === found.size && before.modifiedMs === found.mtimeMs) return;
  const { problems, ...report } = await collect(stages, { ...openFile(path), feed });
  // A file that could not be read to its end is tried again at the next start.
  const isWhole = !problems.some(({ code }) => code === 'unreadable');
  if (isWhole) await collected.set(path, { sizeBytes: found.size, modifiedMs: found.mtimeMs });
  log.info(report, 'collected a dump');
  for (const problem of problems) log.warn({ source: path, ...problem }, problem.message);
  await notify?.(toNotice(basename(path), report, problems));
}

function toNotice(
  name: string,
  { parsed, new: found }: { parsed: number; new: number },
  problems: readonly Problem[],
): Post {
  const title = found === 1 ? '1 new paper came in' : `${found} new papers came in`;
  const counts = `${name}: ${parsed} on the page, ${found} new. "digest" previews what the next digest holds.`;
  return { title, sections: [{ text: [counts, ...problems.map(({ message }) => message)].join('\n') }] };
}

/** Serves every channel of a platform whose time has come since it was last served; a time missed while the bot was down is caught up once. */
async function deliverDue(parts: Parts, platform: Platform, now: Date, stopped: AbortSignal): Promise<void> {
  const { channels, platforms, log } = parts;
  for (const channel of await channels.list()) {
    if (stopped.aborted || platformOf(channel.id, platforms) !== platform) continue;
    try {
      if (!isDue(channel, now)) continue;
      // Those before may have taken long: what was settled in chat meanwhile counts.
      const current = await channels.find(channel.id);
      if (current !== undefined && isDue(current, now)) await deliverNow(parts, channel.id, platform, now);
    } catch (error) {
      log.error({ err: error, channel: channel.id }, 'a digest failed; it is tried again in a minute');
    }
  }
}

function isDue({ schedule, lastDueMs }: ServedChannel, now: Date): boolean {
  return !schedule.isPaused && lastDueBefore(now, schedule).getTime() > lastDueMs;
}

async function deliverNow(
  { stages, channels, log, notify }: Parts,
  channel: string,
  platform: Platform,
  now: Date,
): Promise<void> {
  const subscription = await channels.subscriptionOf(channel);
  const reports = subscription === undefined ? [] : await deliver(stages, subscription, platform);
  await noteServed(stages.store, channel, now.getTime());
  for (const { digest, doubtful } of reports) {
    const delivered = { channel: digest.channel, from: digest.from, to: digest.to };
    log.info(delivered, 'delivered a digest');
    if (doubtful === 0) continue;
    log.warn(delivered, 'a digest was cut short by a crash and may not have been shown');
    await notify?.({ title: 'An earlier digest may not have been shown', sections: [{ text: SHOW_AGAIN }] });
  }
}
