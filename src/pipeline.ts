import { randomUUID } from 'node:crypto';
import { FeedError, type Problem } from './core/errors.ts';
import type { Log } from './core/log.ts';
import type { Model } from './core/model.ts';
import type { Store } from './core/store/store.ts';
import { takeTurn } from './core/turns.ts';
import { withChannel } from './deliveries/channel-claim.ts';
import { finishDelivery, type DeliveryReport } from './deliveries/deliver.ts';
import { findDelivered, readCursor, storeDelivery } from './deliveries/outbox.ts';
import { cardButtons, keepButtons } from './command/buttons.ts';
import { composeDigest, selectPapers, type PaperMatcher } from './digests/compose.ts';
import { toPost, type Digest } from './digests/digest.ts';
import { findEarly, matchDue } from './digests/match-due.ts';
import { isFree, type Slot } from './digests/due-times.ts';
import type { Subscription } from './digests/subscription.ts';
import type { DumpContext, Feed } from './feeds/feed.ts';
import type { Library, LibraryDiff } from './papers/library.ts';
import type { Paper, Sighting } from './papers/paper.ts';
import type { Platform } from './platform.ts';
import { summarizePapers, summarizeWithoutModel } from './summaries/summarize.ts';
import type { Summary } from './summaries/summary.ts';
import type { TopicMatch, TopicMatcher } from './topics/match.ts';

/** What both halves of the pipeline work on. */
export interface Stages {
  readonly store: Store;
  readonly library: Library;
  /** Without one, summaries are picked from the abstracts. */
  readonly model?: Model;
  readonly summaries: { readonly concurrency: number; readonly maxPerRun: number };
  /** The topics of all subscriptions now: in a run of more than `maxPerRun` new papers, the model gets only what they match, `*` aside. */
  readonly wanted: () => Promise<TopicMatcher>;
  /** The present, in milliseconds since 1970. */
  readonly now: () => number;
  /** Tells how digests get on. */
  readonly log?: Log;
}

/** One dump to be collected. */
export interface Dump extends DumpContext {
  readonly feed: Feed;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What a collect run found: one line of `paperboy ingest --json`. */
export interface CollectReport {
  readonly source: string;
  readonly feed: string;
  readonly parsed: number;
  readonly new: number;
  readonly known: number;
  readonly problems: readonly Problem[];
}

/** How far a collect run has come. */
export interface CollectProgress {
  readonly parsed: number;
  readonly summarized: number;
}

/** Papers that are compared, summarised and committed together: what is held in memory at a time. A longer dump ends in several intakes. */
const BATCH_SIZE = 500;

/** Papers that are matched at a time, in some twenty milliseconds. */
const MATCH_BATCH = 100;

/**
 * The first half: reads a dump, keeps what is new, and summarises it. Bad input is reported as problems, and so is a dump
 * that cannot be read to its end: what stood before counts.
 */
export async function collect(
  stages: Stages,
  dump: Dump,
  onProgress?: (progress: CollectProgress) => void,
): Promise<CollectReport> {
  const problems: Problem[] = [];
  const count = { parsed: 0, new: 0, known: 0 };
  let batch: Sighting[] = [];

  async function keepBatch(): Promise<void> {
    const kept = await keep(stages, dump.feed.id, batch, count.new, (summarized) =>
      onProgress?.({ parsed: count.parsed, summarized: count.new + summarized }),
    );
    count.new += kept.new;
    count.known += kept.known;
    problems.push(...kept.problems);
    batch = [];
  }

  try {
    for await (const item of dump.feed.read(dump.bytes, dump)) {
      if (item.kind === 'problem') problems.push(item.problem);
      else {
        batch.push(item.sighting);
        count.parsed++;
      }
      if (batch.length >= BATCH_SIZE) await keepBatch();
      onProgress?.({ parsed: count.parsed, summarized: count.new });
    }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    problems.push({ code: error.code, message: error.message });
  }
  await keepBatch();
  return { source: dump.source, feed: dump.feed.id, ...count, problems };
}

/**
 * The second half: finishes what a crash left open, then composes what lies after the channel's cursor, and posts it. What
 * is due at a slot is composed only if the slot can be taken with it. Rejects with whatever the platform throws: the delivery then stays open, and the next run goes on with it.
 */
export async function deliver(
  stages: Stages,
  subscription: Subscription,
  platform: Platform,
  slot?: Slot,
): Promise<readonly DeliveryReport[]> {
  const { store } = stages;
  const { channel, onDoubt } = subscription;
  return withChannel(store, channel, stages.now, async (claim) => {
    const postman = { channel, platform, onDoubt, claim, ...(stages.log && { log: stages.log }) };
    const left = await finishDelivery(store, postman);
    const digest = await storeNext(stages, subscription, platform, slot);
    const fresh = digest && ((await finishDelivery(store, postman)) ?? { digest, doubtful: 0 });
    return [left, fresh].filter((report) => report !== undefined);
  });
}

/** Only finishes what was left open. */
export async function deliverRest(
  { store, now, log }: Stages,
  { channel, onDoubt }: Subscription,
  platform: Platform,
): Promise<readonly DeliveryReport[]> {
  return withChannel(store, channel, now, async (claim) => {
    const left = await finishDelivery(store, { channel, platform, onDoubt, claim, ...(log && { log }) });
    return left === undefined ? [] : [left];
  });
}

/**
 * What the channel's next digest would hold now; moves nothing. With `from`, all that came in after that intake, whatever
 * the channel has been given, and whenever it began to follow its topics.
 */
export async function previewDigest(stages: Stages, subscription: Subscription, from?: number): Promise<Digest> {
  const { store, library } = stages;
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

/** The papers with these ids and their matches, a few at a time: people are answered while a week is looked through. */
async function matchPapers(
  library: Library,
  ids: readonly string[],
  matcher: PaperMatcher,
): Promise<ReadonlyMap<Paper, readonly TopicMatch[]>> {
  const known = new Set<string>();
  const matches = new Map<Paper, readonly TopicMatch[]>();
  for (let from = 0; from < ids.length; from += MATCH_BATCH) {
    if (from > 0) await takeTurn();
    for (const paper of await findPapers(library, ids.slice(from, from + MATCH_BATCH))) {
      if (known.has(paper.id)) continue;
      known.add(paper.id);
      matches.set(paper, matcher.match(paper));
    }
  }
  return matches;
}

/** Papers by id, in order, each once; an id that is not in the library is left out. */
export async function findPapers(library: Library, ids: readonly string[]): Promise<readonly Paper[]> {
  const papers = (await library.get(ids)).filter((paper) => paper !== undefined);
  // Two ids that have just proved to be one paper give it twice.
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()];
}

/** What is said of each of these papers. */
export async function findSummaries(store: Store, papers: readonly Paper[]): Promise<ReadonlyMap<Paper, Summary>> {
  const kept = papers.length === 0 ? [] : await store.records<Summary>('summaries').getMany(papers.map(({ id }) => id));
  // Only what the model said is kept: the rest is cheaper to pick again than to read, and follows the abstract.
  return new Map(papers.map((paper, i) => [paper, kept[i] ?? summarizeWithoutModel(paper)]));
}

/** Nothing where another process has dealt with the slot. */
async function storeNext(
  { store, now, ...stages }: Stages,
  subscription: Subscription,
  platform: Platform,
  slot: Slot | undefined,
): Promise<Digest | undefined> {
  for (;;) {
    if (slot !== undefined && !(await isFree(store, slot))) return undefined;
    const digest = await previewDigest({ store, now, ...stages }, subscription);
    if (slot === undefined && digest.to <= digest.from) return digest;
    const cards = digest.sections.flatMap((section) => section.cards);
    await keepButtons(store, cards.flatMap(cardButtons));
    const isSaid = cards.length > 0 || (slot !== undefined && saysEmptyDays(subscription));
    const parts = isSaid ? platform.render(toPost(digest)) : [];
    if (await storeDelivery(store, digest, parts, now(), slot)) return digest;
    // One of its papers has meanwhile proved to be the same as another: it must be composed anew.
  }
}

/** A channel that follows nothing has been told so when it was last changed. */
function saysEmptyDays({ emptyDays, topics }: Subscription): boolean {
  return emptyDays === 'say' && topics.length > 0;
}

async function keep(
  stages: Stages,
  feed: string,
  sightings: readonly Sighting[],
  newBefore: number,
  onSummarized: (count: number) => void,
): Promise<{ new: number; known: number; problems: readonly Problem[] }> {
  for (;;) {
    const diff = await stages.library.diff(sightings);
    const problems = await summarizeNew(stages, diff, newBefore, onSummarized);
    const intake = await stages.library.commit(diff, { feed, id: randomUUID(), atMs: stages.now() });
    // Another process has learnt of one of these papers meanwhile: what is new must be asked again.
    if (intake !== 'stale') return { new: diff.added.length, known: diff.known, problems };
  }
}

async function summarizeNew(
  stages: Stages,
  diff: LibraryDiff,
  newBefore: number,
  onSummarized: (count: number) => void,
): Promise<readonly Problem[]> {
  const { model } = stages;
  if (model === undefined || diff.added.length === 0) return [];
  const kept = stages.store.records<Summary>('summaries');
  // A crash between the summaries and the commit must not pay for them twice.
  const before = await kept.getMany(diff.added.map(({ id }) => id));
  const isLarge = newBefore + diff.added.length > stages.summaries.maxPerRun;
  const wanted = isLarge ? await stages.wanted() : undefined;
  const open = diff.added.filter((paper, i) => before[i] === undefined && (!wanted || isWanted(paper, wanted)));
  const { concurrency } = stages.summaries;
  const { summaries, problems } = await summarizePapers(open, {
    model,
    concurrency,
    maxPerRun: Infinity,
    onProgress: onSummarized,
  });
  const said = open.flatMap((paper: Paper, i) => {
    const summary = summaries[i];
    return summary?.rung === 'llm' ? [{ key: paper.id, value: summary }] : [];
  });
  if (said.length > 0) await kept.setMany(said);
  return problems;
}

/** Whether someone asked for just this paper; a topic of everything asks for none, or the limit would be no limit. */
function isWanted(paper: Paper, wanted: TopicMatcher): boolean {
  return wanted.match(paper).some(({ topic }) => topic.query.kind !== 'everything');
}
