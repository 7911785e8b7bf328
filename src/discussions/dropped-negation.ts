import { isNegated } from '../summaries/grounding/polarity.ts';
import { GRAMMAR_WORDS } from '../summaries/words.ts';
import { stemWord, tokenize } from '../topics/words.ts';

/** A negation, and the two words it stands before; none where these are a subject, as in "no user can". */
const NEGATED =
  /(?:\b(?:no|not|without|never|cannot|nor)|n['’]t)\s+(?<first>[\p{L}\p{N}-]+)(?![\p{L}\p{N}-])(?!\s+(?:can|could|may|is|are|was|were|will|would|has|have|had)\b)(?:\s+(?<second>[\p{L}\p{N}-]+))?/giu;

/** A negation of a whole clause. */
const NONE =
  /\b(?:none|nobody|neither|no(?=\s+[\p{L}-]+\s+(?:can|could|may|is|are|was|were|will|would|has|have|had)\b))\b(?<clause>[^.,;:!?]{0,60})/giu;

/** Words that say "not" of what follows them. */
const AVERTED = /\b(?:protect|prevent|stop)\w*\b/iu;

/** Words too weak to tell what is negated. */
const MIN_CHARS = 4;

/** What a quote negates, and a text that stands on it says with nothing negated: "needs retraining" of "needs no retraining". */
export function findDroppedNegation(text: string, quotes: readonly string[]): readonly string[] {
  if (isNegated(text) || AVERTED.test(text)) return [];
  const own = new Set(tokenize(text).map(stemWord));
  const negated = quotes
    .flatMap((quote) => [...quote.matchAll(NEGATED), ...quote.matchAll(NONE)])
    .filter(({ groups }) => {
      const { first = '', second = '', clause = `${first} ${second}` } = groups ?? {};
      const words = tokenize(clause).filter((word) => word.length >= MIN_CHARS && !GRAMMAR_WORDS.has(word));
      return words.length > 0 && words.every((word) => own.has(stemWord(word)));
    });
  return negated.map(([found]) => `it says without its negation what stands there as "${found}"`);
}
