/** How unlike a title, or unlike an abstract, a piece of text is: 0 is a perfect specimen, 4 and more is another thing. */
export interface Unlikeness {
  readonly title: number;
  readonly abstract: number;
}

// Real titles reach 162 characters, and ten in a thousand of them end in a question mark.
const LONGEST_USUAL_TITLE = 170;
const LONGEST_SURELY_SHORT = 300;

const FULL_STOPS = codesOf('.。');
const SENTENCE_ENDS = codesOf('.!?…。！？');
/** May stand after what ends a sentence. */
const CLOSERS = codesOf('"\'”’»)]}*_$');
/** What every text has that {@link SENTENCE_INSIDE} finds something in; looking for it costs far less. */
const SENTENCE_END_INSIDE = /[.!?] |[。！？]/;
const SENTENCE_INSIDE = /[\p{Ll}\p{Lo})\]%][.!?] +[\p{Lu}\p{Lo}]|[。！？]./u;
const OPENER =
  /^(?:We |In this |This (?:paper|work|study|article|report|thesis|survey|letter|note) |Our |To address |It is |There (?:is|are) |Code |Project page|(?:The )?(?:source )?code (?:is|and)|All (?:code|models)|Here,? we |(?:However|Moreover|Furthermore|Additionally|In addition|Finally|Therefore|Thus|Hence|Specifically|Experiment(?:s|al results)|Extensive|Our|Results|Preliminary|Some|To this end|As a result|For (?:example|instance))\b[, ])/i;
const PROSE_INSIDE = / (?:we|our|is|are|was|were|has|have|been|can|shows?|demonstrates?|which|this|these) /;
const DANGLING = /(?:[,;:&]|(?:^|\s)(?:and|or|of|the|for|with|in|to|a|an|via|by|on|from|at|as|under))$/i;

/** What the first or last line of a text shows of what it is. */
export interface LineTraits {
  readonly text: string;
  readonly titleCase: boolean;
  readonly lowerStart: boolean;
  /** It opens as sentences of abstracts do. */
  readonly opener: boolean;
  readonly ended: boolean;
  readonly fullStop: boolean;
  /** What its last character says against a title. */
  readonly closingCost: number;
  /** What its words say against a title, where it is short. */
  readonly proseCost: number;
  readonly hasUrl: boolean;
}

/** Looks at one line, at a long one only at its end. */
export function traitsOf(text: string): LineTraits {
  const short = text.length <= LONGEST_SURELY_SHORT;
  const titleCase = short && isTitleCase(text);
  const last = lastSign(text);
  const sign = text.charCodeAt(last);
  const fullStop = FULL_STOPS.has(sign) && text[last - 1] !== '.';
  return {
    text,
    titleCase,
    lowerStart: isLowerCase(text.charCodeAt(0)),
    opener: text.length <= 2 * LONGEST_SURELY_SHORT && OPENER.test(text),
    ended: SENTENCE_ENDS.has(sign),
    fullStop,
    closingCost: fullStop ? 2.5 : closingCost(text.charAt(text.length - 1)),
    proseCost: short ? proseCost(text, titleCase) : 0,
    hasUrl: text.length <= 2 * LONGEST_SURELY_SHORT && hasUrl(text),
  };
}

/** From each of these lengths on, {@link weighLines} weighs an abstract by another rule; between them, length changes nothing. */
export const ABSTRACT_LENGTHS = [0, 60, 120, 200, 250, 2 * LONGEST_SURELY_SHORT + 1] as const;

/**
 * Weighs a piece of text of `length` characters by the only cheap evidence there is: length, closing punctuation, case and
 * opening words. `head` and `tail` are its first and last line, `prose` the sum of its lines'
 * prose costs.
 */
export function weighLines(head: LineTraits, tail: LineTraits, length: number, prose = tail.proseCost): Unlikeness {
  const url = length <= 2 * LONGEST_SURELY_SHORT && tail.hasUrl;
  const over = length <= LONGEST_USUAL_TITLE ? 0 : Math.min(6, (length - LONGEST_USUAL_TITLE) / 25);
  const title =
    over +
    tail.closingCost +
    (head.opener ? 2 : 0) +
    (length <= LONGEST_USUAL_TITLE && !head.titleCase ? 0.5 : 0) +
    (length <= LONGEST_SURELY_SHORT ? prose : 0) +
    (head.lowerStart ? 1.2 : 0) +
    (url ? 4 : 0);
  const abstract =
    shortnessCost(length) +
    (tail.ended || url ? 0 : length < 250 ? 3 : 2) +
    (head.lowerStart ? 0.7 : 0) +
    (head !== tail && head.text.length < 200 && head.titleCase ? 0.7 : 0) +
    (length < 200 && !tail.fullStop && head.titleCase ? 1.5 : 0);
  return { title, abstract };
}

/** As {@link weighLines}, for texts that are weighed once. */
export function weighText(head: string, tail: string, length: number): Unlikeness {
  const first = traitsOf(head);
  return weighLines(first, head === tail ? first : traitsOf(tail), length);
}

/** Whether the text closes as a sentence does. */
export function endsSentence(text: string): boolean {
  return SENTENCE_ENDS.has(text.charCodeAt(lastSign(text)));
}

/** Whether the text breaks off where nobody ends a title. */
export function isDangling(text: string): boolean {
  return DANGLING.test(text.slice(-12));
}

function proseCost(text: string, titleCase: boolean): number {
  const prose = text.length > 40 && !titleCase && PROSE_INSIDE.test(text);
  const sentence = SENTENCE_END_INSIDE.test(text) && SENTENCE_INSIDE.test(text);
  return (sentence ? 1.5 : 0) + (prose ? 1 : 0);
}

function closingCost(last: string): number {
  if (last === ',' || last === ';') return 3;
  if (last === ':') return 1;
  return last === '!' || last === '?' ? 0.3 : 0;
}

/** Where the last character stands that closes nothing: the full stop of `… (see above.)”`. */
function lastSign(text: string): number {
  let at = text.length - 1;
  while (at > 0 && CLOSERS.has(text.charCodeAt(at))) at--;
  return at;
}

function hasUrl(text: string): boolean {
  return text.includes('/') && (text.includes('://') || text.includes('github.com/'));
}

function codesOf(signs: string): ReadonlySet<number> {
  return new Set(Array.from(signs, (sign) => sign.charCodeAt(0)));
}

function shortnessCost(length: number): number {
  if (length >= 250) return 0;
  if (length >= 120) return 0.6;
  return length >= 60 ? 1.5 : 2.5;
}

/** Whether more than half of the words of four letters and more begin with a capital, among the first 200 characters. */
function isTitleCase(text: string): boolean {
  const end = Math.min(text.length, 200);
  let words = 0;
  let capitals = 0;
  for (let i = 0; i < end; i++) {
    const start = i;
    while (i < end && isLetter(text.charCodeAt(i))) i++;
    if (i - start < 4) continue;
    words++;
    if (isUpperCase(text.charCodeAt(start))) capitals++;
  }
  return capitals * 2 > words;
}

function isLetter(code: number): boolean {
  const folded = code | 32;
  return (
    (folded >= 97 && folded <= 122) || (code >= 0xc0 && code < 0x2000) || code >= 0x3040 || code === 39 || code === 45
  );
}

function isUpperCase(code: number): boolean {
  if (code < 0xc0) return code >= 65 && code <= 90;
  const letter = String.fromCharCode(code);
  return letter !== letter.toLowerCase();
}

function isLowerCase(code: number): boolean {
  return code >= 97 && code <= 122;
}
