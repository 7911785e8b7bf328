import type { Statements } from './sql.ts';

/** The parts of a paper that are indexed; a match in the title weighs most, then authors, then the abstract. */
export type TextField = 'title' | 'abstract' | 'authors';

/** What to find, without any engine's syntax. Words are taken literally: no character in them is an operator. */
export type TextQuery =
  | { readonly kind: 'word' | 'prefix'; readonly text: string; readonly field?: TextField }
  | { readonly kind: 'phrase'; readonly words: readonly string[]; readonly field?: TextField }
  | { readonly kind: 'and' | 'or'; readonly of: readonly TextQuery[] }
  | { readonly kind: 'not'; readonly of: TextQuery }
  | { readonly kind: 'everything' };

/** What is indexed of a paper; a `Paper` is one. */
export interface IndexedText {
  readonly title: string;
  readonly abstract?: string;
  readonly authors?: readonly string[];
}

/** A paper that matches. */
export interface TextHit {
  /** The paper's id. */
  readonly paper: string;
  /** Higher is better; comparable only within one answer, and 0 where nothing positive was asked for. */
  readonly score: number;
}

/** The full-text index over the library. */
export interface FullText {
  /** Statements that index a paper in place of what was indexed of it before: `yield*` them in a transaction. */
  put(paper: string, text: IndexedText): Statements<void>;
  /** Statements that take a paper out of the index; none is missed if it was never there. */
  remove(paper: string): Statements<void>;
  /**
   * The papers that match, best first, then newest first by when they were indexed. Case and diacritics do not count;
   * a word is a whole word, except that a run of Chinese, Japanese or Korean is found anywhere in a text.
   * Rejects with `UserInputError` for a query nested too deeply, and with `StoreError`.
   */
  find(query: TextQuery, limit: number): Promise<readonly TextHit[]>;
}
