import {
  missingAbstractCost,
  NEAR,
  weighRun,
  type Run,
  type RunContext,
  type RunLine,
  type UnitKind,
} from './costs.ts';
import { isAmbiguous } from './margin.ts';
import { splitPlain } from './plain.ts';
import type { Unlikeness } from './prose.ts';
import { searchStretch, type Ends, type Step } from './search.ts';

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

/** Such a gap lies between texts, or inside one that was oddly broken. */
const HARDLY_JOINED = 5;

/**
 * Splits a run into titles and paragraphs: the reading of least total cost (a semi-Markov Viterbi search), where each unit
 * costs what it is unlike, and each gap and transition what is unusual about it.
 */
export function segmentRun(lines: readonly RunLine[], context: RunContext): readonly Unit[] {
  const units: Unit[] = [];
  for (const { from, to, plainTitle } of splitPlain(lines, context)) {
    if (plainTitle === undefined) units.push(...readStretch(lines, from, to, context));
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

function readStretch(lines: readonly RunLine[], from: number, to: number, context: RunContext): readonly Unit[] {
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
  const steps = trace(run, searchStretch(run, { from: 0, to: lines.length, before: undefined }));
  return steps.map(({ kind, from, to, unlikeness }, i) => ({
    kind,
    from,
    to,
    unlikeness,
    parted: isParted(run, from) && isParted(run, to),
    ambiguous: kind === 'title' && isAmbiguous(run, steps, i),
  }));
}

function trace(run: Run, { title, abstract }: Ends): readonly Step[] {
  const alone = title === undefined ? Infinity : title.cost + missingAbstractCost(run, title.from);
  const steps: Step[] = [];
  for (let step = alone < (abstract?.cost ?? Infinity) ? title : abstract; step !== undefined; step = step.before)
    steps.push(step);
  return steps.reverse();
}

/** Whether no text goes on from the line before `at`. */
function isParted(run: Run, at: number): boolean {
  return at === 0 || (run.gaps[at]?.join ?? Infinity) >= HARDLY_JOINED;
}
