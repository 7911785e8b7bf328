import type { RunContext, RunLine } from './costs.ts';
import { endsSentence, traitsOf, weighLines, type Unlikeness } from './prose.ts';

/** Lines of a run from `from` to `to` (exclusive): a plain title and abstract, or lines that must be weighed. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Of the title, where the stretch is plain. */
  readonly plainTitle?: Unlikeness;
}

const LONGEST_PLAIN_TITLE = 170;
const SHORTEST_PLAIN_ABSTRACT = 400;
/** What a line costs at most as a title that leaves no doubt. */
const DOUBTLESS_TITLE = 1.7;

/**
 * Splits a run into pairs that leave nothing to weigh (a title on one line and a long abstract on the next, each where the
 * page's structure would have it, and another such pair or the end below) and the stretches between them.
 */
export function splitPlain(lines: readonly RunLine[], context: RunContext): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let odd = 0;
  let at = 0;
  let title = plainTitleAt(lines, 0, context);
  while (at < lines.length) {
    const below = at + 2 >= lines.length ? undefined : plainTitleAt(lines, at + 2, context);
    if (title === undefined || (below === undefined && at + 2 < lines.length)) {
      at++;
      title = plainTitleAt(lines, at, context);
      continue;
    }
    if (odd < at) stretches.push({ from: odd, to: at });
    stretches.push({ from: at, to: at + 2, plainTitle: title });
    at += 2;
    odd = at;
    title = below;
  }
  return odd < lines.length ? [...stretches, { from: odd, to: lines.length }] : stretches;
}

function plainTitleAt(lines: readonly RunLine[], at: number, context: RunContext): Unlikeness | undefined {
  const [title, abstract] = [lines[at], lines[at + 1]];
  if (title === undefined || abstract === undefined || title.text.length > LONGEST_PLAIN_TITLE) return undefined;
  if (!isPlainAbstract(abstract) || (context.marksTitles && !title.isTitle)) return undefined;
  if ((context.isCard && lines.length > 2) || (at === 0 && context.above !== undefined)) return undefined;
  // Where empty lines stand between the texts, they stand between all of them; elsewhere between none.
  if (abstract.blankBefore !== context.spaced || (at > 0 && title.blankBefore !== context.spaced)) return undefined;
  const traits = traitsOf(title.text);
  const unlikeness = weighLines(traits, traits, title.text.length);
  return unlikeness.title <= DOUBTLESS_TITLE ? unlikeness : undefined;
}

function isPlainAbstract({ text, isTitle }: RunLine): boolean {
  if (text.length < SHORTEST_PLAIN_ABSTRACT || isTitle || /^[a-z]/.test(text)) return false;
  return endsSentence(text) || text.slice(text.lastIndexOf(' ') + 1).includes('://');
}
