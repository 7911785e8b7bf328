import { findFaults } from '../../../src/summaries/grounding.ts';
import { sentencesOf } from '../../../src/summaries/sentences.ts';
import type { Pair } from '../pairs.ts';
import type { Corruption } from './corruptions.ts';
import type { judgedLines } from './judged-lines.ts';

/** How many of some texts were flagged. */
export interface Tally {
  readonly texts: number;
  readonly flagged: number;
}

/** The real summaries that were flagged, by what people made of them. */
export interface RealLines {
  readonly lines: number;
  readonly withNumber: number;
  /** Lines judged to be ungrounded, caught and missed. */
  readonly caught: readonly number[];
  readonly missed: readonly number[];
  /** Flagged lines that are not judged to be ungrounded. */
  readonly falseAlarms: readonly number[];
}

/** Each text is corrupted anew in each round, as long as there are fewer than this many. */
const ENOUGH_TEXTS = 1_500;
const MOST_ROUNDS = 5;

/** Flags the real summaries as they are. */
export function measureRealLines(pairs: readonly Pair[], judged: typeof judgedLines): RealLines {
  const flagged = pairs.filter((pair) => findFaults(pair.summary, pair).length > 0).map(({ line }) => line);
  const here = new Set(pairs.map(({ line }) => line));
  const ungrounded = judged.filter(({ line, verdict }) => verdict === 'ungrounded' && here.has(line));
  return {
    lines: pairs.length,
    withNumber: pairs.filter(({ summary }) => /\d/u.test(summary)).length,
    caught: ungrounded.map(({ line }) => line).filter((line) => flagged.includes(line)),
    missed: ungrounded.map(({ line }) => line).filter((line) => !flagged.includes(line)),
    falseAlarms: flagged.filter((line) => !ungrounded.some((entry) => entry.line === line)),
  };
}

/** Flags sentences of the abstracts themselves, which are grounded by nature. */
export function measureOwnSentences(pairs: readonly Pair[]): Tally {
  const faults = pairs.flatMap((pair) => sentencesOf(pair.abstract).map((text) => findFaults(text, pair)));
  // An abstract may name the address of its code.
  const flagged = faults.filter((found) => found.some(({ kind }) => kind !== 'address'));
  return { texts: faults.length, flagged: flagged.length };
}

/** Flags corrupted texts: those that say something of which `textOf` gives the honest form. */
export function measureCorruption(
  { corrupt }: Corruption,
  pairs: readonly Pair[],
  textOf: (pair: Pair) => string | undefined,
  random: () => number,
): Tally {
  let [texts, flagged] = [0, 0];
  for (let round = 0; round < MOST_ROUNDS && texts < ENOUGH_TEXTS; round++) {
    for (const pair of pairs) {
      const text = textOf(pair);
      const corrupted = text === undefined ? undefined : corrupt(text, pair, random);
      if (corrupted === undefined || corrupted === text) continue;
      texts += 1;
      if (findFaults(corrupted, pair).length > 0) flagged += 1;
    }
  }
  return { texts, flagged };
}

/** The first sentence of an abstract that holds a plain number, in one line. */
export function numberSentence({ abstract }: Pair): string | undefined {
  return sentencesOf(abstract)
    .find((sentence) => /\s\d/u.test(sentence))
    ?.replace(/\s+/gu, ' ');
}
