import { transitionCost, unitCost, type Run, type UnitKind } from './costs.ts';
import { HOPELESS, ParagraphStarts } from './paragraphs.ts';
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

/** The cheapest reading that a unit goes on with: what it costs, the step to that unit included. */
interface Beginning {
  readonly before: Step | undefined;
  readonly cost: number;
}

interface Search extends Stretch {
  readonly run: Run;
  /** By line, counted from the beginning of the stretch. */
  readonly ends: readonly Ends[];
}

const LONGEST_TITLE_LINES = 6;
/** What a sentence that ends with one of its lines says against a title. */
const FULL_STOP_INSIDE = 1.5;

/** Finds the cheapest readings of a stretch (a semi-Markov Viterbi search), by the kind of their last unit. */
export function searchStretch(run: Run, stretch: Stretch): Ends {
  const { from, to } = stretch;
  const ends = Array.from({ length: to - from + 1 }, (): Ends => ({}));
  const search = { ...stretch, run, ends };
  const starts =
    to - from > LONGEST_TITLE_LINES ? new ParagraphStarts(run, from, to, LONGEST_TITLE_LINES + 1) : undefined;
  const abstracts: (Beginning | undefined)[] = [];
  for (let at = from; at < to; at++) {
    const abstract = begin(search, 'abstract', at);
    abstracts.push(abstract);
    extendFrom(search, at, { title: begin(search, 'title', at), abstract });
    if (starts === undefined) continue;
    const isTitle = abstract === undefined || run.lines[at]?.isTitle === true;
    starts.add(at, isTitle ? Infinity : abstract.cost + (run.gaps[at]?.part ?? 0));
    offerParagraphs(search, starts, at + 1, abstracts);
  }
  return ends.at(-1) ?? {};
}

function begin({ run, ends, before, from: origin }: Search, kind: UnitKind, from: number): Beginning | undefined {
  if (from === origin) return { before, cost: (before?.cost ?? 0) + transitionCost(run, before, kind, from) };
  const { title, abstract } = ends[from - origin] ?? {};
  const afterTitle = title && title.cost + transitionCost(run, title, kind, from);
  const afterAbstract = abstract && abstract.cost + transitionCost(run, abstract, kind, from);
  if (afterTitle !== undefined && afterTitle <= (afterAbstract ?? Infinity)) return { before: title, cost: afterTitle };
  return afterAbstract === undefined ? undefined : { before: abstract, cost: afterAbstract };
}

/** Units of so few lines that they may be a title are all tried. */
function extendFrom(search: Search, from: number, after: { readonly [kind in UnitKind]: Beginning | undefined }): void {
  const { run } = search;
  const head = run.traits[from];
  if (head === undefined) return;
  let joined = 0;
  let length = -1;
  let prose = 0;
  for (let to = from + 1; to <= search.to && to - from <= LONGEST_TITLE_LINES; to++) {
    const tail = run.traits[to - 1];
    if (to - 1 > from) joined += run.gaps[to - 1]?.join ?? 0;
    if (tail === undefined || joined > HOPELESS) return;
    length += tail.text.length + 1;
    prose += tail.proseCost;
    const unlikeness = weighLines(head, tail, length, prose);
    if (to < run.lines.length && tail.fullStop) prose += FULL_STOP_INSIDE;
    const unit = { from, to, unlikeness, joined };
    offer(search, 'title', unit, after.title);
    offer(search, 'abstract', unit, after.abstract);
  }
}

/** Of units of more lines, only those are tried that may be the cheapest. */
function offerParagraphs(
  search: Search,
  starts: ParagraphStarts,
  to: number,
  beginnings: readonly (Beginning | undefined)[],
): void {
  const { traits } = search.run;
  const tail = traits[to - 1];
  for (const from of starts.endingAt(to)) {
    const head = traits[from];
    if (head === undefined || tail === undefined) continue;
    const unlikeness = weighLines(head, tail, starts.lengthOf(from, to));
    const unit = { from, to, unlikeness, joined: starts.joinedOf(from, to) };
    offer(search, 'abstract', unit, beginnings[from - search.from]);
  }
}

/** Keeps the unit where it ends the cheapest reading; of those that cost the same, the longest. */
function offer(search: Search, kind: UnitKind, unit: Candidate, after: Beginning | undefined): void {
  const { run, without } = search;
  const { from, to, unlikeness, joined } = unit;
  const end = search.ends[to - search.from];
  if (end === undefined || after === undefined) return;
  if (from === without?.from && to === without.to && kind === without.kind) return;
  const cost = after.cost + unitCost(run, kind, from, unlikeness, joined);
  const kept = end[kind];
  if (cost === Infinity || (kept !== undefined && (cost > kept.cost || (cost === kept.cost && from >= kept.from))))
    return;
  end[kind] = { kind, from, to, unlikeness, cost, before: after.before };
}
