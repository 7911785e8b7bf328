import type { Paper } from '../papers/paper.ts';
import type { TopicMatch } from '../topics/match.ts';

/** How well it matches counts a little more than how many liked it; both level off. */
const RELEVANCE = 0.6;
const POPULARITY = 0.4;
/** Upvotes at which popularity counts in full; few papers pass it. */
const MANY_UPVOTES = 300;

/** How early a paper should stand in a digest: 0 to 1, higher first. */
export function rankPaper(paper: Pick<Paper, 'upvotes'>, match: Pick<TopicMatch, 'score'>): number {
  const relevance = match.score / (match.score + 3);
  const popularity = Math.min(1, Math.log1p(paper.upvotes ?? 0) / Math.log1p(MANY_UPVOTES));
  return RELEVANCE * relevance + POPULARITY * popularity;
}
