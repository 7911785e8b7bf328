import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { commands } from '../commands/index.ts';
import { createBot } from './bot.ts';
import type { Config } from './core/config.ts';
import type { Environment } from './core/env.ts';
import { FeedError, messageOf, type Problem } from './core/errors.ts';
import type { Log } from './core/log.ts';
import { makeFolder } from './core/make-folder.ts';
import { readSecret } from './core/secret.ts';
import type { Store } from './core/store/store.ts';
import { count } from './core/wording.ts';
import type { RetryWait } from './deliveries/channel-troubles.ts';
import { forgetDeliveries } from './deliveries/retention.ts';
import type { Channels } from './digests/channels.ts';
import { forgetDiscussions } from './discussions/forget.ts';
import { feedById } from './feeds/index.ts';
import { isThere, openFile } from './feeds/open.ts';
import { findUnready, listen, reachable } from './http.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { collect, type CollectReport, type Stages } from './pipeline.ts';
import type { Bot, Platform, Post } from './platform.ts';
import { startPlatforms, type StartOptions } from './platforms/start.ts';
import { forgetPersons } from './reactions/remove.ts';
import { startSchedule, type Schedule, type ScheduledWork, type ScheduleOptions } from './schedule.ts';
import { openServing } from './serve-due.ts';
import { createServices } from './services/index.ts';
import { openDiscussions } from './services/open-discussions.ts';

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
  /** A file has been collected. */
  readonly onCollected?: (report: CollectReport) => void;
  /** What the schedule goes by, where not by the clock. */
  readonly schedule?: ScheduleOptions;
  /** Waits before a platform is started again, where not by the clock. */
  readonly wait?: StartOptions['wait'];
  /** How long a channel waits after failures, where not as usual. */
  readonly retryWait?: RetryWait;
}

/** A running Paperboy. */
export interface RunningBot extends Pick<Schedule, 'ready' | 'stop'> {
  /** Where it is asked how it is; nothing where it cannot listen there. */
  readonly port?: number;
  /** Resolves when the first of its platforms serves people; rejects with why, where none could be started. */
  readonly served: Promise<void>;
}

/** What a folder's file was when it was collected. */
interface CollectedFile {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

const DAY_MS = 24 * 3600 * 1000;

/** Problems of a dump that people are told of one by one. */
const MOST_TOLD = 5;

/**
 * Starts the bot: platforms serve people, folders are watched, digests go out at their channels' times. Each platform is on its
 * own: one that does not come up, or answers slowly, disturbs no other. Rejects with `FeedError`.
 */
export async function startBot(given: Parts): Promise<RunningBot> {
  const metrics = createMetrics(given.stages.store, given.stages.spending);
  const parts = watchParts(given, metrics);
  const { config, environment, stages, channels, platforms, log } = parts;
  const { store, now } = stages;
  const secret = await readSecret(environment.secret, environment.dataDir);
  const discussions = openDiscussions({ stages, platforms, secret, limits: config.discussions });
  const services = createServices({ stages, channels, commands, platforms, secret, discussions });
  const { noteAcknowledged } = metrics;
  const { hearing } = discussions;
  const bot: Bot = {
    ...createBot({ services, store, access: config.access, log, hearing, now }),
    noteAcknowledged,
  };
  await channels.settle(now());
  const stopping = new AbortController();
  const stopped = stopping.signal;
  const servings = new Map(platforms.map((platform) => [platform.id, openServing(parts, platform, stopped)]));
  const started = new Set<string>();
  const tending = platforms.map((platform) => async (): Promise<void> => {
    if (started.has(platform.id)) await discussions.tend(platform, stopped);
  });
  const work = planWork(parts, [...[...servings.values()].map(({ begin }) => begin), ...tending]);
  const schedule = startSchedule(work, parts.schedule);
  const http = await serveHttp(parts, { metrics, schedule, started });
  const served = startPlatforms(reachable(platforms, http), bot, {
    log,
    stopped,
    onServed(platform) {
      const { id } = platform;
      started.add(id);
      // What a crash has cut short does not wait for the next minute.
      void schedule.ready.then(() => servings.get(id)?.begin(new Date(now()))).catch(work.onError);
      void schedule.ready.then(() => discussions.tend(platform, stopped)).catch(work.onError);
    },
    ...(parts.wait && { wait: parts.wait }),
  });
  return {
    ready: schedule.ready,
    served,
    ...('port' in http && { port: http.port }),
    async stop() {
      stopping.abort();
      await Promise.all([schedule.stop(), 'port' in http ? http.close() : undefined]);
      await Promise.all([...servings.values()].map(({ ended }) => ended()));
    },
  };
}

/** What is done when a file comes, and when a minute begins. */
function planWork(parts: Parts, lanes: ScheduledWork['lanes']): ScheduledWork {
  const { config, environment, stages, channels, log } = parts;
  const { store, now } = stages;
  const folders = config.feeds.map(({ feed, folder }) => ({ feed, path: resolve(environment.dataDir, folder) }));
  for (const { path } of folders) makeWatched(path);
  let lastMs = now();
  return {
    folders: folders.map(({ path }) => path),
    collectFile: (path) => collectFile(parts, path, folders.find((folder) => folder.path === dirname(path))?.feed),
    lanes: [
      ...lanes,
      async (begun) => {
        // A clock that was far ahead has put everyone off.
        if (begun.getTime() < lastMs) await channels.settle(begun.getTime());
        lastMs = begun.getTime();
      },
      (begun) => forgetOld(store, config, begun.getTime()),
    ],
    onError: (error) => log.error({ err: error }, 'the schedule met an error and goes on'),
  };
}

function serveHttp(
  { environment, stages: { store }, platforms, log }: Parts,
  { metrics, schedule, started }: { metrics: Metrics; schedule: Schedule; started: ReadonlySet<string> },
): ReturnType<typeof listen> {
  const isServing = ({ id, isConnected }: Platform): boolean => started.has(id) && isConnected?.() !== false;
  return listen(
    {
      ...environment,
      findUnready: () =>
        findUnready({ store, served: platforms.filter(isServing).length, sinceTickMs: schedule.sinceTickMs() }),
      readMetrics: metrics.read,
      routes: platforms.flatMap(({ route }) => route ?? []),
    },
    log,
  );
}

function watchParts(parts: Parts, metrics: Metrics): Parts {
  const { stages, platforms } = parts;
  return {
    ...parts,
    stages: { ...stages, log: parts.log, ...(stages.model && { model: metrics.watchModel(stages.model) }) },
    platforms: platforms.map(metrics.watchPlatform),
    onCollected: metrics.countFeed,
  };
}

async function forgetOld(store: Store, { retentionDays, discussions }: Config, nowMs: number): Promise<void> {
  const leftBeforeMs = nowMs - retentionDays * DAY_MS;
  await forgetPersons(store, leftBeforeMs);
  await forgetDeliveries(store, leftBeforeMs);
  await forgetDiscussions(store, { quietBeforeMs: nowMs - discussions.keepDays * DAY_MS, leftBeforeMs, nowMs });
}

function makeWatched(path: string): void {
  try {
    makeFolder(path);
  } catch (error) {
    const advice = 'Make it a folder, or name another under feeds in the configuration.';
    throw new FeedError('unwatchable', `${path} cannot be watched: ${messageOf(error)}. ${advice}`, { cause: error });
  }
}

async function collectFile(
  { stages, log, notify, onCollected }: Parts,
  path: string,
  feedId: string | undefined,
): Promise<void> {
  const feed = feedId === undefined ? undefined : feedById(feedId);
  const found = await stat(path).catch(() => undefined);
  // It may have been taken away since.
  if (feed === undefined || (found === undefined && !(await isThere(path)))) return;
  const collected = stages.store.records<CollectedFile>('feed-state');
  const before = await collected.get(path);
  // What cannot be opened has neither; it is told of once.
  const state = { sizeBytes: found?.size ?? -1, modifiedMs: found?.mtimeMs ?? 0 };
  if (before?.sizeBytes === state.sizeBytes && before.modifiedMs === state.modifiedMs) return;
  const { problems, ...report } = await collect(stages, { ...openFile(path), feed });
  onCollected?.({ ...report, problems });
  // A file that could not be read to its end is tried again at the next start.
  const isWhole = found === undefined || !problems.some(({ code }) => code === 'unreadable');
  if (isWhole) await collected.set(path, state);
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
  const told = problems.slice(0, MOST_TOLD).map(({ message }) => message);
  const more = problems.length - told.length;
  const rest = more > 0 ? [`And ${count(more, 'more problem')}: the log names them all.`] : [];
  return { title, sections: [{ text: [counts, ...told, ...rest].join('\n') }] };
}
