import type { CardPage, LatestFilter, Page } from '../command/services.ts';
import { UserInputError } from '../core/errors.ts';
import { feedById, feeds } from '../feeds/index.ts';
import type { IntakeFilter } from '../papers/library.ts';
import type { Paper } from '../papers/paper.ts';
import { findPapers } from '../papers/find-papers.ts';
import type { Stages } from '../pipeline.ts';
import { findCandidates } from '../search/candidates.ts';
import { defineTopic, findTopicByName, type Topic } from '../topics/topic.ts';
import { compileTelling, readCards } from './cards.ts';
import { matchPapers, type MatchedPaper } from './match-papers.ts';

/** How far back a topic is followed that the index cannot help with, such as `NOT survey`: beyond, nothing is the latest. */
const MOST_PAPERS = 20_000;
/** As many of the newest as fill a page of a common topic. */
const FIRST_LOOK = 40;

/** A page of the newest papers, newest first, with the names of those of `topics` that they match. Rejects with `UserInputError`. */
export async function listLatest(
  stages: Stages,
  filter: LatestFilter,
  { limit, offset }: Page,
  topics: readonly Topic[],
): Promise<CardPage> {
  const among = toIntakeFilter(filter);
  const wanted = filter.topic === undefined ? undefined : chooseTopic(filter.topic, topics);
  const papers =
    wanted === undefined || wanted.query.kind === 'everything'
      ? await findPapers(stages.library, await stages.library.newest(limit + 1, among, offset))
      : (await findOfTopic(stages, wanted, among, offset + limit + 1)).slice(offset);
  if (papers.length === 0) await checkFeed(stages, filter.feed);
  const own = compileTelling(wanted === undefined ? [] : [wanted]);
  const others = compileTelling(topics.filter((topic) => topic !== wanted));
  const cards = await readCards(stages, papers.slice(0, limit), (paper) => [
    ...own.match(paper),
    ...others.match(paper),
  ]);
  // A query that is no topic has no name to show, only words by which it matches.
  const named = cards.map((card) => ({ ...card, topics: card.topics.filter((name) => name !== '') }));
  return { cards: named, hasMore: papers.length > limit };
}

async function findOfTopic(
  stages: Stages,
  topic: Topic,
  among: IntakeFilter,
  count: number,
): Promise<readonly Paper[]> {
  const { store, library } = stages;
  // Most topics fill a page from what came last; only for the others is it worth asking the index.
  const first = await library.newest(FIRST_LOOK, among);
  const found = await takePapers(matchPapers(library, topic, first), count);
  if (found.length >= count || first.length < FIRST_LOOK) return found;
  const candidates = await findCandidates(store, topic);
  const rest =
    candidates === undefined ? await library.newest(MOST_PAPERS, among) : await library.sortNewest(candidates, among);
  const seen = new Set(first);
  const unseen = rest.filter((id) => !seen.has(id));
  return [...found, ...(await takePapers(matchPapers(library, topic, unseen), count - found.length))];
}

async function takePapers(matched: AsyncIterable<MatchedPaper>, count: number): Promise<readonly Paper[]> {
  const papers: Paper[] = [];
  for await (const { paper } of matched) {
    papers.push(paper);
    if (papers.length >= count) break;
  }
  return papers;
}

function chooseTopic(nameOrQuery: string, topics: readonly Topic[]): Topic {
  return findTopicByName(nameOrQuery, topics) ?? defineTopic('', nameOrQuery);
}

function toIntakeFilter({ day, feed }: LatestFilter): IntakeFilter {
  return { ...(feed !== undefined && { feed }), ...(day !== undefined && toSpan(day)) };
}

function toSpan(text: string): Pick<IntakeFilter, 'fromMs' | 'beforeMs'> {
  const [, year, month, day] = (/^\s*(\d{4})-(\d\d?)-(\d\d?)\s*$/.exec(text) ?? []).map(Number);
  if (year !== undefined && month !== undefined && day !== undefined) {
    const from = new Date(year, month - 1, day);
    if (from.getMonth() === month - 1 && from.getDate() === day)
      return { fromMs: from.getTime(), beforeMs: new Date(year, month - 1, day + 1).getTime() };
  }
  throw new UserInputError(`“${text.slice(0, 40)}” is no day: write it as 2026-11-22.`);
}

async function checkFeed({ library }: Stages, feed: string | undefined): Promise<void> {
  if (feed === undefined || feedById(feed) !== undefined || (await library.newest(1, { feed })).length > 0) return;
  const ids = feeds.map(({ id }) => id).join(', ');
  throw new UserInputError(
    `There is no feed “${feed.slice(0, 40)}”; there ${feeds.length === 1 ? 'is' : 'are'} ${ids}.`,
  );
}
