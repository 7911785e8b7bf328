import type { Run } from './costs.ts';
import { ABSTRACT_LENGTHS, type LineTraits } from './prose.ts';

/** More lines are no paragraph. */
export const LONGEST_PARAGRAPH_LINES = 300;
/** Lines whose gaps cost more are no unit. */
export const HOPELESS = 8;

/**
 * Finds the cheapest beginnings of paragraphs of many lines without trying them all: of two that are weighed by the same
 * rule, the one that is cheaper for one end is so for every other. It is a sliding-window minimum for each rule.
 */
export class ParagraphStarts {
  readonly #run: Run;
  readonly #shortest: number;
  readonly #origin: number;
  /** What stands before each line of the stretch: how many characters, and what joins the lines. */
  readonly #lengths: Float64Array;
  readonly #joins: Float64Array;
  readonly #costs: Float64Array;
  readonly #steps = ABSTRACT_LENGTHS.map((least) => new LengthStep(least));
  #least = 0;

  /** `shortest` is the number of lines from which on paragraphs are looked for. */
  constructor(run: Run, from: number, to: number, shortest: number) {
    this.#run = run;
    this.#origin = from;
    this.#shortest = shortest;
    this.#costs = new Float64Array(to - from);
    this.#lengths = new Float64Array(to - from + 1);
    this.#joins = new Float64Array(to - from + 1);
    let [length, joins] = [0, 0];
    for (let at = 0; at < to - from; at++) {
      length += (run.traits[from + at]?.text.length ?? 0) + 1;
      const join = run.gaps[from + at]?.join ?? 0;
      // No paragraph goes over such a gap, so that it need not count.
      if (join !== Infinity) joins += join;
      this.#lengths[at + 1] = length;
      this.#joins[at + 1] = joins;
    }
  }

  /** Notes what a reading with a paragraph that begins at `from` costs, but for the paragraph's own lines. */
  add(from: number, cost: number): void {
    const at = from - this.#origin;
    this.#costs[at] = cost - (this.#joins[at + 1] ?? 0);
  }

  /** Where the paragraph that ends before line `to` would best begin, by each rule. Every line of the stretch is asked for in turn. */
  endingAt(to: number): readonly number[] {
    const end = to - this.#origin;
    const length = this.#lengths[end] ?? 0;
    this.#moveLeast(end);
    const starts: number[] = [];
    let above = end;
    for (let i = this.#steps.length - 1; i >= 0; i--) {
      const step = this.#steps[i];
      if (step === undefined) continue;
      while (step.next <= end - this.#shortest && length - (this.#lengths[step.next] ?? 0) > step.least)
        step.reach(kindOf(this.#run.traits[step.next + this.#origin]), this.#costs[step.next] ?? Infinity);
      // Those that have reached the next step, too, are weighed by its rule.
      step.collect(above === end ? this.#least : Math.max(this.#least, above), this.#origin, starts);
      above = step.next;
    }
    return starts;
  }

  /** How many characters the lines have, with a space between them. */
  lengthOf(from: number, to: number): number {
    return (this.#lengths[to - this.#origin] ?? 0) - (this.#lengths[from - this.#origin] ?? 0) - 1;
  }

  /** What the gaps inside the lines cost. */
  joinedOf(from: number, to: number): number {
    return (this.#joins[to - this.#origin] ?? 0) - (this.#joins[from - this.#origin + 1] ?? 0);
  }

  #moveLeast(end: number): void {
    if (this.#run.gaps[this.#origin + end - 1]?.join === Infinity) this.#least = end - 1;
    this.#least = Math.max(this.#least, end - LONGEST_PARAGRAPH_LINES);
    const joins = this.#joins[end] ?? 0;
    while (joins - (this.#joins[this.#least + 1] ?? 0) > HOPELESS) this.#least++;
  }
}

/** The paragraphs that have reached a length, by the kind of line they begin with. */
class LengthStep {
  readonly least: number;
  /** The first that has not. */
  next = 0;
  readonly #queues: StartQueue[] = [];

  constructor(least: number) {
    this.least = least;
  }

  reach(kind: number, cost: number): void {
    (this.#queues[kind] ??= new StartQueue()).add(this.next++, cost);
  }

  /** Adds the cheapest of each kind from line `least` on to `starts`. */
  collect(least: number, origin: number, starts: number[]): void {
    for (const queue of this.#queues) {
      const start = queue?.cheapestFrom(least);
      if (start !== undefined) starts.push(start + origin);
    }
  }
}

/** Where a paragraph may begin, the cheapest such place first. */
class StartQueue {
  readonly #starts: number[] = [];
  readonly #costs: number[] = [];
  #first = 0;

  /** Adds a start behind all others; those that cost more can never again be the cheapest. */
  add(start: number, cost: number): void {
    while (this.#costs.length > this.#first && (this.#costs.at(-1) ?? 0) > cost) {
      this.#starts.pop();
      this.#costs.pop();
    }
    this.#starts.push(start);
    this.#costs.push(cost);
  }

  /** The cheapest from line `least` on. */
  cheapestFrom(least: number): number | undefined {
    while ((this.#starts[this.#first] ?? least) < least) this.#first++;
    return this.#starts[this.#first];
  }
}

/** Paragraphs that begin with lines of one kind are weighed alike. */
function kindOf(head: LineTraits | undefined): number {
  if (head === undefined) return 0;
  return (head.lowerStart ? 1 : 0) + (head.titleCase ? (head.text.length < 200 ? 2 : 4) : 0);
}
