import PQueue from 'p-queue';

/** Jobs that are done side by side, each under a name, and one of a name at a time. */
export interface Pool {
  /** Does a job as soon as there is room; it must not reject. Nothing comes of it where one of its name waits or is being done. */
  add(name: string, job: () => Promise<void>): void;
  /** Drops those that have not begun. */
  clear(): void;
  /** Resolves when none is left. */
  ended(): Promise<void>;
}

/** Opens a pool for so many jobs at a time. */
export function openPool(size: number): Pool {
  const queue = new PQueue({ concurrency: size });
  const waiting = new Set<string>();
  const busy = new Set<string>();
  return {
    add(name, job) {
      if (waiting.has(name) || busy.has(name)) return;
      waiting.add(name);
      void queue.add(async () => {
        waiting.delete(name);
        busy.add(name);
        await job().finally(() => busy.delete(name));
      });
    },
    clear() {
      queue.clear();
      waiting.clear();
    },
    ended: () => queue.onIdle(),
  };
}
