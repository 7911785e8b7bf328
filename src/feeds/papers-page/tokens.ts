import { isAsciiLetter, isChrome, isInsideCard, isLoginForm, mayBeChrome } from './chrome.ts';
import { DATE_PATTERN, parsePrintedDate, UNREAD_DATE } from './dates.ts';
import { arxivIdOf, stripMarkup, votedIdOf } from './markup.ts';
import { endsSentence } from './prose.ts';
import type { MetaToken, TextToken, Token, UpvoteToken } from './token.ts';

/** No line that is not text is longer. */
const LONGEST_META = 120;
/** Nor is any of a few words only. */
const LONGEST_BUTTON = 80;
/** Nor any that is only a date. */
const LONGEST_DATE = 40;
const LIST_MARKS = /^(?:[-*+•·▪◦‣|] +)+/;
const AGO = '(?:about |over |almost )?(?:an?|\\d+) (?:second|minute|hour|day|week|month|year)s? ago';
/** How such lines begin, where no dot divides them. */
const MAY_BE_META = /^(?:\d|published|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|about|over|almost|an? )/i;
const DIVIDER = /[•·|]/;
const META_LINE = new RegExp(
  `^(?:(?<authors>[\\d,]+)\\s+authors?)?(?<org>[^•·|]{1,60}?)??\\s*(?:[•·|]\\s*)?(?:published(?: on)?:?\\s+)?(?:(?<date>${DATE_PATTERN})|(?<ago>${AGO}))?(?:\\s*[•·|]?\\s*(?<comments>\\d{1,5})(?:\\s+comments?)?)?$`,
  'i',
);
/** The few short lines that every page repeats. Node copies strings up to this length; longer ones would keep their file in memory. */
const remembered = new Map<string, Token>();
const LONGEST_REMEMBERED = 12;
const MOST_REMEMBERED = 5000;
const PLAIN_NUMBER = /^\d[\d,]*(?:\.\d+)?k?$/i;
const UPVOTE = /^(?:\[[-x ]?\]\s*(\d+|-)|(?:▲|△|(?:__ ?)?upvotes?:?)\s*([\d.,]+k?)?|([\d.,]+k?)\s+upvotes?)$/i;
const REFERENCE = /^\d+\. (https?:\/\/\S+)$/;
const GITHUB_STARS = /^github [\d.,]+k?\b/;

/** Reads one line of a page, its white space folded. */
export function tokenize(folded: string): Token {
  if (folded.length > LONGEST_REMEMBERED) return tokenizeAfresh(folded);
  const known = remembered.get(folded);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const token = tokenizeAfresh(folded);
  remembered.set(folded, token);
  return token;
}

function tokenizeAfresh(folded: string): Token {
  if (folded === '') return { kind: 'blank' };
  if (!mayHaveMarkup(folded))
    return tokenizePlain(folded, folded.length > LONGEST_META ? undefined : tokenizeShort(unmarked(folded), []));
  const plain = stripMarkup(folded);
  const { text } = plain;
  const urls = plain.urlsAfter.length === 0 ? plain.urls : [...plain.urls, ...plain.urlsAfter];
  if (text === '') return urls.length > 0 ? { kind: 'urls', urls } : { kind: 'blank' };
  if (text.length <= LONGEST_META && !(plain.heading && urls.some((url) => arxivIdOf(url) !== undefined))) {
    const short = tokenizeShort(unmarked(text), urls);
    if (short !== undefined) return short;
  }
  const { heading, urlsAfter, open } = plain;
  return { kind: 'text', text: unlisted(text), heading, urls: plain.urls, urlsAfter, open };
}

function tokenizePlain(text: string, short: Token | undefined): Token {
  return short ?? { kind: 'text', text: unlisted(text), heading: false, urls: [], urlsAfter: [], open: false };
}

/** A line that looks like a button or a number, but only goes on where wrapped text broke: `… Language` / `Models`. */
export function continuation(
  text: string,
  last: { readonly text: string; readonly width: number; readonly blankBefore: boolean } | undefined,
): TextToken | undefined {
  if (last === undefined || last.width < 8 || last.width > 200 || endsSentence(last.text)) return undefined;
  const goesOn =
    (last.width >= 40 && text.length <= LONGEST_META && /^\p{L}[\p{L},-]*(?: [\p{L},-]+){0,3}[.,;]?$/u.test(text)) ||
    (last.width >= 40 && /^[\d.,]+$/.test(text) && !last.blankBefore) ||
    (/^[-–] \p{Ll}/u.test(text) && text.length > 40) ||
    (!last.blankBefore && isProseUrl(text));
  return goesOn ? { kind: 'text', text, heading: false, open: false, urls: [], urlsAfter: [] } : undefined;
}

/** What a line is that is no text but for the word that begins the next page, glued to its end: `Oct 16, 2017new`. */
export function unglued(text: string): Token | undefined {
  if (!text.endsWith('new') || text.length === 3) return undefined;
  const token = tokenize(text.slice(0, -3));
  return token.kind === 'text' ? undefined : token;
}

/** An address that an abstract gives, rather than a link of the page: wrapped text leaves it on a line of its own. */
function isProseUrl(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && arxivIdOf(text) === undefined && !text.includes('huggingface.co/login');
}

/** A number as pages print it: `149`, `1,024`, `3.29k`. */
function parseCount(text: string): number {
  const value = Number.parseFloat(text.replaceAll(',', ''));
  return Math.round(/k$/i.test(text) ? value * 1000 : value);
}

function unlisted(text: string): string {
  return isAsciiLetter(text.charCodeAt(0)) ? text : text.replace(LIST_MARKS, '');
}

function unmarked(text: string): string {
  return unlisted(text.endsWith('\\') ? text.slice(0, -1) : text);
}

function tokenizeShort(text: string, urls: readonly string[]): Token | undefined {
  if (text.length > LONGEST_BUTTON || (urls.length === 0 && !mayBeChrome(text))) return metaToken(text);
  const lower = text.toLowerCase();
  if (lower === '·' || lower === '•' || lower === '|') return { kind: 'separator' };
  if (/^submitted by\b/.test(lower) && lower.length < 60) return { kind: 'submitted' };
  const reference = REFERENCE.exec(text)?.[1];
  if (reference !== undefined) return { kind: 'references', urls: [reference] };
  const upvote = readUpvote(text, urls);
  if (upvote !== undefined) return upvote;
  if (isChrome(lower)) return { kind: 'chrome', text, insideCard: isInsideCard(lower), urls };
  if (isLoginForm(lower)) return { kind: 'login' };
  if (PLAIN_NUMBER.test(text)) return { kind: 'number', value: parseCount(text), text, urls };
  if (GITHUB_STARS.test(lower)) return { kind: 'urls', urls };
  return metaToken(text);
}

function readUpvote(text: string, urls: readonly string[]): UpvoteToken | undefined {
  const match = UPVOTE.exec(text);
  const arxivId = urls.map(votedIdOf).find((id) => id !== undefined);
  const named = arxivId === undefined ? {} : { arxivId };
  if (match === null) {
    if (arxivId === undefined || !PLAIN_NUMBER.test(text)) return undefined;
    return { kind: 'upvote', before: false, value: parseCount(text), ...named };
  }
  const printed = [match[1], match[2], match[3]].find((count) => count !== undefined && count !== '-');
  const before = match[1] !== undefined;
  return { kind: 'upvote', before, ...(printed !== undefined && { value: parseCount(printed) }), ...named };
}

function metaToken(text: string): MetaToken | undefined {
  return readMeta(text) ?? (text.length <= LONGEST_DATE && UNREAD_DATE.test(text) ? { kind: 'meta' } : undefined);
}

function readMeta(text: string): MetaToken | undefined {
  // Most titles are told here, at less cost.
  if (!MAY_BE_META.test(text) && !DIVIDER.test(text)) return undefined;
  if (!/\d/.test(text) && !text.endsWith('ago')) return undefined;
  const groups = META_LINE.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { authors, org, date: printedDate, ago, comments } = groups;
  const date = printedDate === undefined ? undefined : parsePrintedDate(printedDate);
  if (printedDate !== undefined && date === undefined) return undefined;
  if (authors === undefined && date === undefined && ago === undefined) return undefined;
  const organization = org?.trim();
  // "Results of May 4" is a title; "Edge0 · May 4" names an organisation.
  if (organization && (!/[•·]/.test(text) || authors !== undefined)) return undefined;
  return {
    kind: 'meta',
    ...(authors !== undefined && { authorCount: parseCount(authors) }),
    ...(date !== undefined && { date }),
    ...(comments !== undefined && { comments: Number(comments) }),
    ...(organization && { organization }),
  };
}

/** A long line is only looked at from its ends, and for the middle of a link. */
function mayHaveMarkup(text: string): boolean {
  const first = text.charCodeAt(0);
  // [ # ! * - < are where markup begins.
  if (first === 91 || first === 35 || first === 33 || first === 42 || first === 45 || first === 60) return true;
  if (text.startsWith('http') || text.includes('](') || text.includes('<http')) return true;
  const last = text.charCodeAt(text.length - 1);
  // ) > } end a link or attributes.
  return (last === 41 || last === 62 || last === 125 || last === 93) && /[[<{]/.test(text);
}
