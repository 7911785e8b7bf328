import { selectPapers } from './digests/compose.ts';
import { toCard } from './digests/card.ts';
import { toPost } from './digests/digest.ts';
import type { Subscription } from './digests/subscription.ts';
import type { Command, Services, TopicPreview } from './command.ts';
import type { Paper } from './papers/paper.ts';
import { findPapers, findSummaries, previewDigest, type Stages } from './pipeline.ts';
import type { Card } from './platform.ts';
import { searchLibrary } from './search/search.ts';
import { summarizeWithoutModel } from './summaries/summarize.ts';
import { compileTopics, type TopicMatcher } from './topics/match.ts';
import { parseQuery } from './topics/query.ts';
import { defineTopic, type Topic } from './topics/topic.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;
const EXAMPLES = 5;
/** Papers matched at a time by a preview, which goes through the whole library. */
const PREVIEW_BATCH = 500;

/** What a paper scored for a query. */
export interface ScoredPaper {
  readonly paper: Paper;
  /** Higher is better. */
  readonly score: number;
}

/** Gives commands what they may do, on the stages. `subscriptionOf` throws `UserInputError` for a channel nobody set up. */
export function createServices(
  stages: Stages,
  commands: readonly Command[],
  topics: readonly Topic[],
  subscriptionOf: (channel: string) => Subscription,
): Services {
  // That a paper stands in a topic of everything tells nothing.
  const matcher = compileTopics(topics.filter(({ query }) => query.kind !== 'everything'));

  async function toCards(papers: readonly Paper[]): Promise<readonly Card[]> {
    const summaries = await findSummaries(stages.store, papers);
    return [...summaries].map(([paper, summary]) => toCard(paper, summary, matcher.match(paper)));
  }

  return {
    commands,
    search: async (query, limit) => toCards((await searchPapers(stages, query, limit)).map(({ paper }) => paper)),
    latest: async (limit) => toCards(await findPapers(stages.library, await stages.library.newest(limit))),
    previewDigest: async (channel) => toPost(await previewDigest(stages, subscriptionOf(channel))),
    topics: async () => topics.map(({ name, text }) => ({ name, query: text })),
    previewTopic: (query) => previewTopic(stages, query),
  };
}

/** Searches the library, best first. Throws `UserInputError` for a query that cannot be read. */
export async function searchPapers(
  { store, library }: Stages,
  query: string,
  limit: number,
): Promise<readonly ScoredPaper[]> {
  const hits = await searchLibrary(store, parseQuery(query), limit);
  const papers = await library.get(hits.map(({ paper }) => paper));
  return hits.flatMap(({ score }, i) => {
    const paper = papers[i];
    return paper === undefined ? [] : [{ paper, score }];
  });
}

/** How much of the library a query would match, with its best examples. Throws `UserInputError`. */
export async function previewTopic(stages: Stages, query: string): Promise<TopicPreview> {
  const topic = defineTopic('preview', query);
  const { papers: total, firstMs, lastMs } = await stages.library.size();
  const matcher = compileTopics([topic]);
  const matched = await matchLibrary(stages, matcher);
  const { sections } = selectPapers({ topics: [topic], cap: EXAMPLES }, matcher, matched);
  const picks = sections.flatMap((section) => section.picks);
  const summaries = await findSummaries(
    stages.store,
    picks.map(({ paper }) => paper),
  );
  const weeks = Math.max(1, (lastMs - firstMs) / WEEK_MS);
  return {
    query,
    matched: matched.length,
    total,
    perWeek: Math.round((matched.length / weeks) * 10) / 10,
    // Which topic an example stands in goes without saying.
    examples: picks.map(({ paper, matches }) => ({
      ...toCard(paper, summaries.get(paper) ?? summarizeWithoutModel(paper), matches),
      topics: [],
    })),
  };
}

async function matchLibrary({ library }: Stages, matcher: TopicMatcher): Promise<readonly Paper[]> {
  const ids = await library.papersBetween(0, await library.head());
  const matched: Paper[] = [];
  for (let from = 0; from < ids.length; from += PREVIEW_BATCH) {
    const papers = await findPapers(library, ids.slice(from, from + PREVIEW_BATCH));
    matched.push(...papers.filter((paper) => matcher.match(paper).length > 0));
  }
  return matched;
}
