import type { PaperDate } from '../../papers/paper.ts';
import { arxivIdOf } from './markup.ts';

/** A date as a page prints it: the year is often left out. */
export interface PrintedDate {
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly year?: number;
}

/** What a page tells of the year in which it was saved. */
export interface YearEvidence {
  /** A full date close to the day of saving: from `--date`, or a URL such as `/papers/date/2026-03-24`. */
  savedAbout: (PrintedDate & { readonly year: number }) | undefined;
  /** The smallest year the page can have been saved in: years it prints are past ones, arXiv ids carry their month. */
  earliestYear: number;
}

/** The Hugging Face papers page began in May 2023; no page is older. */
const FIRST_PAGE_YEAR = 2023;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAME = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?';

/** A printed date, as the source of a regular expression: `Jul 14`, `July 14, 2025`, `14 Jul 2025`, `2025-07-14`. */
export const DATE_PATTERN = `(?:${MONTH_NAME} (\\d{1,2})(?:st|nd|rd|th)?(?:,? ((?:19|20)\\d\\d))?|(\\d{1,2}) ${MONTH_NAME}(?:,? ((?:19|20)\\d\\d))?|((?:19|20)\\d\\d)-(\\d\\d)-(\\d\\d))`;

/**
 * A line that is a date of another language or order, and a count of comments at most: `10.10.2023`, `2023年10月10日`, `10 déc. 2023`.
 * Which number is the month cannot be told of all of them, so none is read; but none is a title either.
 */
export const UNREAD_DATE =
  /^(?:(?:19|20)\d\d[./-] ?\d{1,2}[./-] ?\d{1,2}\.?|\d{1,2}[./-] ?\d{1,2}[./-] ?(?:19|20)\d\d|(?:\d{4}[年년] ?)?\d{1,2}[月월] ?\d{1,2}[日일]|\d{1,2}\.? (?:de )?\p{L}{3,10}\.? (?:de )?(?:19|20)\d\d|\p{L}{3,10}\.? \d{1,2}, (?:19|20)\d\d)(?: \d{1,5})?$/u;

const WHOLE_DATE = new RegExp(`^${DATE_PATTERN}$`, 'i');

/** Reads a printed date; undefined where the text is none, or names a day that no calendar has. */
export function parsePrintedDate(text: string): PrintedDate | undefined {
  const m = WHOLE_DATE.exec(text);
  if (m === null) return undefined;
  const month = m[8] !== undefined ? Number(m[8]) : MONTHS.indexOf((m[1] ?? m[5] ?? '').toLowerCase()) + 1;
  const day = Number(m[2] ?? m[4] ?? m[9]);
  const printedYear = m[3] ?? m[6] ?? m[7];
  const year = printedYear === undefined ? undefined : Number(printedYear);
  // A leap year stands in for an unknown one, so that Feb 29 is a day.
  if (!isDay(year ?? 2024, month, day)) return undefined;
  return { month, day, ...(year !== undefined && { year }) };
}

/** Completes a printed date. Without a printed year it takes the latest that is not after saving, else the smallest that fits. */
export function resolveDate(printed: PrintedDate, evidence: YearEvidence): PaperDate {
  const { month, day } = printed;
  if (printed.year !== undefined) return { month, day, year: printed.year };
  const saved = evidence.savedAbout;
  if (saved !== undefined) {
    // A page date may run a few days ahead of the link that dates it.
    const ahead = dayNumber(saved.year, month, day) - dayNumber(saved.year, saved.month, saved.day) > 7;
    return { month, day, year: fitting(saved.year - (ahead ? 1 : 0), -1, month, day) };
  }
  return { month, day, year: fitting(evidence.earliestYear, 1, month, day), inferred: true };
}

/** The first evidence of a page: what its context says, before any line is read. */
export function yearEvidence(savedOn: Date | undefined, source: string): YearEvidence {
  const fromContext = savedOn === undefined ? dateInUrl(source) : fullDate(savedOn.toISOString().slice(0, 10));
  return { earliestYear: FIRST_PAGE_YEAR, savedAbout: fromContext };
}

/** Learns from a URL with a full date, as the page's link to the day before has, or with an arXiv id, which carries its year. */
export function noteUrl(evidence: YearEvidence, url: string): void {
  evidence.savedAbout ??= dateInUrl(url);
  const id = arxivIdOf(url);
  if (id !== undefined && /^\d{4}\./.test(id)) noteEarliest(evidence, 2000 + Number(id.slice(0, 2)));
}

/** Learns from a line that a saver wrote before the page: its address, or the day it was saved. */
export function noteText(evidence: YearEvidence, text: string): void {
  evidence.savedAbout ??= dateInUrl(text);
}

/** Learns from a year that the page prints: it leaves out the year of its own day, so that it was saved later. */
export function notePrintedYear(evidence: YearEvidence, year: number): void {
  noteEarliest(evidence, year + 1);
}

function noteEarliest(evidence: YearEvidence, year: number): void {
  evidence.earliestYear = Math.max(evidence.earliestYear, year);
}

function dateInUrl(url: string): YearEvidence['savedAbout'] {
  return fullDate(/(?:^|[^\d])((?:19|20)\d\d-\d\d-\d\d)(?!\d)/.exec(url)?.[1] ?? '');
}

function fullDate(text: string): YearEvidence['savedAbout'] {
  const printed = parsePrintedDate(text);
  return printed?.year === undefined ? undefined : { month: printed.month, day: printed.day, year: printed.year };
}

function fitting(year: number, step: 1 | -1, month: number, day: number): number {
  let candidate = year;
  while (!isDay(candidate, month, day)) candidate += step;
  return candidate;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}
