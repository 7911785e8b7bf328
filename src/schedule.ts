import { basename } from 'node:path';
import { watch } from 'chokidar';
import cron, { type ScheduledTask } from 'node-cron';
import { isDumpName, listFiles, listUnopenable } from './feeds/open.ts';

/** What the schedule calls; nothing is called before its own last call has ended. */
export interface ScheduledWork {
  /** Folders whose new and changed files are to be collected. */
  readonly folders: readonly string[];
  /**
   * A file stands complete in one of the folders; files that stood there at the start come first, by name. Where it rejects,
   * the file comes again with the next minute; what cannot be opened comes every minute.
   */
  collectFile(path: string): Promise<void>;
  /**
   * A minute has begun, and what had come into the folders before is collected. Each goes its own way, and none waits for
   * another; minutes that pass during a longer call are made up for by one.
   */
  readonly lanes: readonly ((begun: Date) => Promise<void>)[];
  /** Something above rejected, or a folder cannot be watched. */
  onError(error: unknown): void;
}

/** The running schedule. */
export interface Schedule {
  /** Resolves when what was there at the start has been collected, and the folders are watched; after a stop in any case. */
  readonly ready: Promise<void>;
  /** How long ago the last minute began, or the schedule where none has, in milliseconds; setting the clock changes nothing. */
  sinceTickMs(): number;
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

/** Things that are done one at a time, in the order they came up; what rejects does not stop the next. */
interface Line {
  add(job: () => Promise<void>): void;
  /** Resolves when all that was added so far has ended. */
  ended(): Promise<void>;
}

interface Watch {
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

const SETTLE_MS = 500;
/** A stalled event loop may begin a minute late, but a minute is not dropped for it. */
const LATE_MS = 55_000;
const MINUTE_MS = 60_000;

/** Starts watching folders and counting minutes. */
export function startSchedule(work: ScheduledWork, options: ScheduleOptions = {}): Schedule {
  const { settleMs = SETTLE_MS, everyMinute = countMinutes } = options;
  let stopped = false;
  const open = (): Line =>
    openLine(
      () => stopped,
      (error) => work.onError(error),
    );
  const collecting = open();
  const lanes = work.lanes.map((call) => openLane(call, collecting, open()));
  const failed = new Set<string>();
  const collect = (path: string): void =>
    collecting.add(() =>
      work.collectFile(path).catch((error: unknown) => {
        failed.add(path);
        throw error;
      }),
    );
  const watched = watchFolders(work, settleMs, collect);
  let tickedAtMs = performance.now();
  const minutes = everyMinute((begun) => {
    tickedAtMs = performance.now();
    const again = [...failed];
    failed.clear();
    again.forEach(collect);
    // The watcher says nothing of these; of the folder itself all was said when it was first listed.
    for (const folder of work.folders)
      void listUnopenable(folder)
        .catch(() => [])
        .then((paths) => paths.forEach(collect));
    lanes.forEach(({ begin }) => begin(begun));
  });
  return {
    ready: watched.ready.then(collecting.ended),
    sinceTickMs: () => performance.now() - tickedAtMs,
    async stop() {
      stopped = true;
      await minutes.stop();
      await watched.close();
      await Promise.all([collecting, ...lanes].map(({ ended }) => ended()));
    },
  };
}

function openLine(isStopped: () => boolean, onError: ScheduledWork['onError']): Line {
  let last = Promise.resolve();
  return {
    add(job) {
      last = last.then(() => (isStopped() ? undefined : job())).catch(onError);
    },
    ended: () => last,
  };
}

function openLane(
  call: (begun: Date) => Promise<void>,
  collecting: Line,
  line: Line,
): Pick<Line, 'ended'> & { begin(minute: Date): void } {
  let latest: Date | undefined;

  async function makeUp(): Promise<void> {
    const begun = latest;
    latest = undefined;
    if (begun !== undefined) await call(begun);
  }

  return {
    ended: line.ended,
    begin(minute) {
      latest = minute;
      const collected = collecting.ended();
      line.add(() => collected);
      line.add(makeUp);
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

/** node-cron waits for the minute it expects next: where the clock has gone back behind it, the count begins anew. */
function countMinutes(onMinute: (begun: Date) => void): { stop(): unknown } {
  let task = openTask(onMinute);
  let beforeMs = Date.now();
  const watching = setInterval(() => {
    const isBack = Date.now() < beforeMs;
    beforeMs = Date.now();
    if (!isBack) return;
    void task.destroy();
    task = openTask(onMinute);
  }, MINUTE_MS);
  return {
    stop() {
      clearInterval(watching);
      return task.destroy();
    },
  };
}

function openTask(onMinute: (begun: Date) => void): ScheduledTask {
  return cron.schedule('* * * * *', ({ triggeredAt }) => onMinute(triggeredAt), {
    missedExecutionTolerance: LATE_MS,
    noOverlap: true,
    // A machine that slept a night would fill the screen with its minutes; they are made up for.
    suppressMissedWarning: true,
  });
}
