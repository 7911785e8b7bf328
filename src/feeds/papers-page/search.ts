import { transitionCost, unitCost, type Run, type UnitKind } from './costs.ts';
import { weighLines, type Unlikeness } from './prose.ts';

/** A unit of a reading, which begins at line `from` of its run and ends before line `to`. */
export interface Step {
  readonly kind: UnitKind;
  readonly from: number;
  readonly to: number;
  readonly unlikeness: Unlikeness;
  /** Of the cheapest reading from the beginning to this unit's end. */
  readonly cost: number;
  readonly before: Step | undefined;
}

/** The cheapest readings of the lines up to some line, by the kind of their last unit. */
export type Ends = { [kind in UnitKind]?: Step };

/** The lines of a run that are searched. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** The unit that ends where the stretch begins; none where that is the beginning of the run. */
  readonly before: Step | undefined;
  /** A unit that the reading must not have. */
  readonly without?: Step;
}

/** Lines that may be a unit, with the cost of the gaps inside. */
interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly unlikeness: Unlikeness;
  readonly joined: number;
}

interface Search extends Stretch {
  readonly run: Run;
  /** By line, counted from the beginning of the stretch. */
  readonly ends: readonly Ends[];
}

const LONGEST_TITLE_LINES = 6;
const LONGEST_PARAGRAPH_LINES = 300;
const HOPELESS = 8;
/** What a sentence that ends with one of its lines says against a title. */
const FULL_STOP_INSIDE = 1.5;

/** Finds the cheapest readings of a stretch (a semi-Markov Viterbi search), by the kind of their last unit. */
export function searchStretch(run: Run, stretch: Stretch): Ends {
  const ends = Array.from({ length: stretch.to - stretch.from + 1 }, (): Ends => ({}));
  const search = { ...stretch, run, ends };
  for (let from = stretch.from; from < stretch.to; from++) extendFrom(search, from);
  return ends.at(-1) ?? {};
}

function extendFrom(search: Search, from: number): void {
  const { run } = search;
  const head = run.traits[from];
  if (head === undefined) return;
  let joined = 0;
  let length = -1;
  let prose = 0;
  for (let to = from + 1; to <= search.to && to - from <= LONGEST_PARAGRAPH_LINES; to++) {
    const tail = run.traits[to - 1];
    if (to - 1 > from) joined += run.gaps[to - 1]?.join ?? 0;
    if (tail === undefined || joined > HOPELESS) return;
    length += tail.text.length + 1;
    prose += tail.proseCost;
    const unlikeness = weighLines(head, tail, length, prose);
    if (to < run.lines.length && tail.fullStop) prose += FULL_STOP_INSIDE;
    const unit = { from, to, unlikeness, joined };
    if (to - from <= LONGEST_TITLE_LINES) offer(search, 'title', unit);
    offer(search, 'abstract', unit);
  }
}

function offer(search: Search, kind: UnitKind, unit: Candidate): void {
  const { run, ends, without } = search;
  const { from, to, unlikeness, joined } = unit;
  if (from === without?.from && to === without.to && kind === without.kind) return;
  const end = ends[to - search.from];
  const own = unitCost(run, kind, from, unlikeness, joined);
  if (end === undefined || own === Infinity) return;
  if (from === search.from) {
    const { before } = search;
    keepCheaper(end, (before?.cost ?? 0) + own + transitionCost(run, before, kind, from), kind, unit, before);
    return;
  }
  const { title, abstract } = ends[from - search.from] ?? {};
  for (const before of [title, abstract]) {
    if (before === undefined) continue;
    keepCheaper(end, before.cost + own + transitionCost(run, before, kind, from), kind, unit, before);
  }
}

function keepCheaper(end: Ends, cost: number, kind: UnitKind, unit: Candidate, before: Step | undefined): void {
  const { from, to, unlikeness } = unit;
  if (cost < (end[kind]?.cost ?? Infinity)) end[kind] = { kind, from, to, unlikeness, cost, before };
}
