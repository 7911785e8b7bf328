import { countAnchors, findClues, type Anchor } from './anchors.ts';
import { compileQuery, evaluate, type CompiledQuery, type Evidence } from './evaluate.ts';
import { listTypedTerms } from './lexer.ts';
import { indexPaper, type MatchablePaper, type PaperWords } from './paper-words.ts';
import type { Topic } from './topic.ts';

/** A topic that a paper belongs to. */
export interface TopicMatch extends Evidence {
  readonly topic: Topic;
}

/** Topics made ready; ten thousand cost little more per paper than ten. */
export interface TopicMatcher {
  /** The topics the paper belongs to, in the order they were given. */
  match(paper: MatchablePaper): readonly TopicMatch[];
}

interface CompiledTopic {
  readonly topic: Topic;
  readonly query: CompiledQuery;
}

/** A topic worth a look, by its place in the list, once a paper holds these further anchors. */
interface Lead {
  readonly place: number;
  readonly also: readonly number[];
}

/** All anchors that topics need, numbered, and the leads to follow from each. */
interface LeadIndex {
  readonly ids: Readonly<Record<Anchor['kind'], Map<string, number>>>;
  /** The lengths of prefixes that occur, by their first character. */
  readonly prefixLengths: Map<string, Set<number>>;
  readonly leads: Lead[][];
  /** Topics to look at for every paper. */
  readonly always: number[];
}

/** Makes topics ready for matching: only those are evaluated of which the paper holds the words they cannot do without. */
export function compileTopics(topics: readonly Topic[]): TopicMatcher {
  const compiled = topics.map((topic) => ({
    topic,
    query: compileQuery(topic.query, listTypedTerms(topic.text).values()),
  }));
  const index = indexTopics(compiled);
  return {
    match(paper) {
      const words = indexPaper(paper);
      return findCandidates(words, index).flatMap((place) => matchTopic(compiled[place], words));
    },
  };
}

function matchTopic(compiled: CompiledTopic | undefined, paper: PaperWords): readonly TopicMatch[] {
  if (compiled === undefined) return [];
  const evidence = evaluate(compiled.query, paper);
  return evidence === undefined ? [] : [{ topic: compiled.topic, ...evidence }];
}

function indexTopics(compiled: readonly CompiledTopic[]): LeadIndex {
  const counts = countAnchors(compiled.map(({ query }) => query));
  const ids = { word: new Map(), stem: new Map(), prefix: new Map() };
  const index: LeadIndex = { ids, prefixLengths: new Map(), leads: [], always: [] };
  compiled.forEach(({ query }, place) => {
    const clues = findClues(query, counts);
    if (clues === undefined) index.always.push(place);
    for (const clue of clues ?? []) {
      const [first, ...also] = clue.map((anchor) => numberAnchor(index, anchor));
      if (first !== undefined) index.leads[first]?.push({ place, also });
    }
  });
  return index;
}

function numberAnchor(index: LeadIndex, { kind, text }: Anchor): number {
  const known = index.ids[kind].get(text);
  if (known !== undefined) return known;
  if (kind === 'prefix') {
    const lengths = index.prefixLengths.get(text.charAt(0)) ?? new Set();
    index.prefixLengths.set(text.charAt(0), lengths.add(text.length));
  }
  index.ids[kind].set(text, index.leads.length);
  return index.leads.push([]) - 1;
}

/** The topics worth a look, in order, each once. */
function findCandidates(paper: PaperWords, index: LeadIndex): readonly number[] {
  const found = new Set(index.always);
  const held = findAnchors(paper, index);
  for (const id of held) {
    for (const { place, also } of index.leads[id] ?? []) {
      if (also.every((other) => held.has(other))) found.add(place);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** The numbers of the anchors that the paper holds. */
function findAnchors(paper: PaperWords, { ids, prefixLengths }: LeadIndex): ReadonlySet<number> {
  const held = new Set([...common(ids.stem, paper.placesOfStem), ...common(ids.word, paper.placesOfWord)]);
  for (const [initial, lengths] of prefixLengths) {
    for (const word of paper.wordsByInitial.get(initial) ?? []) {
      for (const length of lengths) {
        const id = length <= word.length ? ids.prefix.get(word.slice(0, length)) : undefined;
        if (id !== undefined) held.add(id);
      }
    }
  }
  return held;
}

/** The numbers of what stands in both, found by the smaller. */
function common(ids: ReadonlyMap<string, number>, held: ReadonlyMap<string, unknown>): readonly number[] {
  if (ids.size < held.size) return [...ids].flatMap(([text, id]) => (held.has(text) ? [id] : []));
  return [...held.keys()].map((text) => ids.get(text)).filter((id) => id !== undefined);
}
