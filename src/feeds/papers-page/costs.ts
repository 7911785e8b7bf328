import { traitsOf, weighLines, type LineTraits, type Unlikeness } from './prose.ts';

/** One line of a run: text with no structure inside that would say what is title and what abstract. */
export interface RunLine {
  readonly text: string;
  readonly blankBefore: boolean;
  /** Characters the line had in the file, which may be more than its text has. */
  readonly width: number;
  /** Set where the page's structure says so: a heading, or text linked to a paper of its own. */
  readonly isTitle: boolean;
  /** Set where the page's structure says that a title ends with this line. */
  readonly endsTitle: boolean;
}

/** What a stretch of lines is read as: a title, or one paragraph of an abstract. */
export type UnitKind = 'title' | 'abstract';

/** A run with what it costs to break it, or not to, before each line. */
export interface Run {
  readonly lines: readonly RunLine[];
  readonly gaps: readonly Gap[];
  readonly traits: readonly LineTraits[];
  readonly context: RunContext;
}

/** What the page around a run tells of it. */
export interface RunContext {
  /** The page separates its texts by empty lines. */
  readonly spaced: boolean;
  /** The run stands between what closes one paper and what closes the next: it holds one. */
  readonly isCard: boolean;
  /** The run begins a file, so that what it begins with may be cut. */
  readonly mayBeCut: boolean;
  /** The page marks its titles, as headings or by links. */
  readonly marksTitles: boolean;
  /** What the last text before the run was, where nothing has closed its paper yet. */
  readonly above: UnitKind | undefined;
  /** The widths of the page's texts before the run, the nearest last. */
  readonly widthsBefore: readonly number[];
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
  /** A second title where structure encloses one paper, or marks titles and not this one. */
  titleAgainstStructure: 6,
  /** A run that begins inside an abstract: the page was cut. */
  orphan: 4,
  orphanInMidSentence: 1.5,
  wrapped: 0.02,
  brokenInMidSentence: 0.8,
  notWrapped: 5,
  /** A long line under a short one: nothing that wraps text breaks it so. */
  longUnderShort: 2,
  /** What reads like a title goes on below a line that happens to end both a sentence and the line. */
  titleAfterSentence: 2.5,
  /** A title or paragraph begins where the page would have put an empty line, or where wrapped text just goes on. */
  partWithoutBlank: 4,
  partAtFullLine: 1,
  partInMidSentence: 1.5,
} as const;

const NEVER_JOINED: Gap = { join: Infinity, part: 0 };
/** Text is not wrapped to more than this. */
export const WIDEST_WRAP = 200;
/** How many lines before and after a line tell to which width its text is wrapped. */
export const NEAR = 12;
/** Fewer lines tell nothing. */
const FEWEST_WRAPPED = 4;
/** Share of short lines around a line that wrapped text has; where nothing is wrapped, every second line is long. */
const WRAPPED_SHARE = 0.85;

/** Weighs the gaps of a run. */
export function weighRun(lines: readonly RunLine[], context: RunContext): Run {
  const traits = lines.map((line) => traitsOf(line.text));
  return { lines, traits, context, gaps: lines.map((_, i) => weighGap(lines, traits, i, context)) };
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
  if (kind === 'title') {
    const missing = before?.kind === 'title' ? missingAbstractCost(run, before.from) : missingAbove(run, before);
    const { marksTitles, isCard, above } = run.context;
    const against = head?.isTitle !== true && (marksTitles || (isCard && (before ?? above) !== undefined));
    return against ? missing + COST.titleAgainstStructure : missing;
  }
  if (before?.kind === 'title') return 0;
  if (before === undefined) {
    const { above, isCard, mayBeCut } = run.context;
    if (above !== undefined) return above === 'title' ? 0 : COST.furtherParagraph;
    if (isCard && !mayBeCut) return COST.orphan + COST.titleAgainstStructure;
    return /^[a-z,;)]/.test(head?.text ?? '') ? COST.orphanInMidSentence : COST.orphan;
  }
  return head?.blankBefore ? COST.furtherParagraph : COST.furtherParagraphWithoutBlank;
}

/** What it costs that the title beginning at `from` has no abstract. */
export function missingAbstractCost(run: Run, from: number): number {
  return run.lines[from]?.isTitle ? COST.missingAbstractOfLinkedTitle : COST.missingAbstract;
}

/** What it costs to leave the title above the run without abstract. */
function missingAbove(run: Run, before: object | undefined): number {
  return before === undefined && run.context.above === 'title' ? COST.missingAbstractOfLinkedTitle : 0;
}

function weighGap(
  lines: readonly RunLine[],
  traits: readonly LineTraits[],
  i: number,
  { spaced, marksTitles, widthsBefore }: RunContext,
): Gap {
  const line = lines[i];
  const above = lines[i - 1];
  const own = traits[i];
  if (line === undefined || above === undefined || own === undefined) return NEVER_JOINED;
  if (line.blankBefore || line.isTitle || above.endsTitle) return NEVER_JOINED;
  if (marksTitles) return { join: COST.wrapped, part: COST.partWithoutBlank };
  const unwrapped = line.width > WIDEST_WRAP && above.width < WIDEST_WRAP && !own.lowerStart;
  if (spaced && unwrapped) return { join: COST.longUnderShort, part: 0 };
  if (spaced) return { join: COST.wrapped, part: COST.partWithoutBlank };
  const inMidSentence = own.lowerStart && traits[i - 1]?.ended !== true;
  if (isFull(lines, i, widthsBefore)) {
    const begins = traits[i - 1]?.ended === true && weighLines(own, own, line.text.length).title < 0.5;
    if (begins) return { join: COST.titleAfterSentence, part: 0 };
    return { join: COST.wrapped, part: COST.partAtFullLine + (inMidSentence ? COST.partInMidSentence : 0) };
  }
  return inMidSentence ? { join: COST.brokenInMidSentence, part: 1 } : { join: COST.notWrapped, part: 0 };
}

/**
 * Whether line `i` could not have begun on the line above it: the mark of text wrapped to a width. The width is that of
 * the third longest line near, since what cannot be broken (a link) stands over.
 */
export function isFull(lines: readonly RunLine[], i: number, widthsBefore: readonly number[]): boolean {
  if ((lines[i - 1]?.width ?? 0) > WIDEST_WRAP) return false;
  const { near, short, widest } = widthsNear(lines, i, widthsBefore);
  if (near < FEWEST_WRAPPED || short < near * WRAPPED_SHARE) return false;
  const text = lines[i]?.text ?? '';
  const space = text.indexOf(' ');
  const firstWord = space === -1 ? text.length : space;
  return (lines[i - 1]?.width ?? 0) + 1 + firstWord > (widest[Math.min(2, Math.floor(short / 5))] ?? 0);
}

/** Whether nothing near line `at` is too wide to have been wrapped. */
export function mayBeWrapped({ lines, context }: Run, at: number): boolean {
  const { near, short } = widthsNear(lines, at, context.widthsBefore);
  return short >= near * WRAPPED_SHARE;
}

/** How many lines are near, how many of them are short, and the widths of the three widest short ones. */
function widthsNear(
  lines: readonly RunLine[],
  i: number,
  widthsBefore: readonly number[],
): { near: number; short: number; widest: readonly number[] } {
  const from = Math.max(i - NEAR, -widthsBefore.length);
  const to = Math.min(i + NEAR + 1, lines.length);
  let short = 0;
  let [first, second, third] = [0, 0, 0];
  for (let at = from; at < to; at++) {
    const width = (at < 0 ? widthsBefore[widthsBefore.length + at] : lines[at]?.width) ?? 0;
    if (width > WIDEST_WRAP) continue;
    short++;
    if (width > first) [first, second, third] = [width, first, second];
    else if (width > second) [second, third] = [width, second];
    else if (width > third) third = width;
  }
  return { near: to - from, short, widest: [first, second, third] };
}
