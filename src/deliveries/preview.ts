import type { Store } from '../core/store/store.ts';
import { takeTurn } from '../core/turns.ts';
import { composeDigest, selectPapers, type PaperMatcher } from '../digests/compose.ts';
import type { Digest } from '../digests/digest.ts';
import { findEarly, matchDue } from '../digests/match-due.ts';
import type { Subscription } from '../digests/subscription.ts';
import { findPapers } from '../papers/find-papers.ts';
import type { Library } from '../papers/library.ts';
import type { Paper } from '../papers/paper.ts';
import { findSummaries } from '../summaries/kept.ts';
import { summarizeWithoutModel } from '../summaries/summarize.ts';
import type { TopicMatch } from '../topics/match.ts';
import { findDelivered, readCursor } from './outbox.ts';

/** Where papers are, and what is said of them. */
export interface Shelf {
  readonly store: Store;
  readonly library: Library;
}

/** Papers that are read at a time. */
const READ_BATCH = 100;

/** How long papers are matched before others have their turn. */
const SLICE_MS = 20;

/**
 * What the channel's next digest would hold now; moves nothing. With `from`, all that came in after that intake, whatever
 * the channel has been given, and whenever it began to follow its topics.
 */
export async function previewDigest(shelf: Shelf, subscription: Subscription, from?: number): Promise<Digest> {
  const { store, library } = shelf;
  const start = from ?? (await readCursor(store, subscription.channel));
  const to = await library.head();
  const early = from === undefined ? await findEarly(library, subscription, start) : undefined;
  const found = await matchPapers(library, await library.papersBetween(start, to), matchDue(subscription, early));
  const ids = [...found.keys()].map(({ id }) => id);
  const delivered = from === undefined ? await findDelivered(store, subscription.channel, ids) : new Set<string>();
  const papers = [...found.keys()].filter(({ id }) => !delivered.has(id));
  const selection = selectPapers(subscription, { match: (paper) => found.get(paper) ?? [] }, papers);
  const shown = selection.sections.flatMap(({ picks }) => picks.map(({ paper }) => paper));
  const summaries = await findSummaries(store, shown);
  return composeDigest(
    subscription.channel,
    { from: start, to },
    selection,
    (paper) => summaries.get(paper) ?? summarizeWithoutModel(paper),
  );
}

/** The papers with these ids and their matches, for a short while at a time: people are answered while a week is looked through. */
async function matchPapers(
  library: Library,
  ids: readonly string[],
  matcher: PaperMatcher,
): Promise<ReadonlyMap<Paper, readonly TopicMatch[]>> {
  const known = new Set<string>();
  const matches = new Map<Paper, readonly TopicMatch[]>();
  let sinceMs = performance.now();
  for (let from = 0; from < ids.length; from += READ_BATCH) {
    for (const paper of await findPapers(library, ids.slice(from, from + READ_BATCH))) {
      if (known.has(paper.id)) continue;
      known.add(paper.id);
      matches.set(paper, matcher.match(paper));
      if (performance.now() - sinceMs < SLICE_MS) continue;
      await takeTurn();
      sinceMs = performance.now();
    }
  }
  return matches;
}
