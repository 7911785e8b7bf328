/** A flagged one-line summary that was read against its abstract. */
interface JudgedLine {
  /** The line of the pairs file, from 1. */
  readonly line: number;
  readonly verdict: 'ungrounded' | 'false alarm';
  readonly reason: string;
}

/** Every line of the real summaries that is flagged, and those known to be false that have to be. */
export const judgedLines: readonly JudgedLine[] = [
  {
    line: 386,
    verdict: 'ungrounded',
    reason: 'a method that takes 29.8% of the memory is said to save 29.8% of it',
  },
  {
    line: 392,
    verdict: 'ungrounded',
    reason: 'a reduction by 80%, where the abstract gives rates before and after but no 80',
  },
  {
    line: 2078,
    verdict: 'ungrounded',
    reason:
      '"state-of-the-art", where the abstract claims twice the accuracy of existing systems and no rank among all',
  },
];
