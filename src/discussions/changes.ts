import type { ThreadChange } from '../platform.ts';

/** Tells those who work on what people said what has changed meanwhile. */
export interface Changes {
  /** Something said in a thread was edited or deleted. */
  note(change: ThreadChange): void;
  /** Does work on a thread, which is given the ids of the messages that have changed since it began; more are added while it goes on. */
  during<Result>(thread: string, work: (changed: ReadonlySet<string>) => Promise<Result>): Promise<Result>;
}

/** Makes what tells of changes; it keeps none beyond the work that they matter to. */
export function createChanges(): Changes {
  const underWay = new Set<{ readonly thread: string; readonly changed: Set<string> }>();
  return {
    note(change) {
      if (change.kind === 'thread-deleted') return;
      for (const { thread, changed } of underWay) if (thread === change.thread) changed.add(change.message);
    },
    async during(thread, work) {
      const begun = { thread, changed: new Set<string>() };
      underWay.add(begun);
      try {
        return await work(begun.changed);
      } finally {
        underWay.delete(begun);
      }
    },
  };
}
