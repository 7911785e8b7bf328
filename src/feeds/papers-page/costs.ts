import { endsSentence, weighText, type Unlikeness } from './prose.ts';

/** One line of a run: text with no structure inside that would say what is title and what abstract. */
export interface RunLine {
  readonly text: string;
  readonly blankBefore: boolean;
  /** Characters the line had in the file, which may be more than its text has. */
  readonly width: number;
  /** Set where the page's structure says so: a heading, or text linked to a paper of its own. */
  readonly isTitle?: true;
}

/** What a stretch of lines is read as: a title, or one paragraph of an abstract. */
export type UnitKind = 'title' | 'abstract';

/** A run with what it costs to break it, or not to, before each line. */
export interface Run {
  readonly lines: readonly RunLine[];
  readonly gaps: readonly Gap[];
}

interface Gap {
  /** The line goes on where the one above broke. */
  readonly join: number;
  /** The line begins a title or a paragraph. */
  readonly part: number;
}

const COST = {
  /** A paper without its abstract. */
  missingAbstract: 2.7,
  missingAbstractOfLinkedTitle: 1,
  /** One more paragraph of the same abstract. */
  furtherParagraph: 2,
  furtherParagraphWithoutBlank: 3,
  /** A run that begins inside an abstract: the page was cut. */
  orphan: 4,
  orphanInMidSentence: 1.5,
  wrapped: 0.02,
  brokenInMidSentence: 0.8,
  notWrapped: 5,
  /** What reads like a title goes on below a line that happens to end both a sentence and the line. */
  titleAfterSentence: 2.5,
  /** A title or paragraph begins where the page would have put an empty line, or where wrapped text just goes on. */
  partWithoutBlank: 4,
  partAtFullLine: 1,
} as const;

const WIDEST_WRAP = 200;
/** Share of short lines around a line that wrapped text has; where nothing is wrapped, every second line is long. */
const WRAPPED_SHARE = 0.75;

/** Weighs the gaps of a run; `spaced` tells that its page separates texts by empty lines. */
export function weighRun(lines: readonly RunLine[], spaced: boolean): Run {
  return { lines, gaps: lines.map((_, i) => weighGap(lines, i, spaced)) };
}

/** What lines `from` to `to` (exclusive) cost as one unit, `joined` being the cost of their inner gaps. */
export function unitCost(run: Run, kind: UnitKind, from: number, unlikeness: Unlikeness, joined: number): number {
  const head = run.lines[from];
  if (head?.isTitle) return kind === 'title' ? joined : Infinity;
  return unlikeness[kind] + joined + (run.gaps[from]?.part ?? 0);
}

/** What it costs that a unit of this kind, beginning at `from`, follows the unit `before` (none: it begins the run). */
export function transitionCost(
  run: Run,
  before: { readonly kind: UnitKind; readonly from: number } | undefined,
  kind: UnitKind,
  from: number,
): number {
  const head = run.lines[from];
  if (kind === 'title') return before?.kind === 'title' ? missingAbstractCost(run, before.from) : 0;
  if (before?.kind === 'title') return 0;
  if (before === undefined) return /^[a-z,;)]/.test(head?.text ?? '') ? COST.orphanInMidSentence : COST.orphan;
  return head?.blankBefore ? COST.furtherParagraph : COST.furtherParagraphWithoutBlank;
}

/** What it costs that the title beginning at `from` has no abstract. */
export function missingAbstractCost(run: Run, from: number): number {
  return run.lines[from]?.isTitle ? COST.missingAbstractOfLinkedTitle : COST.missingAbstract;
}

function weighGap(lines: readonly RunLine[], i: number, spaced: boolean): Gap {
  const line = lines[i];
  const above = lines[i - 1];
  if (line === undefined || above === undefined || line.blankBefore || line.isTitle) return { join: Infinity, part: 0 };
  if (spaced) return { join: COST.wrapped, part: COST.partWithoutBlank };
  if (isFull(lines, i)) {
    const begins = endsSentence(above.text) && weighText(line.text, line.text, line.text.length).title < 0.5;
    return begins ? { join: COST.titleAfterSentence, part: 0 } : { join: COST.wrapped, part: COST.partAtFullLine };
  }
  const inMidSentence = /^[a-z]/.test(line.text) && !endsSentence(above.text);
  return inMidSentence ? { join: COST.brokenInMidSentence, part: 1 } : { join: COST.notWrapped, part: 0 };
}

/**
 * Whether line `i` could not have begun on the line above it: the mark of text wrapped to a width. The width is that of
 * the third longest line near, since what cannot be broken (a link) stands over.
 */
function isFull(lines: readonly RunLine[], i: number): boolean {
  const near = lines.slice(Math.max(0, i - 12), i + 13).map((line) => line.width);
  const short = near.filter((width) => width <= WIDEST_WRAP).sort((a, b) => b - a);
  if (short.length < near.length * WRAPPED_SHARE) return false;
  const firstWord = /^\S*/.exec(lines[i]?.text ?? '')?.[0].length ?? 0;
  const above = lines[i - 1]?.width ?? 0;
  return above <= WIDEST_WRAP && above + 1 + firstWord > (short[Math.min(2, short.length - 1)] ?? 0);
}
