import type { TopicPreview } from '../command/services.ts';
import { rankPaper } from '../digests/rank.ts';
import type { Stages } from '../pipeline.ts';
import { findCandidates } from '../search/candidates.ts';
import { defineTopic } from '../topics/topic.ts';
import { readCards } from './cards.ts';
import { matchPapers, type MatchedPaper } from './match-papers.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;
const EXAMPLES = 5;

/** How much of the library a query would match, with its best examples. Rejects with `UserInputError`. */
export async function previewTopic({ store, library }: Stages, query: string): Promise<TopicPreview> {
  const topic = defineTopic('', query);
  const { papers: total, firstMs, lastMs } = await library.size();
  const candidates = await findCandidates(store, topic);
  const ids = candidates ?? (await library.papersBetween(0, await library.head()));
  let matched = 0;
  let best: readonly MatchedPaper[] = [];
  for await (const found of matchPapers(library, topic, ids)) {
    matched += 1;
    best = [...best, found].toSorted((a, b) => rank(b) - rank(a)).slice(0, EXAMPLES);
  }
  const matches = new Map(best.map(({ paper, match }) => [paper, [match]]));
  const examples = await readCards({ store }, [...matches.keys()], (paper) => matches.get(paper) ?? []);
  const weeks = (lastMs - firstMs) / WEEK_MS;
  return {
    query,
    matched,
    total,
    ...(weeks >= 1 && { perWeek: Math.round((matched / weeks) * 10) / 10 }),
    // Which topic an example stands in goes without saying.
    examples: examples.map((card) => ({ ...card, topics: [] })),
  };
}

function rank({ paper, match }: MatchedPaper): number {
  return rankPaper(paper, match);
}
