import { watch } from 'chokidar';
import cron from 'node-cron';

/** What the schedule calls; it never calls anything before the call before has ended. */
export interface ScheduledWork {
  /** Folders whose new and changed files are to be collected. */
  readonly folders: readonly string[];
  /** A file stands complete in one of the folders; files that stood there before come first. */
  collectFile(path: string): Promise<void>;
  /** A minute has begun. */
  tick(now: Date): Promise<void>;
  /** Something above rejected, or a folder cannot be watched. */
  onError(error: unknown): void;
}

/** The running schedule. */
export interface Schedule {
  /** Resolves when what was there at the start has been collected, and the folders are watched. */
  readonly ready: Promise<void>;
  /** Starts nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** A file counts as complete once it has not grown for this long. */
const SETTLE_MS = 500;
/** A stalled event loop may begin a minute late, but a minute is not dropped for it. */
const LATE_MS = 55_000;

/** Starts watching folders and counting minutes; one thing is done at a time. */
export function startSchedule(work: ScheduledWork): Schedule {
  let last = Promise.resolve();
  let stopped = false;
  const enqueue = (job: () => Promise<void>): void => {
    last = last.then(() => (stopped ? undefined : job())).catch((error: unknown) => work.onError(error));
  };
  const watcher = watch([...work.folders], {
    awaitWriteFinish: { stabilityThreshold: SETTLE_MS, pollInterval: SETTLE_MS / 5 },
    depth: 0,
    ignored: (path, stats) => stats?.isFile() === true && /(?:^|[/\\])\.|[~]$|\.(?:part|tmp|crdownload)$/.test(path),
  });
  watcher.on('add', (path) => enqueue(() => work.collectFile(path)));
  watcher.on('change', (path) => enqueue(() => work.collectFile(path)));
  watcher.on('error', (error) => work.onError(error));
  const ready = new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  const minutes = cron.schedule('* * * * *', ({ triggeredAt }) => enqueue(() => work.tick(triggeredAt)), {
    noOverlap: true,
    missedExecutionTolerance: LATE_MS,
  });
  return {
    ready: ready.then(() => last),
    async stop() {
      stopped = true;
      await minutes.stop();
      await watcher.close();
      await last;
    },
  };
}
