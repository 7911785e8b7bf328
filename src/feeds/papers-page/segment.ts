import {
  missingAbstractCost,
  NEAR,
  transitionCost,
  unitCost,
  weighRun,
  type Run,
  type RunContext,
  type RunLine,
  type UnitKind,
} from './costs.ts';
import { splitPlain } from './plain.ts';
import { isDangling, weighLines, type Unlikeness } from './prose.ts';

/** Lines `from` to `to` (exclusive) of a run, read as one title or one paragraph of an abstract. */
export interface Unit {
  readonly kind: UnitKind;
  readonly from: number;
  readonly to: number;
  readonly unlikeness: Unlikeness;
  /** Nothing suggests that its text goes on above or below. */
  readonly parted: boolean;
  /** Set on a title where another reading of its lines is nearly as good. */
  readonly ambiguous: boolean;
}

interface Step {
  readonly kind: UnitKind;
  readonly from: number;
  readonly to: number;
  readonly unlikeness: Unlikeness;
  /** Of the cheapest reading from the beginning to this unit's end. */
  readonly cost: number;
  readonly before: Step | undefined;
}

/** A stretch of lines that may be a unit, with the cost of the gaps inside. */
interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly unlikeness: Unlikeness;
  readonly joined: number;
}

/** The cheapest readings of the lines up to some line, by the kind of their last unit. */
type Ends = { [kind in UnitKind]?: Step };

const LONGEST_TITLE_LINES = 6;
const LONGEST_PARAGRAPH_LINES = 300;
const HOPELESS = 8;
/** Such a gap lies between texts, or inside one that was oddly broken. */
const HARDLY_JOINED = 5;
/** What a sentence that ends with one of its lines says against a title. */
const FULL_STOP_INSIDE = 1.5;
/** Readings closer than this are told apart by chance. */
const CLEAR_MARGIN = 0.75;
/** A title over several lines that is as unlike one as this may have a line of the abstract in it. */
const DOUBTFUL = 1;
/** A line of so many characters has words enough to show whether they are capitalized. */
const LONG_LINE = 40;

/**
 * Splits a run into titles and paragraphs: the reading of least total cost (a semi-Markov Viterbi search), where each unit
 * costs what it is unlike, and each gap and transition what is unusual about it.
 */
export function segmentRun(lines: readonly RunLine[], context: RunContext): readonly Unit[] {
  const units: Unit[] = [];
  for (const { from, to, plainTitle } of splitPlain(lines, context)) {
    if (plainTitle === undefined) units.push(...searchStretch(lines, from, to, context));
    else units.push(...plainUnits(from, plainTitle));
  }
  return units;
}

function plainUnits(from: number, unlikeness: Unlikeness): readonly Unit[] {
  const certain = { parted: true, ambiguous: false };
  const abstract = { title: Infinity, abstract: 0 };
  return [
    { kind: 'title', from, to: from + 1, unlikeness, ...certain },
    { kind: 'abstract', from: from + 1, to: from + 2, unlikeness: abstract, ...certain },
  ];
}

function searchStretch(lines: readonly RunLine[], from: number, to: number, context: RunContext): readonly Unit[] {
  if (from === 0 && to === lines.length) return searchRun(lines, context);
  const units = searchRun(lines.slice(from, to), contextAt(lines, from, context));
  return units.map((unit) => ({ ...unit, from: unit.from + from, to: unit.to + from }));
}

/** What the page tells of the lines from `from` on, where those before them are read. */
function contextAt(lines: readonly RunLine[], from: number, context: RunContext): RunContext {
  if (from === 0) return context;
  const widths = lines.slice(Math.max(0, from - NEAR), from).map(({ width }) => width);
  return {
    ...context,
    mayBeCut: false,
    above: 'abstract',
    widthsBefore: [...context.widthsBefore, ...widths].slice(-NEAR),
  };
}

function searchRun(lines: readonly RunLine[], context: RunContext): readonly Unit[] {
  const run = weighRun(lines, context);
  const ends: Ends[] = Array.from({ length: lines.length + 1 }, () => ({}));
  for (let from = 0; from < lines.length; from++) extendFrom(run, from, ends);
  const steps = trace(run, ends.at(-1) ?? {});
  return steps.map(({ kind, from, to, unlikeness }, i) => ({
    kind,
    from,
    to,
    unlikeness,
    parted: isParted(run, from) && isParted(run, to),
    ambiguous: kind === 'title' && isAmbiguous(run, steps, i),
  }));
}

function extendFrom(run: Run, from: number, ends: readonly Ends[]): void {
  const head = run.traits[from];
  if (head === undefined) return;
  let joined = 0;
  let length = -1;
  let prose = 0;
  for (let to = from + 1; to <= run.lines.length && to - from <= LONGEST_PARAGRAPH_LINES; to++) {
    const tail = run.traits[to - 1];
    if (to - 1 > from) joined += run.gaps[to - 1]?.join ?? 0;
    if (tail === undefined || joined > HOPELESS) return;
    length += tail.text.length + 1;
    prose += tail.proseCost;
    const unlikeness = weighLines(head, tail, length, prose);
    if (to < run.lines.length && tail.fullStop) prose += FULL_STOP_INSIDE;
    const unit = { from, to, unlikeness, joined };
    if (to - from <= LONGEST_TITLE_LINES) offer(run, ends, 'title', unit);
    offer(run, ends, 'abstract', unit);
  }
}

function offer(run: Run, ends: readonly Ends[], kind: UnitKind, unit: Candidate): void {
  const { from, to, unlikeness, joined } = unit;
  const end = ends[to];
  const own = unitCost(run, kind, from, unlikeness, joined);
  if (end === undefined || own === Infinity) return;
  if (from === 0) return keepCheaper(end, own + transitionCost(run, undefined, kind, from), kind, unit, undefined);
  const { title, abstract } = ends[from] ?? {};
  for (const before of [title, abstract]) {
    if (before === undefined) continue;
    keepCheaper(end, before.cost + own + transitionCost(run, before, kind, from), kind, unit, before);
  }
}

function keepCheaper(end: Ends, cost: number, kind: UnitKind, unit: Candidate, before: Step | undefined): void {
  const { from, to, unlikeness } = unit;
  if (cost < (end[kind]?.cost ?? Infinity)) end[kind] = { kind, from, to, unlikeness, cost, before };
}

function trace(run: Run, { title, abstract }: Ends): readonly Step[] {
  const alone = title === undefined ? Infinity : title.cost + missingAbstractCost(run, title.from);
  const steps: Step[] = [];
  for (let step = alone < (abstract?.cost ?? Infinity) ? title : abstract; step !== undefined; step = step.before)
    steps.push(step);
  return steps.reverse();
}

/** Whether a title would read nearly as well with a line more or less at either end, or as part of the text around it. */
function isAmbiguous(run: Run, steps: readonly Step[], at: number): boolean {
  const title = steps[at];
  if (title === undefined || run.lines[title.from]?.isTitle) return false;
  const above = steps[at - 1];
  const below = steps[at + 1];
  if (isDoubtful(run, title)) return true;
  const between = above?.kind === 'abstract' && below?.kind === 'abstract' && isJoinable(run, title);
  if (!between && !isLong(above) && !isLong(title) && !isLong(below)) return false;
  const cost = (from: number, to: number): number =>
    rangeCost(run, above?.kind, above?.from ?? from, from) +
    rangeCost(run, 'title', from, to) +
    rangeCost(run, below?.kind, to, below?.to ?? to);
  const { from, to } = title;
  const others: number[] = [];
  if (isLong(above)) others.push(cost(from - 1, to));
  if (isLong(below)) others.push(cost(from, to + 1));
  if (isLong(title) && above !== undefined) others.push(cost(from + 1, to));
  if (isLong(title) && below !== undefined) others.push(cost(from, to - 1));
  if (between) others.push(rangeCost(run, 'abstract', above.from, below.to));
  return Math.min(...others) - cost(from, to) < CLEAR_MARGIN;
}

/** Whether a title reads as if it had lines too many, or too few, and nothing but its words tells where it ends. */
function isDoubtful(run: Run, { from, to, unlikeness }: Step): boolean {
  if ((run.gaps[to]?.join ?? Infinity) === Infinity) return false;
  const head = run.traits[from];
  const tail = run.traits[to - 1];
  if (head === undefined || tail === undefined) return false;
  const mixed = head.titleCase && !tail.titleCase && tail.text.length > LONG_LINE;
  return (to - from > 1 && (mixed || unlikeness.title >= DOUBTFUL)) || isDangling(tail.text);
}

function isLong(step: Step | undefined): boolean {
  return step !== undefined && step.to - step.from > 1;
}

/** Whether no text goes on from the line before `at`. */
function isParted(run: Run, at: number): boolean {
  return at === 0 || (run.gaps[at]?.join ?? Infinity) >= HARDLY_JOINED;
}

/** Whether the unit could go on from the line above it, and into the line below. */
function isJoinable(run: Run, { from, to }: Step): boolean {
  return run.gaps[from]?.join !== Infinity && run.gaps[to]?.join !== Infinity;
}

/** The cost of a range of lines as one unit; nothing where there is no such unit. */
function rangeCost(run: Run, kind: UnitKind | undefined, from: number, to: number): number {
  const head = run.traits[from];
  const tail = run.traits[to - 1];
  if (head === undefined || tail === undefined || kind === undefined || from >= to) return 0;
  let joined = 0;
  let length = head.text.length;
  let prose = head.proseCost;
  for (let i = from + 1; i < to; i++) {
    joined += run.gaps[i]?.join ?? 0;
    length += (run.lines[i]?.text.length ?? 0) + 1;
    prose += (run.traits[i]?.proseCost ?? 0) + (run.traits[i - 1]?.fullStop === true ? FULL_STOP_INSIDE : 0);
  }
  if (joined === Infinity) return Infinity;
  return unitCost(run, kind, from, weighLines(head, tail, length, prose), joined);
}
