import type { QueryField } from './lexer.ts';
import { rangeOf, type PaperWords } from './paper-words.ts';
import type { Query } from './query.ts';
import { stemWord, tokenize } from './words.ts';

/** A word, phrase or prefix made ready: all its parts side by side, in one field. */
export interface Term {
  readonly kind: 'term';
  /** Stems for a bare word, words for a phrase or prefix; never empty. */
  readonly parts: readonly string[];
  readonly by: 'stem' | 'word';
  /** The last part need only be the beginning of a word. */
  readonly isPrefix: boolean;
  readonly field?: QueryField;
  /** As a person typed it. */
  readonly typed: string;
}

/** A query made ready for matching. */
export type CompiledQuery =
  | Term
  | { readonly kind: 'and' | 'or'; readonly of: readonly CompiledQuery[] }
  | { readonly kind: 'not'; readonly of: CompiledQuery }
  | { readonly kind: 'everything' };

/** How a paper matched: the terms found, as typed, and how much that weighs (more is better, 0 where no term was asked for). */
export interface Evidence {
  readonly why: readonly string[];
  readonly score: number;
}

const TITLE_WEIGHT = 3;
const OTHER_WEIGHT = 1;

interface Hit {
  readonly term: Term;
  readonly weight: number;
}

/** Makes a query ready; `typed` gives its terms in order as they were typed. */
export function compileQuery(query: Query, typed: Iterator<string>): CompiledQuery {
  switch (query.kind) {
    case 'everything':
      return query;
    case 'and':
    case 'or':
      return { kind: query.kind, of: query.of.map((part) => compileQuery(part, typed)) };
    case 'not':
      return { kind: 'not', of: compileQuery(query.of, typed) };
    default:
      return compileTerm(query, typed);
  }
}

/** Whether and how the paper matches. A bare term is looked for in title, abstract and blurb, not in the authors' names. */
export function evaluate(query: CompiledQuery, paper: PaperWords): Evidence | undefined {
  const found: Hit[] = [];
  if (!collectHits(query, paper, found)) return undefined;
  return {
    why: [...new Set(found.map(({ term }) => term.typed))],
    score: found.reduce((sum, { weight }) => sum + weight, 0),
  };
}

/** Adds the hits that make the query true; what a branch found before it failed is taken back. */
function collectHits(query: CompiledQuery, paper: PaperWords, found: Hit[]): boolean {
  const before = found.length;
  switch (query.kind) {
    case 'everything':
      return true;
    case 'not':
      return !collectHits(query.of, paper, []);
    case 'term': {
      const weight = weighTerm(query, paper);
      if (weight > 0) found.push({ term: query, weight });
      return weight > 0;
    }
    case 'and': {
      const holds = query.of.every((part) => collectHits(part, paper, found));
      if (!holds) found.length = before;
      return holds;
    }
    case 'or':
      return query.of.reduce((holds, part) => collectHits(part, paper, found) || holds, false);
  }
}

function compileTerm(query: Query & { kind: 'word' | 'prefix' | 'phrase' }, typed: Iterator<string>): Term {
  const surfaces = query.kind === 'phrase' ? query.words : [query.text];
  const words = surfaces.flatMap(tokenize);
  return {
    kind: 'term',
    parts: query.kind === 'word' ? words.map(stemWord) : words,
    by: query.kind === 'word' ? 'stem' : 'word',
    isPrefix: query.kind === 'prefix',
    ...(query.field === undefined ? {} : { field: query.field }),
    typed: typed.next().value ?? surfaces.join(' '),
  };
}

/** What the term weighs where it stands in the paper; 0 where it does not. */
function weighTerm(term: Term, paper: PaperWords): number {
  const { start, end } = rangeOf(term.field, paper);
  let inTitle = 0;
  let elsewhere = 0;
  for (const place of candidatePlaces(term, paper)) {
    if (place < start || place >= end || !standsAt(term, paper, place)) continue;
    if (place < paper.titleEnd) inTitle = TITLE_WEIGHT;
    else elsewhere = OTHER_WEIGHT;
  }
  return inTitle + elsewhere;
}

/** Where the first part of the term stands. */
function candidatePlaces(term: Term, paper: PaperWords): readonly number[] {
  const [first = ''] = term.parts;
  if (term.isPrefix && term.parts.length === 1) {
    const words = (paper.wordsByInitial.get(first.charAt(0)) ?? []).filter((word) => word.startsWith(first));
    return words.flatMap((word) => paper.placesOfWord.get(word) ?? []);
  }
  return (term.by === 'stem' ? paper.placesOfStem : paper.placesOfWord).get(first) ?? [];
}

function standsAt(term: Term, paper: PaperWords, place: number): boolean {
  const row = term.by === 'stem' ? paper.stems : paper.words;
  const last = term.parts.length - 1;
  return term.parts.every((part, i) =>
    i === last && term.isPrefix ? row[place + i]?.startsWith(part) === true : row[place + i] === part,
  );
}
