import type { Library } from '../papers/library.ts';
import type { Paper } from '../papers/paper.ts';
import { compileTopics } from '../topics/match.ts';
import type { Topic } from '../topics/topic.ts';
import type { PaperMatcher } from './compose.ts';
import { compileMutes } from './mutes.ts';
import type { Subscription } from './subscription.ts';

/** The papers after an intake that came in before a channel followed a topic, by topic. */
export type EarlyPapers = ReadonlyMap<Topic, ReadonlySet<string>>;

/** Finds them, after intake `start`. */
export async function findEarly(
  library: Library,
  { topics, since }: Subscription,
  start: number,
): Promise<EarlyPapers> {
  const later = topics.map((topic) => [topic, since?.get(topic) ?? 0] as const).filter(([, begun]) => begun > start);
  const begun = new Map<number, ReadonlySet<string>>();
  for (const [, end] of later) if (!begun.has(end)) begun.set(end, new Set(await library.papersBetween(start, end)));
  return new Map(later.map(([topic, end]) => [topic, begun.get(end) ?? new Set<string>()]));
}

/** Matches papers with a channel's topics as its digest does: none that is muted, none with a topic for which it is too `early`. */
export function matchDue({ topics, mutes = [] }: Subscription, early: EarlyPapers = new Map()): PaperMatcher {
  const matcher = compileTopics(topics);
  const muted = compileMutes(mutes);
  return {
    match(paper: Paper) {
      const matches = matcher.match(paper).filter(({ topic }) => !early.get(topic)?.has(paper.id));
      return matches.length > 0 && muted(paper) !== undefined ? [] : matches;
    },
  };
}
