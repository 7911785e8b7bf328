/** One measured figure, and the most or the least it may be, where a bar is set. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 's' | 'times' | 'calls' | 'lines' | 'papers' | 'texts' | '%' | 'MB';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Something that is measured by `npm run bench`. */
export interface Bench {
  readonly name: string;
  /** Measures; `full` asks for the sizes that an issue's bar names, else those that fit a short run. */
  run(full: boolean): Promise<readonly Figure[]>;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that so large a share of all stands below. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How long the work takes, in milliseconds. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
