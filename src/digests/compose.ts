import type { Paper } from '../papers/paper.ts';
import type { Summary } from '../summaries/summary.ts';
import type { TopicMatch } from '../topics/match.ts';
import { toCard } from './card.ts';
import type { Digest } from './digest.ts';
import { rankPaper } from './rank.ts';
import type { Subscription } from './subscription.ts';

/** A paper chosen for a digest, with the topics it matched: its section's own first. */
export interface PickedPaper {
  readonly paper: Paper;
  readonly matches: readonly TopicMatch[];
}

/** Which papers a digest shows, before anything is said of them. */
export interface Selection {
  readonly sections: readonly {
    readonly topic: string;
    readonly picks: readonly PickedPaper[];
    readonly more: number;
  }[];
  /** How many papers there were to choose from. */
  readonly considered: number;
}

/** Says which of a channel's topics a paper belongs to; a `TopicMatcher` is one. */
export interface PaperMatcher {
  match(paper: Paper): readonly TopicMatch[];
}

interface Candidate extends PickedPaper {
  readonly rank: number;
}

/**
 * Chooses the papers of a digest: each once, under the first of the channel's topics it matches, or under one of everything
 * where it matches no other; within a topic best first. Papers that rank the same keep their order.
 * Under the cap every topic shows its best paper before any shows a second; what stands beyond it is counted.
 */
export function selectPapers(
  { topics, cap }: Pick<Subscription, 'topics' | 'cap'>,
  matcher: PaperMatcher,
  papers: readonly Paper[],
): Selection {
  const candidates = papers.map((paper) => toCandidate(paper, matcher)).filter((candidate) => candidate !== undefined);
  const groups = topics
    .map((topic) => ({
      topic: topic.name,
      group: candidates.filter(({ matches }) => matches[0]?.topic === topic).toSorted(byRank),
    }))
    .filter(({ group }) => group.length > 0);
  const firsts = groups.flatMap(({ group }) => group.slice(0, 1));
  const rest = groups.flatMap(({ group }) => group.slice(1)).toSorted(byRank);
  const shown = new Set([...firsts, ...rest].slice(0, cap));
  const sections = groups.map(({ topic, group }) => {
    const picks = group.filter((candidate) => shown.has(candidate));
    return { topic, picks, more: group.length - picks.length };
  });
  return { sections, considered: papers.length };
}

/** Writes the digest of a selection; `span` are the intakes it covers. */
export function composeDigest(
  channel: string,
  span: { readonly from: number; readonly to: number },
  selection: Selection,
  summaryOf: (paper: Paper) => Summary,
): Digest {
  return {
    channel,
    from: span.from,
    to: span.to,
    considered: selection.considered,
    sections: selection.sections.map(({ topic, picks, more }) => ({
      topic,
      cards: picks.map(({ paper, matches }) => toCard(paper, summaryOf(paper), matches)),
      more,
    })),
  };
}

/** The matches worth telling: that a paper stands in a topic of everything tells nothing, as long as there is anything else to tell. */
export function pickTelling(matches: readonly TopicMatch[]): readonly TopicMatch[] {
  const telling = matches.filter(({ topic }) => topic.query.kind !== 'everything');
  return telling.length > 0 ? telling : matches.slice(0, 1);
}

function toCandidate(paper: Paper, matcher: PaperMatcher): Candidate | undefined {
  const matches = pickTelling(matcher.match(paper));
  const [first] = matches;
  return first === undefined ? undefined : { paper, matches, rank: rankPaper(paper, first) };
}

function byRank(a: Candidate, b: Candidate): number {
  return b.rank - a.rank;
}
