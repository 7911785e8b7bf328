import { compressSentence, MAX_TLDR_CHARS } from './compress.ts';
import { sentencesOf } from './sentences.ts';
import { countWords, wordsOf } from './words.ts';

/** A sentence picked from an abstract. */
export interface PickedSentence {
  /** The sentence made to stand alone, at most {@link MAX_TLDR_CHARS} long; empty where the abstract is. */
  readonly text: string;
  /** The sentence as it stands in the abstract, verbatim. */
  readonly quote: string;
}

/** How much of an abstract is read: far more than any real one has. */
const MAX_SCANNED_CHARS = 20_000;

/** The words of a one-sentence summary, within which length costs nothing. */
const FEWEST_WORDS = 16;
const MOST_WORDS = 30;

/** A pattern and what it adds to a sentence's score. */
interface Cue {
  readonly pattern: RegExp;
  readonly weight: number;
}

/** What, in a sentence as the authors wrote it, says that here the paper tells what it brings. */
const MERITS: readonly Cue[] = [
  {
    pattern:
      /\b(?:we|paper|work|study|article|report|authors?)\b[^,.;]{0,40}\b(?:propos|introduc|present|develop|design|releas|unveil|contribut)(?:e|es|s|ing|ed)?\b/iu,
    weight: 0.06,
  },
  { pattern: /本文|本論文|本研究|提出|提案/u, weight: 0.06 },
  { pattern: /\bwe\b|\bthis (?:paper|work|study|report|article|survey)\b/iu, weight: 0.05 },
  { pattern: /\bthis (?:paper|work|study|report|article)\b/iu, weight: 0.03 },
  // "Name, a tool that": the sentence that says what the name stands for.
  { pattern: /(?:^|\s)[\p{Lu}\d][\p{L}\d-]*(?: \([^)]*\))?, (?:an?|the first|the)\s/u, weight: 0.04 },
  {
    pattern:
      /\b(?:outperform\w*|improv\w*|achiev\w*|surpass\w*|state-of-the-art|superior|reduc\w*|enhanc\w*|enabl\w*)\b/iu,
    weight: 0.02,
  },
];

/** What, in a sentence made to stand alone, still leans on others or leads away from the paper. */
const FAULTS: readonly Cue[] = [
  {
    pattern:
      /^(?:it|they|its|their|this (?!paper|work|study|article|report|survey)\w+|these|those|such|both|the former|the latter|the resulting)\b/iu,
    weight: -0.06,
  },
  { pattern: /^(?:our|the proposed|extensive|comprehensive|experiment\w*|empirical\w*|results)\b/iu, weight: -0.02 },
  {
    pattern: /\b(?:these|this|such an?|those) (?:challenge|gap|issue|problem|limitation|need|question)s?\b/iu,
    weight: -0.04,
  },
  {
    pattern:
      /^(?:however|but|yet|despite|although|existing|current|recent|prior|previous|traditional|while)\b|\b(?:(?:has|have) (?:become|emerged|shown|achieved|made|been)|remains?|challenging|under-?explored|however|recent (?:advances|progress|work|studies))\b/iu,
    weight: -0.06,
  },
  {
    pattern:
      /https?:|\b(?:code|datasets?|data|models?|project page|weights)\b[^.]{0,60}\b(?:available|open-?sourced?|found at)\b/iu,
    weight: -0.05,
  },
  { pattern: /[?…]$/u, weight: -0.05 },
];

/** What a sentence is weighed against. */
interface Context {
  readonly titleWords: ReadonlyMap<string, number>;
  readonly abstractWords: ReadonlyMap<string, number>;
  /** The name a title of the form "Name: what it is" gives, in lower case. */
  readonly name: string | undefined;
  readonly sentenceCount: number;
}

/** Picks the sentence that says what is proposed and what came of it, not the opening platitude, and makes it stand alone. */
export function pickSentence(title: string, abstract: string): PickedSentence {
  const scanned = abstract.slice(0, MAX_SCANNED_CHARS);
  const quotes = sentencesOf(scanned);
  const context: Context = {
    titleWords: countWords(title),
    abstractWords: countWords(scanned),
    name: /^([^:]{2,40}):/u.exec(title)?.[1]?.trim().toLowerCase(),
    sentenceCount: quotes.length,
  };
  let best: PickedSentence = { text: '', quote: '' };
  let bestScore = -Infinity;
  for (const [index, quote] of quotes.entries()) {
    const text = compressSentence(quote, MAX_TLDR_CHARS);
    const score = scoreSentence(quote, text, index, context);
    if (score > bestScore) [best, bestScore] = [{ text, quote }, score];
  }
  return best;
}

function scoreSentence(quote: string, text: string, index: number, context: Context): number {
  const words = countWords(text);
  const length = wordsOf(text).length;
  const tooShort = Math.max(0, FEWEST_WORDS - length) / FEWEST_WORDS;
  const tooLong = Math.max(0, length - MOST_WORDS) / MOST_WORDS;
  const named = context.name !== undefined && text.toLowerCase().includes(context.name);
  return (
    sumOf(MERITS, quote) +
    sumOf(FAULTS, text) +
    0.28 * cosine(words, context.abstractWords) +
    0.13 * shareOf(context.titleWords, words) +
    (named ? 0.03 : 0) -
    0.04 * (index / context.sentenceCount) -
    0.1 * tooShort -
    0.1 * tooLong
  );
}

function sumOf(cues: readonly Cue[], text: string): number {
  return cues.reduce((sum, { pattern, weight }) => (pattern.test(text) ? sum + weight : sum), 0);
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [word, count] of a) dot += count * (b.get(word) ?? 0);
  return dot === 0 ? 0 : dot / Math.sqrt(squaredLength(a) * squaredLength(b));
}

function squaredLength(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return sum;
}

function shareOf(wanted: ReadonlyMap<string, number>, present: ReadonlyMap<string, number>): number {
  if (wanted.size === 0) return 0;
  let found = 0;
  for (const word of wanted.keys()) if (present.has(word)) found += 1;
  return found / wanted.size;
}
