import { isChrome, isInsideCard, isLoginForm } from './chrome.ts';
import { DATE_PATTERN, parsePrintedDate, type PrintedDate } from './dates.ts';
import { endsSentence } from './prose.ts';
import { stripMarkup } from './markup.ts';

/** A line that is, or may be, part of a title or an abstract. */
export interface TextToken {
  readonly kind: 'text';
  readonly line: number;
  readonly text: string;
  readonly heading: boolean;
  /** The line opened a link that it did not close. */
  readonly open: boolean;
  readonly urls: readonly string[];
}

/** What a card prints below its abstract; each part where the line has it. */
export interface MetaToken {
  readonly kind: 'meta';
  readonly authorCount?: number;
  readonly date?: PrintedDate;
  readonly comments?: number;
  readonly organization?: string;
  /** The line began with a mark that only such lines begin with. */
  readonly marked: boolean;
}

/** One line of a page by what it can be, before its neighbours are looked at. */
export type Token =
  | TextToken
  | MetaToken
  | { readonly kind: 'blank' | 'separator' | 'submitted' | 'login' }
  | { readonly kind: 'chrome'; readonly insideCard: boolean; readonly urls: readonly string[] }
  | { readonly kind: 'urls'; readonly urls: readonly string[]; readonly image: boolean }
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly text: string;
      readonly line: number;
      readonly urls: readonly string[];
    }
  | { readonly kind: 'upvote'; readonly value?: number; readonly before: boolean };

/** No line that is not text is longer, links included. */
const LONGEST_META = 600;
const META_LINE = new RegExp(
  `^(?<mark>[•·*|-]\\s*)?(?:(?<authors>[\\d,]+)\\s+authors?)?(?<org>[^•·|]{1,60}?)??\\s*(?:[•·|]\\s*)?(?:published(?: on)?:?\\s+)?(?<date>${DATE_PATTERN})?(?:\\s*[•·|]?\\s*(?<comments>\\d{1,5})(?:\\s+comments?)?)?$`,
  'i',
);
const PLAIN_NUMBER = /^\d[\d,]*(?:\.\d+)?k?$/i;
const UPVOTE = /^(?:\[-\]\s*(\d+|-)|(?:▲|△|upvotes?:?)\s*([\d.,]+k?)?|([\d.,]+k?)\s+upvotes?)$/i;

/** Reads one line of a page; `line` is its 1-based number. */
export function tokenize(raw: string, line: number): Token {
  const folded = foldSpace(raw);
  if (folded === '') return { kind: 'blank' };
  const plain = mayHaveMarkup(folded) ? stripMarkup(folded) : { text: folded, heading: false, urls: [], open: false };
  const { text, urls } = plain;
  if (text === '')
    return urls.length > 0 ? { kind: 'urls', urls, image: /^\[\[|^!\[|^- \[/.test(folded) } : { kind: 'blank' };
  if (text.length <= LONGEST_META) {
    const short = tokenizeShort(text, line, urls);
    if (short !== undefined) return short;
  }
  return { kind: 'text', line, ...plain, text: text.replace(/^[•·*-]\s+/, '') };
}

/** A line that looks like a button or a number, but only goes on where wrapped text broke: `… Language` / `Models`. */
export function continuation(
  raw: string,
  line: number,
  run: { readonly last: { readonly text: string; readonly width: number; readonly blankBefore: boolean } | undefined },
): TextToken | undefined {
  const { last } = run;
  if (last === undefined || last.width < 40 || last.width > 200 || endsSentence(last.text)) return undefined;
  const text = raw.trim();
  const goesOn = /^\p{L}[\p{L} ,-]*[.,;]?$/u.test(text) || (/^[\d.,]+$/.test(text) && !last.blankBefore);
  return goesOn ? { kind: 'text', line, text, heading: false, open: false, urls: [] } : undefined;
}

/** A number as pages print it: `149`, `1,024`, `3.29k`. */
export function parseCount(text: string): number {
  const value = Number.parseFloat(text.replaceAll(',', ''));
  return Math.round(/k$/i.test(text) ? value * 1000 : value);
}

function tokenizeShort(text: string, line: number, urls: readonly string[]): Token | undefined {
  if (text.length > 120) return undefined;
  const lower = text.toLowerCase();
  if (lower === '·' || lower === '•' || lower === '|') return { kind: 'separator' };
  if (/^submitted by\b/.test(lower) && lower.length < 60) return { kind: 'submitted' };
  const upvote = UPVOTE.exec(text);
  if (upvote !== null) return upvoteToken(upvote);
  if (isChrome(lower)) return { kind: 'chrome', insideCard: isInsideCard(lower), urls };
  if (isLoginForm(lower)) return { kind: 'login' };
  if (PLAIN_NUMBER.test(text)) return { kind: 'number', value: parseCount(text), text, line, urls };
  if (/^github [\d.,]+k?\b/.test(lower)) return { kind: 'urls', urls, image: false };
  return metaToken(text);
}

function upvoteToken(match: RegExpExecArray): Token {
  const printed = [match[1], match[2], match[3]].find((count) => count !== undefined && count !== '-');
  const before = match[1] !== undefined;
  return printed === undefined ? { kind: 'upvote', before } : { kind: 'upvote', before, value: parseCount(printed) };
}

function metaToken(text: string): MetaToken | undefined {
  const groups = META_LINE.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { mark, authors, org, date: printedDate, comments } = groups;
  const date = printedDate === undefined ? undefined : parsePrintedDate(printedDate);
  const separated = /[•·]/.test(text);
  if (printedDate !== undefined && date === undefined) return undefined;
  if (authors === undefined && date === undefined && mark?.trim() !== '•') return undefined;
  // "Results of May 4" is a title; "Edge0 · May 4" names an organisation.
  if (org?.trim() && (!separated || authors !== undefined)) return undefined;
  if (comments !== undefined && date === undefined && authors === undefined) return undefined;
  return {
    kind: 'meta',
    marked: mark !== undefined,
    ...(authors !== undefined && { authorCount: parseCount(authors) }),
    ...(date !== undefined && { date }),
    ...(comments !== undefined && { comments: Number(comments) }),
    ...(org?.trim() && { organization: org.trim() }),
  };
}

function mayHaveMarkup(text: string): boolean {
  const first = text.charCodeAt(0);
  // A long line is only looked at from its ends: [ # ! * - h and ) are where Markdown begins or ends.
  if (first === 91 || first === 35 || first === 33 || first === 42 || first === 45) return true;
  if (text.startsWith('http')) return true;
  return text.length < LONGEST_META && (text.includes('](') || (text.endsWith(')') && text.includes('http')));
}

const NEEDS_FOLDING = /[\0-\x1f\x7f-\xa0\xad\u200b\u2028\u2029\ufeff\u3000]| {2}/;

function foldSpace(raw: string): string {
  const trimmed = raw.trim();
  if (!NEEDS_FOLDING.test(trimmed)) return trimmed;
  return trimmed
    .replace(/[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
