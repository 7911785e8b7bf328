import { GRAMMAR_WORDS } from '../summaries/words.ts';
import { stemWord, tokenize } from '../topics/words.ts';

/** Words that people who ask about papers, and papers, use for the same: a row each. */
const ROWS = `
author wrote written writer writes
publish date
code github gitlab repo repository implementation
data dataset corpus corpora benchmark archive recording
limitation weakness drawback downside shortcoming fail failure worse cover caveat
accuracy error result score perform performance
fast faster speed speedup throughput latency quick quicker slow slower takes seconds minutes hours days weeks months
cost price expensive cheap money
memory ram storage
train trained training learn learned taught teach
test tested evaluate evaluated evaluation experiment tried
participant people speaker person musician
temperature degrees heat
gpu hardware a100 h100
privacy private locations
recommend suggest advice advise
license licence
available get obtain share shared release released permit download downloaded public access
future next open
institution organisation organization lab university affiliation company
`;

const CONCEPTS: ReadonlyMap<string, string> = new Map(
  ROWS.trim()
    .split('\n')
    .flatMap((row) => {
      const stems = row.split(' ').map(stemWord);
      return stems.map((stem): [string, string] => [stem, stems[0] ?? stem]);
    }),
);

/** Words of a question about a paper as such. */
const ASKING: ReadonlySet<string> = new Set(
  `paper work works working use used using uses show shows get got tell tells explain say says said mention anything something thing kind
  sort type approach method please find found need needs much many different like look come comes take takes took taken part run runs
  running go make makes made give gives really actually exactly typical typically possible able happen happens involved behind want
  know think good well also old share number amount`.split(/\s+/u),
);

/** What the way of asking asks for. */
const OPENERS: readonly (readonly [opener: RegExp, concept: string])[] = [
  [/^\W*who(?:se|m)?\b/iu, 'author'],
  [/^\W*when (?:was|is|were|did)\b/iu, 'publish'],
  [/\bhow long\b/iu, 'fast'],
  [/\b(?:can|could|may|where)\b.*\b(?:get|have|find|access)\b/iu, 'available'],
];

/** What a text is about: its telling words without their endings, those of one meaning as one. */
export function conceptsOf(text: string): ReadonlySet<string> {
  const words = tokenize(text).filter((word) => !GRAMMAR_WORDS.has(word) && !ASKING.has(word));
  return new Set(words.map((word) => CONCEPTS.get(stemWord(word)) ?? stemWord(word)));
}

/** What a question is about. */
export function askedConcepts(question: string): ReadonlySet<string> {
  const opened = OPENERS.flatMap(([opener, concept]) => (opener.test(question) ? [stemWord(concept)] : []));
  return new Set([...opened, ...conceptsOf(question)]);
}

/** What a question asks the kind or the number of: "species" in "How many species …?". */
export function wantedConcepts(question: string): ReadonlySet<string> {
  const nouns = [...question.matchAll(/\b(?:how (?:many|much)|which|what)\s+([\p{L}\p{N}-]+)/giu)];
  return new Set(nouns.flatMap(([, noun = '']) => [...conceptsOf(noun)]));
}
