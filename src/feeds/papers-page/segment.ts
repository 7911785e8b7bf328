import {
  missingAbstractCost,
  transitionCost,
  unitCost,
  weighRun,
  type Run,
  type RunLine,
  type UnitKind,
} from './costs.ts';
import { weighText, type Unlikeness } from './prose.ts';

/** Lines `from` to `to` (exclusive) of a run, read as one title or one paragraph of an abstract. */
export interface Unit {
  readonly kind: UnitKind;
  readonly from: number;
  readonly to: number;
  readonly unlikeness: Unlikeness;
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

/** The cheapest readings of the lines up to some line, by the kind of their last unit. */
type Ends = { [kind in UnitKind]?: Step };

const LONGEST_TITLE_LINES = 6;
const LONGEST_PARAGRAPH_LINES = 300;
const HOPELESS = 8;
/** Readings closer than this are told apart by chance. */
const CLEAR_MARGIN = 0.6;

/**
 * Splits a run into titles and paragraphs: the reading of least total cost (a semi-Markov Viterbi search), where each unit
 * costs what it is unlike, and each gap and transition what is unusual about it. `spaced` tells that the page separates
 * its texts by empty lines.
 */
export function segmentRun(lines: readonly RunLine[], spaced: boolean): readonly Unit[] {
  const run = weighRun(lines, spaced);
  const ends: Ends[] = Array.from({ length: lines.length + 1 }, () => ({}));
  for (let from = 0; from < lines.length; from++) extendFrom(run, from, ends);
  const steps = trace(run, ends.at(-1) ?? {});
  return steps.map(({ kind, from, to, unlikeness }, i) => ({
    kind,
    from,
    to,
    unlikeness,
    ambiguous: kind === 'title' && isAmbiguous(run, steps, i),
  }));
}

function extendFrom(run: Run, from: number, ends: readonly Ends[]): void {
  const head = run.lines[from];
  if (head === undefined) return;
  let joined = 0;
  let length = -1;
  for (let to = from + 1; to <= run.lines.length && to - from <= LONGEST_PARAGRAPH_LINES; to++) {
    const tail = run.lines[to - 1];
    if (to - 1 > from) joined += run.gaps[to - 1]?.join ?? 0;
    if (tail === undefined || joined > HOPELESS) return;
    length += tail.text.length + 1;
    const unlikeness = weighText(head.text, tail.text, length);
    if (to - from <= LONGEST_TITLE_LINES) offer(run, ends, { kind: 'title', from, to, unlikeness }, joined);
    offer(run, ends, { kind: 'abstract', from, to, unlikeness }, joined);
  }
}

function offer(run: Run, ends: readonly Ends[], unit: Omit<Step, 'cost' | 'before'>, joined: number): void {
  const end = ends[unit.to];
  const own = unitCost(run, unit.kind, unit.from, unit.unlikeness, joined);
  if (end === undefined || own === Infinity) return;
  const { title, abstract } = ends[unit.from] ?? {};
  for (const before of unit.from === 0 ? [undefined] : [title, abstract]) {
    if (before === undefined && unit.from > 0) continue;
    const cost = (before?.cost ?? 0) + own + transitionCost(run, before, unit.kind, unit.from);
    if (cost < (end[unit.kind]?.cost ?? Infinity)) end[unit.kind] = { ...unit, cost, before };
  }
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
  const long = (step: Step | undefined): boolean => step !== undefined && step.to - step.from > 1;
  const cost = (from: number, to: number): number =>
    rangeCost(run, above?.kind, above?.from ?? from, from) +
    rangeCost(run, 'title', from, to) +
    rangeCost(run, below?.kind, to, below?.to ?? to);
  const { from, to } = title;
  const others: number[] = [];
  if (long(above)) others.push(cost(from - 1, to));
  if (long(below)) others.push(cost(from, to + 1));
  if (long(title) && above !== undefined) others.push(cost(from + 1, to));
  if (long(title) && below !== undefined) others.push(cost(from, to - 1));
  if (above?.kind === 'abstract' && below?.kind === 'abstract')
    others.push(rangeCost(run, 'abstract', above.from, below.to));
  return Math.min(...others) - cost(from, to) < CLEAR_MARGIN;
}

/** The cost of a range of lines as one unit; nothing where there is no such unit. */
function rangeCost(run: Run, kind: UnitKind | undefined, from: number, to: number): number {
  const lines = run.lines.slice(from, to);
  const [head] = lines;
  if (head === undefined || kind === undefined) return 0;
  const joined = run.gaps.slice(from + 1, to).reduce((sum, gap) => sum + gap.join, 0);
  const length = lines.reduce((sum, line) => sum + line.text.length + 1, -1);
  return unitCost(run, kind, from, weighText(head.text, lines.at(-1)?.text ?? '', length), joined);
}
