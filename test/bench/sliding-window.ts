/** So many calls in any stretch of time, however one looks at it. */
export interface Limit {
  readonly calls: number;
  readonly perMs: number;
}

/** Counts the calls of the latest stretch. */
export interface SlidingWindow {
  /** How long the next call must wait, in milliseconds: 0 where there is room for it at this instant. */
  waitMs(atMs: number): number;
  /** Counts a call. */
  take(atMs: number): void;
}

/** Opens a window that has seen no call yet. The instants it is asked for never go back. */
export function openWindow({ calls, perMs }: Limit): SlidingWindow {
  const taken: number[] = [];
  return {
    waitMs(atMs) {
      while (taken[0] !== undefined && taken[0] <= atMs - perMs) taken.shift();
      const blocking = taken[taken.length - calls];
      return blocking === undefined ? 0 : blocking + perMs - atMs;
    },
    take(atMs) {
      taken.push(atMs);
    },
  };
}
