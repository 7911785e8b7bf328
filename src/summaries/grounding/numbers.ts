import { nounsIn, signBehind } from './units.ts';

/** A number as it stands in a folded text. */
export interface NumberMention {
  /** The number with what belongs to it, to be shown: `80%`, `7B`. */
  readonly written: string;
  /** Its digits alone, without separators of thousands: `54.6`. */
  readonly digits: string;
  /** What it may be worth, with its `K` or `million`; several where a list leaves that open, as for the 7 of `7 and 13B`. */
  readonly values: readonly number[];
  /** Whether a magnitude such as `K` or `million` stands with it. */
  readonly isScaled: boolean;
  /** The unit directly behind it, or that of the list or range it stands in. */
  readonly sign?: string;
  /** What it may count, by the nouns behind it, the nearest first. */
  readonly nouns: readonly string[];
  /** Of these the one that it most likely counts. */
  readonly noun?: string;
  /** Whether a noun in the plural follows, so that it counts something: `30 gardens`. */
  readonly isCount: boolean;
  /** Whether it says how much of a whole there is (`30% of`), or how much more or less (`30% less`). */
  readonly role?: 'share' | 'change';
  /** The letters it is glued to, where it is part of a name: `GPT` of `GPT-4`, `D` of `3D`. */
  readonly name?: { readonly ahead: string; readonly behind: string };
  /** Where it stands, its magnitude included. */
  readonly start: number;
  readonly end: number;
}

const NUMBER = /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*|(?<![\p{L}\d])\.\d+/gu;
const POWER = /^(?:e(?<e>[+-]?\d{1,3})(?![\p{L}\d])|\s?[×x·]\s?10\^\s?\(?(?<raised>-?\d{1,3})\)?)/iu;
const EXPONENT = /^\^(?<exponent>-?\d{1,3})(?!\d)/u;
const MAGNITUDE =
  /^(?:(?<letter>[KkMBTb])(?![\p{L}\d])|[\s-]?(?<word>hundred|thousand|million|billion|trillion)s?\b|\s(?<spaced>[KMB])\b)/u;
const FACTORS: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['k', 1e3],
  ['thousand', 1e3],
  ['m', 1e6],
  ['million', 1e6],
  ['b', 1e9],
  ['billion', 1e9],
  ['t', 1e12],
  ['trillion', 1e12],
]);

/** What may stand between two numbers of one list or range, and how long it is at most. */
const MAX_GAP_CHARS = 12;
const LIST_GAP = /^(?:\+|\s?(?:-|~|\/|to|and|or|,|, (?:and|or)|±|vs\.?|versus|respectively)\s?)+[~+-]?¤?$/u;

/** The letters a number is glued to, but not the `x` of `256x256`. */
const GLUED_AHEAD = /(?<!\d[x×]?)(?<letters>\p{L}+)[-^_.]?$/u;

/** Words behind which another thing begins than the one that is counted. */
const NOUN_PHRASE_END =
  /[.;:!?()¤]|, |\d| (?:of|in|on|for|with|to|that|which|by|using|from|across|per|and|or|is|are|was|were|than|while|at|as|over|under|via|through|into|between|among|covering|spanning|including|containing|achieves?|outperforms?) /u;

const COUNTED = /^\+?(?: [\p{L}-]{2,30}){0,2} \p{Ll}{3,30}s(?<!ss|us|is)(?![\p{L}'])/u;
const SHARE = /^\s?(?:%|percent)\s(?:of|as)\b/u;
const CHANGE =
  /^\s?(?:%|percent)\s(?:less|fewer|lower|smaller|shorter|cheaper|slower|more|higher|faster|better|greater|larger|longer|reduction|drop|decrease|increase|improvement|gain)\b/u;

/** How many words behind a number may say what it counts. */
const NOUN_REACH = 5;

/** How many numbers of a text are read: far more than any real one has. */
const MOST_NUMBERS = 1_000;

/** The numbers of a folded text that are written in digits, in order. */
export function numbersIn(text: string): readonly NumberMention[] {
  const mentions: NumberMention[] = [];
  for (const { 0: raw, index } of text.matchAll(NUMBER)) {
    if (mentions.length === MOST_NUMBERS) break;
    const isRead = index < (mentions.at(-1)?.end ?? 0);
    if (!isRead && !isEnumerator(text, raw, index)) mentions.push(readNumber(text, raw, index));
  }
  return shareUnits(mentions, text);
}

function readNumber(text: string, raw: string, start: number): NumberMention {
  const digits = raw.replaceAll(',', '').replace(/^\./u, '0.');
  const { value, length } = scale(digits, text.slice(start + raw.length, start + raw.length + 20));
  const end = start + raw.length + length;
  const [before, after] = [text.slice(Math.max(0, start - 30), start), text.slice(end, end + 90)];
  const isMoney = /¤\s?$/u.test(before);
  const sign = isMoney ? 'dollars' : signBehind(after);
  const counted = countedBehind(after);
  // Behind a name stands its version, and behind that no more than a verb.
  const isCount = counted.isCount && !digits.includes('.') && !/\p{Lu}[^\s.,;:!?]* $/u.test(before);
  const name = nameOf(before, sign === undefined && length === 0 ? after : '');
  return {
    written: [
      isMoney ? '$' : '',
      name === undefined ? '' : (GLUED_AHEAD.exec(before)?.[0] ?? ''),
      text.slice(start, end),
      writtenBehind(after, name === undefined && isCount, name === undefined && !isMoney ? sign : undefined),
    ].join(''),
    digits,
    values: [value],
    isScaled: length > 0,
    ...(sign !== undefined && { sign }),
    ...counted,
    isCount,
    ...roleOf(after),
    ...(name !== undefined && { name }),
    start,
    end,
  };
}

/** `GPT-4`, `3D` and `D^3QE` are names; `4 models` and `4th` are none. */
function nameOf(before: string, after: string): NumberMention['name'] {
  const ahead = GLUED_AHEAD.exec(before)?.groups?.['letters'];
  if (ahead !== undefined) return { ahead, behind: '' };
  const behind = /^(?!(?:st|nd|rd|th|s)\b|[xX×][\d\p{Lu}])\p{L}+/u.exec(after)?.[0];
  return behind === undefined ? undefined : { ahead: '', behind };
}

/** The worth of digits with what scales them, and how many characters that takes. */
function scale(digits: string, after: string): { readonly value: number; readonly length: number } {
  const { exponent } = EXPONENT.exec(after)?.groups ?? {};
  if (exponent !== undefined) return { value: Number(digits) ** Number(exponent), length: exponent.length + 1 };
  const power = POWER.exec(after);
  if (power !== null) {
    const { e, raised } = power.groups ?? {};
    return { value: Number(digits) * 10 ** Number(e ?? raised), length: power[0].length };
  }
  const magnitude = MAGNITUDE.exec(after);
  const { letter, word, spaced } = magnitude?.groups ?? {};
  const factor = FACTORS.get((letter ?? word ?? spaced ?? '').toLowerCase()) ?? 1;
  return { value: Number(digits) * factor, length: magnitude?.[0].length ?? 0 };
}

/** What the words behind a number say that it counts: of several, what is in the plural. */
export function countedBehind(after: string): Pick<NumberMention, 'nouns' | 'noun' | 'isCount'> {
  const [phrase = ''] = after.split(NOUN_PHRASE_END, 1);
  const words =
    phrase
      .toLowerCase()
      .match(/\p{L}+(?:-\p{L}+)*/gu)
      ?.slice(0, NOUN_REACH) ?? [];
  const nouns = nounsIn(words);
  const plural = nounsIn(words.filter((word) => word.endsWith('s')))[0];
  const isCount = COUNTED.test(phrase) || plural !== undefined;
  const noun = plural ?? (isCount ? undefined : nouns[0]);
  return { nouns, isCount, ...(noun !== undefined && { noun }) };
}

/** What is shown behind a number: what it counts, its unit, or letters that are glued to it. */
function writtenBehind(after: string, isCount: boolean, sign: string | undefined): string {
  const counted = isCount ? COUNTED.exec(after)?.[0] : undefined;
  const unit = sign === undefined ? undefined : /^(?:\s?%|[\s-]?[\p{L}°×][\p{L}\d]*)/u.exec(after)?.[0];
  return unit ?? counted ?? /^[\p{L}°×][\p{L}\d]*/u.exec(after)?.[0] ?? '';
}

function roleOf(after: string): Pick<NumberMention, 'role'> {
  if (SHARE.test(after)) return { role: 'share' };
  return CHANGE.test(after) ? { role: 'change' } : {};
}

/** The `(1)` or `1)` before a member of a list. */
function isEnumerator(text: string, raw: string, at: number): boolean {
  if (raw.length > 1 || text.charAt(at + 1) !== ')' || !/^$|[\s(]/u.test(text.charAt(at - 1))) return false;
  return text.charAt(at - 1) === '(' || text.lastIndexOf('(', at) <= text.lastIndexOf(')', at);
}

/** In `57-87%` and `7, 8 and 13B parameters` all numbers are of the last one's kind. */
function shareUnits(mentions: readonly NumberMention[], text: string): readonly NumberMention[] {
  const shared: NumberMention[] = [];
  for (const mention of mentions.toReversed()) {
    const next = shared.at(-1);
    const isListed = next !== undefined && next.name === undefined && isListGap(text.slice(mention.end, next.start));
    shared.push(isListed && mention.sign === undefined ? takeUnit(mention, next) : mention);
  }
  return shared.toReversed();
}

function isListGap(gap: string): boolean {
  return gap.length <= MAX_GAP_CHARS && LIST_GAP.test(gap);
}

function takeUnit(mention: NumberMention, next: NumberMention): NumberMention {
  const factor = (next.values.at(-1) ?? 0) / Number(next.digits);
  const scaled = mention.isScaled || factor === 1 ? [] : [Number(mention.digits) * factor];
  return {
    ...mention,
    ...(next.sign !== undefined && { sign: next.sign }),
    values: [...mention.values, ...scaled],
    nouns: mention.nouns.length > 0 ? mention.nouns : next.nouns,
  };
}
