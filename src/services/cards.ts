import { toCard } from '../digests/card.ts';
import type { Paper } from '../papers/paper.ts';
import type { Stages } from '../pipeline.ts';
import { findSummaries } from '../summaries/kept.ts';
import type { Card } from '../platform.ts';
import { summarizeWithoutModel } from '../summaries/summarize.ts';
import { compileTopics, type TopicMatch, type TopicMatcher } from '../topics/match.ts';
import type { Topic } from '../topics/topic.ts';

/** Papers as cards, in order; `matchesOf` gives the topics to name on each. */
export async function readCards(
  { store }: Pick<Stages, 'store'>,
  papers: readonly Paper[],
  matchesOf: (paper: Paper) => readonly TopicMatch[] = () => [],
): Promise<readonly Card[]> {
  const summaries = await findSummaries(store, papers);
  return [...summaries].map(([paper, summary]) => toCard(paper, summary, matchesOf(paper)));
}

/** A paper as a card. */
export async function readCard(
  { store }: Pick<Stages, 'store'>,
  paper: Paper,
  matches: readonly TopicMatch[] = [],
): Promise<Card> {
  const summaries = await findSummaries(store, [paper]);
  return toCard(paper, summaries.get(paper) ?? summarizeWithoutModel(paper), matches);
}

/** A matcher of the topics worth naming: that a paper stands in one of everything tells nothing. */
export function compileTelling(topics: readonly Topic[]): TopicMatcher {
  return compileTopics(topics.filter(({ query }) => query.kind !== 'everything'));
}
