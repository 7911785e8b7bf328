import { mkdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { commands } from '../commands/index.ts';
import type { ChannelConfig, Config } from './core/config.ts';
import { FeedError, messageOf, UserInputError, type Problem } from './core/errors.ts';
import type { Log } from './core/log.ts';
import { sql } from './core/store/sql.ts';
import { lastDueBefore } from './digests/due.ts';
import type { Subscription } from './digests/subscription.ts';
import { feedById } from './feeds/index.ts';
import { openFile } from './feeds/open.ts';
import { collect, deliver, type Stages } from './pipeline.ts';
import type { Bot, Platform, Post } from './platform.ts';
import { startSchedule, type Schedule, type ScheduledWork, type ScheduleOptions } from './schedule.ts';
import { createServices } from './services.ts';
import type { Topic } from './topics/topic.ts';

/** What the bot is made of. */
export interface BotParts {
  readonly config: Config;
  readonly dataDir: string;
  readonly stages: Stages;
  readonly topics: readonly Topic[];
  /** Throws `UserInputError` for a channel nobody set up. */
  readonly subscriptionOf: (channel: string) => Subscription;
  readonly platforms: readonly Platform[];
  readonly log: Log;
  /** Tells whoever runs the bot in a terminal what has come in. */
  readonly notify?: (post: Post) => Promise<void>;
  /** What the schedule goes by, where not by the clock. */
  readonly schedule?: ScheduleOptions;
}

/** What a folder's file was when it was collected. */
interface CollectedFile {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

const SHOW_AGAIN = '`paperboy digest --all` shows everything again.';

/** Starts the bot: platforms serve people, folders are watched, digests go out at their channels' times. Rejects with `FeedError`. */
export async function startBot(parts: BotParts): Promise<Schedule> {
  const { stages, platforms } = parts;
  const services = createServices(stages, commands, parts.topics, parts.subscriptionOf);
  const bot: Bot = {
    commands,
    invoke: async (command, invocation) => {
      try {
        return await command.run(invocation, services);
      } catch (error) {
        if (error instanceof UserInputError) return { title: 'That did not work', sections: [{ text: error.message }] };
        parts.log.error({ err: error, command: command.name }, 'a command failed');
        return { title: 'Something went wrong', sections: [{ text: `${messageOf(error)}\nThe log tells more.` }] };
      }
    },
  };
  for (const { channel } of parts.config.channels) await noteSetUp(stages, channel, new Date(stages.now()));
  const folders = parts.config.feeds.map(({ feed, folder }) => ({ feed, path: resolve(parts.dataDir, folder) }));
  for (const { path } of folders) makeFolder(path);
  for (const platform of platforms) await platform.start(bot);
  const work: ScheduledWork = {
    folders: folders.map(({ path }) => path),
    collectFile: (path) => collectFile(parts, path, folders.find((folder) => folder.path === dirname(path))?.feed),
    tick: (now) => deliverDue(parts, now),
    onError: (error) => parts.log.error({ err: error }, 'the schedule met an error and goes on'),
  };
  return startSchedule(work, parts.schedule);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const advice = 'Make it a folder, or name another under feeds in the configuration.';
    throw new FeedError('unwatchable', `${path} cannot be watched: ${messageOf(error)}. ${advice}`, { cause: error });
  }
}

async function collectFile({ stages, log, notify }: BotParts, path: string, feedId: string | undefined): Promise<void> {
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

/** Serves every channel whose time has come since it was last served; a time missed while the bot was down is caught up once. */
async function deliverDue(parts: BotParts, now: Date): Promise<void> {
  for (const channel of parts.config.channels) {
    const platform = parts.platforms.find(({ id }) => channel.channel.startsWith(`${id}:`));
    if (platform === undefined) continue;
    try {
      if (await isDue(parts, channel, now)) await deliverNow(parts, channel, platform, now);
    } catch (error) {
      parts.log.error({ err: error, channel: channel.channel }, 'a digest failed; it is tried again in a minute');
    }
  }
}

async function isDue({ stages }: BotParts, channel: ChannelConfig, now: Date): Promise<boolean> {
  const [row] = await stages.store.query(sql`SELECT last_due_ms FROM channels WHERE id = ${channel.channel}`);
  return lastDueBefore(now, channel).getTime() > Number(row?.['last_due_ms'] ?? 0);
}

async function deliverNow(
  { stages, subscriptionOf, log, notify }: BotParts,
  channel: ChannelConfig,
  platform: Platform,
  now: Date,
): Promise<void> {
  const reports = await deliver(stages, subscriptionOf(channel.channel), platform);
  await noteServed(stages, channel.channel, now);
  for (const { digest, doubtful } of reports) {
    const delivered = { channel: digest.channel, from: digest.from, to: digest.to };
    log.info(delivered, 'delivered a digest');
    if (doubtful === 0) continue;
    log.warn(delivered, 'a digest was cut short by a crash and may not have been shown');
    await notify?.({ title: 'An earlier digest may not have been shown', sections: [{ text: SHOW_AGAIN }] });
  }
}

/** A channel that has just been set up waits for its first time: only times after `now` are due. */
async function noteSetUp({ store }: Stages, channel: string, now: Date): Promise<void> {
  await store.query(sql`INSERT INTO channels (id, cursor, last_due_ms) VALUES (${channel}, 0, ${now.getTime()})
    ON CONFLICT (id) DO UPDATE SET last_due_ms = COALESCE(channels.last_due_ms, ${now.getTime()})`);
}

async function noteServed({ store }: Stages, channel: string, now: Date): Promise<void> {
  await store.query(sql`INSERT INTO channels (id, cursor, last_due_ms) VALUES (${channel}, 0, ${now.getTime()})
    ON CONFLICT (id) DO UPDATE SET last_due_ms = ${now.getTime()}`);
}
