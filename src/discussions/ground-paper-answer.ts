import { describeFault, findFaults } from '../summaries/grounding.ts';
import { isAbout } from '../summaries/grounding/quotes.ts';
import type { PaperAnswer } from './answer.ts';
import type { RawAnswer } from './answer-prompt.ts';
import { findPassage, sourceOf, type AskedPaper, type FoundPassage } from './asked-paper.ts';
import { findDroppedNegation } from './dropped-negation.ts';
import { findForeign } from './foreign-words.ts';
import { isTelling } from './stray-words.ts';
import { stemWord, tokenize } from '../topics/words.ts';

const MAX_TEXT_CHARS = 700;
const MAX_QUOTES = 3;

/** The share of an answer's telling words that may stand in no quote of it. */
const MOST_UNQUOTED = 0.4;
const FEW_UNQUOTED = 2;

/** A sentence of a paper that gives orders to whatever reads it. It may be shown, but nothing is said on its word. */
const ORDER_IN_PAPER =
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:instructions?|rules?|prompts?|above|previous|prior|others)\b|(?:^|[.!?"“(]\s*)(?:bot|assistant|reviewers?|llms?|ai|chatgpt|claude)\s?:|@(?:everyone|here|channel)\b/iu;

/** What is left of a model's answer once it was held to the paper. */
export interface HeldAnswer {
  /** None where it says what the paper does not, or stands on no quote. */
  readonly answer?: PaperAnswer;
  /** What is to be mended, a line each. */
  readonly faults: readonly string[];
}

/** Takes of an answer what title, abstract and facts bear out. Who does as a stranger says, instead of answering, says nothing here. */
export function groundPaperAnswer(raw: RawAnswer, paper: Required<AskedPaper>): HeldAnswer {
  const text = tidy(raw.text);
  const found = raw.quotes.flatMap((quote) => findPassage(paper, quote) ?? []);
  const invented = raw.quotes.filter((quote) => findPassage(paper, quote) === undefined);
  if (!raw.isTold)
    // Nothing is said, so nothing wrong: a quote that comes near is not worth a second call.
    return { answer: { isTold: false, text: '', quotes: quotesOf(found), rung: 'llm' }, faults: [] };
  const quotes = quotesOf(
    found.filter(
      ({ passage, whole }) => !ORDER_IN_PAPER.test(whole) && (isAbout(text, passage) || isAbout(text, whole)),
    ),
  );
  const textFaults = [
    ...faultsOf(text, paper),
    ...findDroppedNegation(text, quotes),
    ...findUnquoted(text, [paper.title, ...quotes]),
  ];
  const faults = [
    ...invented.map((quote) => `"${quote}" is no verbatim passage of title, abstract or facts`),
    ...textFaults,
    ...(quotes.length === 0 ? ['No quote bears the text out.'] : []),
  ];
  const isHeld = textFaults.length === 0 && quotes.length > 0;
  return { ...(isHeld && { answer: { isTold: true, text, quotes, rung: 'llm' } }), faults };
}

function quotesOf(found: readonly FoundPassage[]): readonly string[] {
  return [...new Set(found.map(({ whole }) => whole))].slice(0, MAX_QUOTES);
}

function faultsOf(text: string, paper: Required<AskedPaper>): readonly string[] {
  if (text === '') return ['The text is empty.'];
  if (text.length > MAX_TEXT_CHARS) return [`The text is longer than ${MAX_TEXT_CHARS} characters.`];
  const source = { title: paper.title, abstract: [paper.abstract, ...paper.facts].join('\n\n') };
  // An answer may give an address that is known.
  const faults = findFaults(text, source).filter(({ kind }) => kind !== 'address');
  return [...faults.map(describeFault), ...findForeign(text, sourceOf(paper))];
}

/** Whether a text goes far beyond its quotes, into words that stand elsewhere in the paper, of other things. */
function findUnquoted(text: string, quotes: readonly string[]): readonly string[] {
  const quoted = new Set(quotes.flatMap(tokenize).map(stemWord));
  const telling = tokenize(text).filter(isTelling);
  const unquoted = telling.filter((word) => !quoted.has(stemWord(word)));
  return unquoted.length > Math.max(FEW_UNQUOTED, telling.length * MOST_UNQUOTED)
    ? [`The quotes do not bear out: ${unquoted.slice(0, 8).join(', ')}`]
    : [];
}

/** On one line, without what cannot be seen, and without a yes or no in front, which would say yes to whatever the question claims beside. */
function tidy(text: string): string {
  const line = text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  const bare = line.replace(
    /^(?:(?:yes|yeah|yep|no|nope|true|false|indeed|exactly|correct|sure|certainly|absolutely)\s?[,.:;!–—-]+\s*)+/iu,
    '',
  );
  return bare === line ? line : bare.charAt(0).toUpperCase() + bare.slice(1);
}
