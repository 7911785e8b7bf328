import { takeTurn } from '../core/turns.ts';
import type { Library } from '../papers/library.ts';
import type { Paper } from '../papers/paper.ts';
import { findPapers } from '../papers/find-papers.ts';
import { compileTopics, type TopicMatch } from '../topics/match.ts';
import type { Topic } from '../topics/topic.ts';

/** A paper that belongs to a topic, and how it matched. */
export interface MatchedPaper {
  readonly paper: Paper;
  readonly match: TopicMatch;
}

/** Papers matched at a time, a few hundredths of a second: so long does one person hold up the others. */
const BATCH = 100;

/** Those of the papers that belong to the topic, in order; no more are read than are asked for. */
export async function* matchPapers(
  library: Library,
  topic: Topic,
  ids: readonly string[],
): AsyncGenerator<MatchedPaper, void> {
  const matcher = compileTopics([topic]);
  for (let from = 0; from < ids.length; from += BATCH) {
    for (const paper of await findPapers(library, ids.slice(from, from + BATCH))) {
      const [match] = matcher.match(paper);
      if (match !== undefined) yield { paper, match };
    }
    // The store answers at once: without a pause nobody else would be served until the last paper.
    await takeTurn();
  }
}
