import type { CompiledQuery, Term } from './evaluate.ts';

/** Something that stands in a paper: a word, a stem, or a word's beginning. */
export interface Anchor {
  readonly kind: 'word' | 'stem' | 'prefix';
  readonly text: string;
}

/** Anchors that stand together in a paper, the rarest first; never empty. */
export type Clue = readonly Anchor[];

/** In how many terms of all topics an anchor occurs: what is often asked for is often found. */
export type AnchorCounts = ReadonlyMap<string, number>;

/**
 * The clues to a query: every matching paper bears out at least one. `undefined` where a paper may match without any
 * word in it, as with `*` or `NOT survey`.
 */
export function findClues(query: CompiledQuery, counts: AnchorCounts): readonly Clue[] | undefined {
  switch (query.kind) {
    case 'term':
      return [sortAnchors(listAnchors(query), counts)];
    case 'and':
      return joinClues(
        query.of.map((part) => findClues(part, counts)).filter((clues) => clues !== undefined),
        counts,
      );
    case 'or': {
      const clues = query.of.map((part) => findClues(part, counts));
      return clues.includes(undefined) ? undefined : clues.flatMap((some) => some ?? []);
    }
    default:
      return undefined;
  }
}

/** Counts the anchors of every term of the queries. */
export function countAnchors(queries: readonly CompiledQuery[]): AnchorCounts {
  const counts = new Map<string, number>();
  for (const anchor of queries.flatMap(listTerms).flatMap(listAnchors)) {
    counts.set(keyOf(anchor), (counts.get(keyOf(anchor)) ?? 0) + 1);
  }
  return counts;
}

function listTerms(query: CompiledQuery): readonly Term[] {
  if (query.kind === 'term') return [query];
  if (query.kind === 'and' || query.kind === 'or') return query.of.flatMap(listTerms);
  return [];
}

function listAnchors(term: Term): Clue {
  const last = term.parts.length - 1;
  return term.parts.map((text, i) => ({ kind: term.isPrefix && i === last ? 'prefix' : term.by, text }));
}

/** What must hold together: the clues to the rarest part, each with whatever the other parts need in any case. */
function joinClues(parts: readonly (readonly Clue[])[], counts: AnchorCounts): readonly Clue[] | undefined {
  const [rarest, ...others] = parts.toSorted((a, b) => costOf(a, counts) - costOf(b, counts));
  const needed = others.filter((clues) => clues.length === 1).flat(2);
  return rarest?.map((clue) => sortAnchors([...clue, ...needed], counts));
}

function sortAnchors(anchors: readonly Anchor[], counts: AnchorCounts): Clue {
  return anchors.toSorted((a, b) => frequencyOf(a, counts) - frequencyOf(b, counts));
}

function costOf(clues: readonly Clue[], counts: AnchorCounts): number {
  return clues.flatMap((clue) => clue.slice(0, 1)).reduce((sum, anchor) => sum + frequencyOf(anchor, counts), 0);
}

/** A guess that only orders anchors: longer words are rarer, and a prefix stands for many words. */
function frequencyOf(anchor: Anchor, counts: AnchorCounts): number {
  const breadth = anchor.kind === 'prefix' ? 10 : 1;
  return (breadth * (counts.get(keyOf(anchor)) ?? 1)) / anchor.text.length;
}

function keyOf(anchor: Anchor): string {
  return `${anchor.kind} ${anchor.text}`;
}
