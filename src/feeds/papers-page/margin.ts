import { mayBeWrapped, missingAbstractCost, transitionCost, type Run } from './costs.ts';
import { isDangling } from './prose.ts';
import { searchStretch, type Ends, type Step } from './search.ts';

/** Readings closer than this are told apart by chance. */
const CLEAR_MARGIN = 0.75;
/** The same where a text is broken over lines, so that a line may belong to what is above or below. */
const CLEAR_MARGIN_OF_WRAPPED = 3.6;
/** A title over several lines that is as unlike one as this may have a line of the abstract in it. */
const DOUBTFUL = 1;
/** A line of so many characters has words enough to show whether they are capitalized. */
const LONG_LINE = 40;

/** Whether the run would read nearly as well without this title: with a line more or less in it, or as part of the text around it. */
export function isAmbiguous(run: Run, steps: readonly Step[], at: number): boolean {
  const title = steps[at];
  if (title === undefined || run.lines[title.from]?.isTitle) return false;
  if (isDangling(run.lines[title.to - 1]?.text ?? '')) return true;
  if (standsAlone(run, title)) return false;
  if (isDoubtful(run, title)) return true;
  const clear = mayBeWrapped(run, title.from) ? CLEAR_MARGIN_OF_WRAPPED : CLEAR_MARGIN;
  return marginOf(run, steps, at) < clear;
}

/** Whether a title is one line that cannot go on above or below. */
function standsAlone(run: Run, { from, to }: Step): boolean {
  return to - from === 1 && [from, to].every((at) => (run.gaps[at]?.join ?? Infinity) === Infinity);
}

/** How much more the best reading costs that does not have this title, its neighbours' outer ends staying where they are. */
function marginOf(run: Run, steps: readonly Step[], at: number): number {
  const title = steps[at];
  if (title === undefined) return Infinity;
  const first = steps[at - 1] ?? title;
  const last = steps[at + 1] ?? title;
  const after = steps[at + 2];
  const others = searchStretch(run, { from: first.from, to: last.to, before: first.before, without: title });
  return cheapest(run, others, after) - closingCost(run, last, after);
}

function cheapest(run: Run, { title, abstract }: Ends, after: Step | undefined): number {
  return Math.min(...[title, abstract].map((last) => (last === undefined ? Infinity : closingCost(run, last, after))));
}

/** The cost of a reading with what follows its last unit. */
function closingCost(run: Run, last: Step, after: Step | undefined): number {
  if (after !== undefined) return last.cost + transitionCost(run, last, after.kind, after.from);
  return last.kind === 'title' ? last.cost + missingAbstractCost(run, last.from) : last.cost;
}

/** Whether a title reads as if it had lines too many, or too few, and nothing but its words tells where it ends. */
function isDoubtful(run: Run, { from, to, unlikeness }: Step): boolean {
  if ((run.gaps[to]?.join ?? Infinity) === Infinity) return false;
  const head = run.traits[from];
  const tail = run.traits[to - 1];
  if (head === undefined || tail === undefined) return false;
  const mixed = head.titleCase && !tail.titleCase && tail.text.length > LONG_LINE;
  return to - from > 1 && (mixed || unlikeness.title >= DOUBTFUL);
}
