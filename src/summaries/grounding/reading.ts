import { foldNotation } from './notation.ts';
import { numberWordsIn } from './number-words.ts';
import { numbersIn, type NumberMention } from './numbers.ts';

/** A text, folded, and the numbers in it. */
export interface Reading {
  readonly text: string;
  /** Those in digits, in order. */
  readonly numbers: readonly NumberMention[];
  /** Those in words, in order. */
  readonly numberWords: readonly NumberMention[];
}

/** Reads a text for comparison with another. */
export function readText(text: string): Reading {
  const folded = foldNotation(text);
  return { text: folded, numbers: numbersIn(folded), numberWords: numberWordsIn(folded) };
}
