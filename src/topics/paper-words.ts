import type { Paper } from '../papers/paper.ts';
import type { QueryField } from './lexer.ts';
import { stemWord, tokenize, tokenizeSentences } from './words.ts';

/** What a topic looks at in a paper. */
export type MatchablePaper = Pick<Paper, 'title' | 'abstract' | 'blurb' | 'authors'>;

/** The words of one paper in a row (title, abstract and blurb, authors), with an empty one where no phrase may cross. */
export interface PaperWords {
  readonly words: readonly string[];
  /** The stems of {@link words}, place by place. */
  readonly stems: readonly string[];
  /** In which places each word stands. */
  readonly placesOfWord: ReadonlyMap<string, readonly number[]>;
  readonly placesOfStem: ReadonlyMap<string, readonly number[]>;
  /** The different words by their first character, for prefixes. */
  readonly wordsByInitial: ReadonlyMap<string, readonly string[]>;
  /** The first place behind the title, and the first behind the abstract. */
  readonly titleEnd: number;
  readonly abstractEnd: number;
}

/** As long as a paper is kept, so is how its words are laid out: a day's papers are looked at for every channel. */
const laidOut = new WeakMap<MatchablePaper, PaperWords>();

/** Lays out the words of a paper for matching. */
export function indexPaper(paper: MatchablePaper): PaperWords {
  const words = laidOut.get(paper) ?? layOut(paper);
  laidOut.set(paper, words);
  return words;
}

function layOut(paper: MatchablePaper): PaperWords {
  const title = [tokenize(paper.title)];
  const abstract = [paper.abstract ?? '', paper.blurb ?? ''].flatMap(tokenizeSentences);
  const authors = (paper.authors ?? []).map(tokenize);
  const words = [...title, ...abstract, ...authors].flatMap((unit) => [...unit, '']);
  const titleEnd = countPlaces(title);
  const stemOf = new Map([...new Set(words)].map((word) => [word, stemWord(word)]));
  const stems = words.map((word) => stemOf.get(word) ?? word);
  const placesOfWord = groupPlaces(words);
  return {
    words,
    stems,
    placesOfWord,
    wordsByInitial: Map.groupBy(placesOfWord.keys(), (word) => word.charAt(0)),
    placesOfStem: groupPlaces(stems),
    titleEnd,
    abstractEnd: titleEnd + countPlaces(abstract),
  };
}

/** The places of a field, from `start` up to `end`; without one those of title and abstract. */
export function rangeOf(field: QueryField | undefined, paper: PaperWords): { start: number; end: number } {
  switch (field) {
    case 'title':
      return { start: 0, end: paper.titleEnd };
    case 'abstract':
      return { start: paper.titleEnd, end: paper.abstractEnd };
    case 'authors':
      return { start: paper.abstractEnd, end: paper.words.length };
    case undefined:
      return { start: 0, end: paper.abstractEnd };
  }
}

function countPlaces(units: readonly (readonly string[])[]): number {
  return units.reduce((places, unit) => places + unit.length + 1, 0);
}

function groupPlaces(words: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  words.forEach((word, place) => {
    if (word === '') return;
    const known = places.get(word);
    if (known === undefined) places.set(word, [place]);
    else known.push(place);
  });
  return places;
}
