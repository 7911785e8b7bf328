import { pickSentence } from '../summaries/extractive.ts';
import { findQuote } from '../summaries/grounding/quotes.ts';
import { sentencesOf } from '../summaries/sentences.ts';
import { tokenize } from '../topics/words.ts';
import type { AskedPaper } from './asked-paper.ts';
import { askedConcepts, conceptsOf, wantedConcepts } from './concepts.ts';

/** A sentence, verbatim, and how much of the question it holds: from 0 to 1. */
interface MatchedSentence {
  readonly sentence: string;
  readonly score: number;
}

/** Every question has words of the title: they tell little of which sentence answers it. */
const TITLE_WEIGHT = 0.3;

/** What is said of something else, which is what the question is about. */
const WEAK = conceptsOf('available');

/** A sentence without what the question asks the kind or the number of hardly answers it. */
const WANTED_WEIGHT = 2;

/** What is left of a sentence's score that has no number where one was asked for. */
const NUMBERLESS = 0.6;

const ASKS_NUMBER =
  /\bhow (?:many|much|long|large|big|fast|often|far|accurate)\b|\bwhat (?:percentage|share|number|speedup)\b/iu;
const NUMBER =
  /\p{N}|\b(?:two|three|four|five|six|seven|eight|nine|ten|twice|double[sd]?|half|halve[sd]?|third|hundreds?|thousands?)\b/iu;

/** Below this the best match is taken for no answer. */
const LEAST_SCORE = 0.4;

/** Below this it does not even come near. */
const LEAST_NEAR = 0.2;

/** A second sentence is as good as the first, nearly. */
const NEARLY = 0.8;

/** What is said to the bot, and asks nothing of the paper. */
const ORDER =
  /^\W*(?:please\s+)?(?:ignore|disregard|forget|pretend|repeat|say|post|print|reveal|act|answer (?:in|as|with|that))\b|\byour\s+(?:\w+\s+)?(?:prompts?|rules?|instructions?|opinion|name|token|key|password)\b/iu;

/** What asks for the gist, and the words that do. */
const GIST =
  /\b(?:about|gist|tl;?dr|in short|in a nutshell|summar\w+|main|key|central|contributions?|ideas?|points?|findings?|takeaways?|propose[sd]?|new|novel\w*)\b/giu;

/** What of the abstract and the facts answers a question, one sentence or two; where none does, what comes nearest, if anything. */
export function pickAnswer(
  question: string,
  paper: AskedPaper,
): { readonly isTold: boolean; readonly quotes: readonly string[] } {
  if (ORDER.test(question)) return { isTold: false, quotes: [] };
  if (asksGist(question, paper))
    return { isTold: true, quotes: [pickSentence(paper.title, paper.abstract ?? '').quote] };
  const [best, second] = matchSentences(question, paper);
  if (best === undefined || best.score < LEAST_NEAR) return { isTold: false, quotes: [] };
  const isTold = best.score >= LEAST_SCORE;
  const hasSecond =
    isTold && second !== undefined && second.score >= best.score * NEARLY && second.score >= LEAST_SCORE;
  return { isTold, quotes: [best, ...(hasSecond ? [second] : [])].map(({ sentence }) => sentence) };
}

function asksGist(question: string, { title, abstract }: AskedPaper): boolean {
  const rest = question.replace(GIST, ' ');
  return (
    rest !== question && abstract !== undefined && abstract !== '' && conceptsOf(rest).isSubsetOf(conceptsOf(title))
  );
}

/** The sentences of the abstract and the facts, the best match for a question first; without those that share nothing with it. */
function matchSentences(question: string, { title, abstract, facts }: AskedPaper): readonly MatchedSentence[] {
  const sentences = sentencesOf(abstract ?? '');
  const own = facts.filter((fact) => findQuote(abstract ?? '', fact) === undefined);
  const units = [...sentences, ...own].map((sentence) => ({ sentence, concepts: conceptsOf(sentence) }));
  const inTitle = conceptsOf(title);
  const wanted = wantedConcepts(question);
  const weights = new Map(
    [...askedConcepts(question)].map((concept): [string, number] => {
      const holders = units.filter(({ concepts }) => concepts.has(concept)).length;
      const weight = Math.log(1 + units.length / (holders || 0.5)) * weightOf(concept, wanted);
      if (!inTitle.has(concept)) return [concept, weight];
      return [concept, holders === 0 ? 0 : weight * TITLE_WEIGHT];
    }),
  );
  const total = sumOf(weights.values());
  const words = new Set(tokenize(question));
  const asksNumber = ASKS_NUMBER.test(question);
  return units
    .map(({ sentence, concepts }) => ({
      sentence,
      score:
        (sumOf([...weights].map(([concept, weight]) => (concepts.has(concept) ? weight : 0))) / total) *
        (asksNumber && !NUMBER.test(sentence) ? NUMBERLESS : 1),
      // The very words tell where the concepts do not.
      shared: words.intersection(new Set(tokenize(sentence))).size,
    }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || other.shared - one.shared);
}

function weightOf(concept: string, wanted: ReadonlySet<string>): number {
  if (WEAK.has(concept)) return TITLE_WEIGHT;
  return wanted.has(concept) ? WANTED_WEIGHT : 1;
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
