import { basename } from 'node:path';
import { watch } from 'chokidar';
import cron from 'node-cron';
import { isDumpName, listFiles } from './feeds/open.ts';

/** What the schedule calls; it never calls anything before the call before has ended. */
export interface ScheduledWork {
  /** Folders whose new and changed files are to be collected. */
  readonly folders: readonly string[];
  /** A file stands complete in one of the folders; files that stood there at the start come first, by name. */
  collectFile(path: string): Promise<void>;
  /** A minute has begun; minutes that pass during a longer call are made up for by one. */
  tick(now: Date): Promise<void>;
  /** Something above rejected, or a folder cannot be watched. */
  onError(error: unknown): void;
}

/** The running schedule. */
export interface Schedule {
  /** Resolves when what was there at the start has been collected, and the folders are watched; after a stop in any case. */
  readonly ready: Promise<void>;
  /** Starts nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** What the schedule goes by. */
export interface ScheduleOptions {
  /** A file counts as complete once it has not grown for so many milliseconds. */
  readonly settleMs?: number;
  /** Calls at the beginning of every minute until it is stopped. */
  readonly everyMinute?: (onMinute: (begun: Date) => void) => { stop(): unknown };
}

interface Watch {
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

const SETTLE_MS = 500;
/** A stalled event loop may begin a minute late, but a minute is not dropped for it. */
const LATE_MS = 55_000;

/** Starts watching folders and counting minutes; one thing is done at a time. */
export function startSchedule(work: ScheduledWork, options: ScheduleOptions = {}): Schedule {
  const { settleMs = SETTLE_MS, everyMinute = countMinutes } = options;
  let last = Promise.resolve();
  let stopped = false;
  let minute: Date | undefined;

  function enqueue(job: () => Promise<void>): void {
    last = last.then(() => (stopped ? undefined : job())).catch((error: unknown) => work.onError(error));
  }

  async function tick(): Promise<void> {
    const begun = minute;
    minute = undefined;
    if (begun !== undefined) await work.tick(begun);
  }

  const collect = (path: string): void => enqueue(() => work.collectFile(path));
  const watched = watchFolders(work, settleMs, collect);
  const minutes = everyMinute((begun) => {
    minute = begun;
    enqueue(tick);
  });
  return {
    ready: watched.ready.then(() => last),
    async stop() {
      stopped = true;
      await minutes.stop();
      await watched.close();
      await last;
    },
  };
}

function watchFolders({ folders, onError }: ScheduledWork, settleMs: number, collect: (path: string) => void): Watch {
  const begun = Promise.withResolvers<void>();
  const watcher = watch([...folders], {
    awaitWriteFinish: { stabilityThreshold: settleMs, pollInterval: settleMs / 5 },
    depth: 0,
    // What is there already is listed instead: chokidar is ready before it tells of it, and tells in no order.
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !isDumpName(basename(path)),
  });
  watcher.on('add', collect);
  watcher.on('change', collect);
  watcher.on('error', onError);
  watcher.once('ready', begun.resolve);
  // Without a folder chokidar is never ready.
  if (folders.length === 0) begun.resolve();

  async function collectAll(): Promise<void> {
    await begun.promise;
    for (const folder of folders) {
      try {
        (await listFiles(folder)).forEach(collect);
      } catch (error) {
        onError(error);
      }
    }
  }

  return {
    ready: collectAll(),
    async close() {
      begun.resolve();
      await watcher.close();
    },
  };
}

function countMinutes(onMinute: (begun: Date) => void): { stop(): unknown } {
  const task = cron.schedule('* * * * *', ({ triggeredAt }) => onMinute(triggeredAt), {
    missedExecutionTolerance: LATE_MS,
  });
  return { stop: () => task.destroy() };
}
