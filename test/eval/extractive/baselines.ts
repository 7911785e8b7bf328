import { sentencesOf } from '../../../src/summaries/sentences.ts';
import { countWords } from '../../../src/summaries/words.ts';
import type { Pair } from '../pairs.ts';

type Counts = ReadonlyMap<string, number>;

/** A plain way to say in one sentence what a paper is about. */
export interface Baseline {
  readonly name: string;
  /** One sentence for a paper with an abstract. */
  choose(paper: Pick<Pair, 'title' | 'abstract'>): string;
}

/** What the picked sentence has to be ahead of. */
export const baselines: readonly Baseline[] = [
  { name: 'first sentence', choose: ({ abstract }) => sentencesOf(abstract)[0] ?? '' },
  { name: 'last sentence', choose: ({ abstract }) => sentencesOf(abstract).at(-1) ?? '' },
  { name: 'title', choose: ({ title }) => title },
  { name: 'TextRank', choose: ({ abstract }) => rankSentences(sentencesOf(abstract)) },
  { name: 'nearest to the title', choose: ({ title, abstract }) => nearestTo(title, sentencesOf(abstract)) },
  { name: 'first "we propose"', choose: ({ abstract }) => firstProposal(sentencesOf(abstract)) },
];

const DAMPING = 0.85;
const ITERATIONS = 30;

/** The first in rank by TextRank (Mihalcea and Tarau 2004, https://aclanthology.org/W04-3252): shared words over the logarithms of the lengths. */
function rankSentences(sentences: readonly string[]): string {
  const counts = sentences.map(countWords);
  const weights = counts.map((a, i) => counts.map((b, j) => (i === j ? 0 : overlap(a, b))));
  const sums = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = sentences.map(() => 1);
  for (let round = 0; round < ITERATIONS; round++) {
    ranks = weights.map(
      (row) =>
        1 -
        DAMPING +
        DAMPING *
          row.reduce((sum, weight, j) => sum + (weight === 0 ? 0 : (weight / (sums[j] ?? 1)) * (ranks[j] ?? 0)), 0),
    );
  }
  return bestOf(sentences, ranks);
}

function overlap(a: Counts, b: Counts): number {
  const shared = [...a.keys()].filter((word) => b.has(word)).length;
  return shared === 0 || a.size * b.size < 2 ? 0 : shared / (Math.log(a.size) + Math.log(b.size));
}

function nearestTo(title: string, sentences: readonly string[]): string {
  const wanted = countWords(title);
  return bestOf(
    sentences,
    sentences.map((sentence) => cosine(countWords(sentence), wanted)),
  );
}

function cosine(a: Counts, b: Counts): number {
  const dot = [...a].reduce((sum, [word, count]) => sum + count * (b.get(word) ?? 0), 0);
  return dot === 0 ? 0 : dot / (lengthOf(a) * lengthOf(b));
}

function lengthOf(counts: Counts): number {
  return Math.hypot(...counts.values());
}

function firstProposal(sentences: readonly string[]): string {
  const cue =
    /\b(?:we (?:\w+ )?(?:propose|introduce|present)|this (?:paper|work|study) (?:proposes|introduces|presents))\b/iu;
  return sentences.find((sentence) => cue.test(sentence)) ?? sentences[0] ?? '';
}

function bestOf(sentences: readonly string[], scores: readonly number[]): string {
  return sentences[scores.indexOf(Math.max(...scores))] ?? '';
}
