import { randomUUID } from 'node:crypto';
import { FeedError, type Problem } from './core/errors.ts';
import type { Log } from './core/log.ts';
import type { Model } from './core/model.ts';
import type { Spending } from './core/model-budget.ts';
import type { Store } from './core/store/store.ts';
import { takeTurn } from './core/turns.ts';
import { withChannel } from './deliveries/channel-claim.ts';
import { clearTrouble } from './deliveries/channel-troubles.ts';
import { finishDelivery, type DeliveryReport } from './deliveries/deliver.ts';
import { storeDelivery } from './deliveries/outbox.ts';
import { previewDigest } from './deliveries/preview.ts';
import { cardButtons, keepButtons } from './command/buttons.ts';
import { sectionsWithDiscussions, viewerOf } from './discussions/card-discussions.ts';
import { toPost, type Digest } from './digests/digest.ts';
import { isFree, type Slot } from './digests/due-times.ts';
import type { Subscription } from './digests/subscription.ts';
import type { DumpContext, Feed } from './feeds/feed.ts';
import type { Library, LibraryDiff } from './papers/library.ts';
import type { Paper, Sighting } from './papers/paper.ts';
import type { Platform } from './platform.ts';
import { addCounts, NOTHING, type GroundingCount } from './summaries/ask.ts';
import { findUnsaid, keepSummary } from './summaries/kept.ts';
import { summarizePapers, type SummaryRun } from './summaries/summarize.ts';
import type { TopicMatcher } from './topics/match.ts';

/*
 * Every place where two writes must agree, for a process can end between them: which comes first, and what mends it.
 *
 * Collecting
 * - The model's answer, then what it has used, then the summary: a crash between loses the count of the calls under way, and asks
 *   for these again.
 * - Summaries, then the intake: papers that no intake names are new again, and their summaries are found, not asked for twice.
 * - New papers (records), then their intake, aliases and search text (one transaction): a record that no intake names does not
 *   count, and is written again. Two papers that prove to be one: so, too.
 * - Aliases and search text of a known paper (one transaction), then its record: it is found changed again at its next sighting.
 * - The intake, then the note that its file was collected: the file is read again, and all in it is known.
 *
 * Delivering
 * - Buttons of its cards, then the digest: buttons without a digest expire.
 * - Digest, parts, ledger, cursor and due time: one transaction.
 * - "sending", then the message on the platform, then "sent": a part left "sending" is looked up by its marker before anything
 *   else is sent to the channel. One that was certainly refused goes back to "pending".
 * - Plain text for a refused part is stored, then sent; its marker stays, for the first was never there.
 * - The last part, then the delivery "done", then the channel's trouble deleted: the next run closes what has nothing to send;
 *   without the last, the status tells of a trouble that is over until the next digest.
 * - A channel's trouble is noted, then someone is told, then "told": after a crash they may be told twice, never not at all.
 *
 * Discussing
 * - "opening", with the marker's instant, then the thread on the platform, then its id together with the first messages that are to
 *   stand in it, then these, then "open": a discussion left "opening" is taken up at the next start and minute, and its thread is
 *   opened by the same marker, which the platform does once.
 * - "sending", then the message in the thread, then its row deleted: one left "sending" is looked up by its marker.
 * - A message is counted, then answered: after a crash between, it is not answered. One that comes again is neither.
 * - A recap's lines and the message to be posted: one transaction, then the message, as above.
 *
 * Elsewhere
 * - A space is noted as joined, then greeted: after a crash it is not greeted. What else a platform is told at a start (its
 *   commands) is told again at the next.
 * - A topic, the channel's settings, then the subscription to it: without the last the person was told that it failed; the
 *   same command again finds the first two.
 * - A backup is written beside, then takes its name. After a restore, what the replaced store has delivered since is carried
 *   over before it goes, else what was on its way is looked up (`carry-over.ts`); so it is with threads.
 */

/** What both halves of the pipeline work on. */
export interface Stages {
  readonly store: Store;
  readonly library: Library;
  /** Without one, summaries are picked from the abstracts. */
  readonly model?: Model;
  /** What models have used today; none without a model. */
  readonly spending?: () => Promise<Spending>;
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
  /** How what the model said stood up to the abstracts; absent where none was asked. */
  readonly grounding?: GroundingCount;
}

/** How far a collect run has come. */
export interface CollectProgress {
  readonly parsed: number;
  readonly summarized: number;
}

/** Papers that are compared, summarised and committed together: what is held in memory at a time. A longer dump ends in several intakes. */
const BATCH_SIZE = 500;

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
  let grounding = NOTHING;
  let batch: Sighting[] = [];

  async function keepBatch(): Promise<void> {
    const kept = await keep(stages, dump.feed.id, batch, count.new, (summarized) =>
      onProgress?.({ parsed: count.parsed, summarized: count.new + summarized }),
    );
    count.new += kept.new;
    count.known += kept.known;
    problems.push(...kept.problems);
    grounding = addCounts([grounding, kept.grounding]);
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
  const isAsked = stages.model !== undefined;
  return { source: dump.source, feed: dump.feed.id, ...count, problems, ...(isAsked && { grounding }) };
}

/**
 * The second half: finishes what a crash left open, then composes what lies after the channel's cursor, and posts it. What
 * is due at a slot is composed only if the slot can be taken with it. Rejects with whatever the platform throws: the delivery
 * then stays open, and the next run goes on with it. Once the signal is aborted, no further message is begun.
 */
export async function deliver(
  stages: Stages,
  subscription: Subscription,
  platform: Platform,
  { slot, signal }: { readonly slot?: Slot; readonly signal?: AbortSignal } = {},
): Promise<readonly DeliveryReport[]> {
  return servingOnce(stages, subscription, platform, signal, async (finish) => {
    const left = await finish();
    const digest = await storeNext(stages, subscription, platform, slot);
    const fresh = digest && ((await finish()) ?? { digest, doubtful: 0, refused: 0 });
    return [left, fresh];
  });
}

/** Only finishes what was left open. */
export async function deliverRest(
  stages: Stages,
  subscription: Subscription,
  platform: Platform,
  signal?: AbortSignal,
): Promise<readonly DeliveryReport[]> {
  return servingOnce(stages, subscription, platform, signal, async (finish) => [await finish()]);
}

/** Whatever ended well has ended what the channel met with before. */
async function servingOnce(
  { store, now, log }: Stages,
  { channel, onDoubt }: Subscription,
  platform: Platform,
  signal: AbortSignal | undefined,
  work: (finish: () => Promise<DeliveryReport | undefined>) => Promise<readonly (DeliveryReport | undefined)[]>,
): Promise<readonly DeliveryReport[]> {
  return withChannel(store, channel, now, async (claim) => {
    const postman = { channel, platform, onDoubt, claim, ...(log && { log }), ...(signal && { signal }) };
    const reports = await work(() => finishDelivery(store, postman));
    if (await clearTrouble(store, channel)) log?.info({ channel }, 'the channel gets its digests again');
    return reports.filter((report) => report !== undefined);
  });
}

/** Nothing where another process has dealt with the slot. */
async function storeNext(
  { store, library, now }: Stages,
  subscription: Subscription,
  platform: Platform,
  slot: Slot | undefined,
): Promise<Digest | undefined> {
  for (;;) {
    if (slot !== undefined && !(await isFree(store, slot))) return undefined;
    // However many channels are due at once, people are answered in between.
    await takeTurn();
    const composed = await previewDigest({ store, library }, subscription);
    const viewer = await viewerOf(store, subscription.channel);
    const digest = { ...composed, sections: await sectionsWithDiscussions(store, composed.sections, viewer) };
    if (slot === undefined && digest.to <= digest.from) return digest;
    await takeTurn();
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
): Promise<Pick<CollectReport, 'new' | 'known'> & Pick<SummaryRun, 'problems' | 'grounding'>> {
  for (;;) {
    const diff = await stages.library.diff(sightings);
    const { problems, grounding } = await summarizeNew(stages, diff, newBefore, onSummarized);
    const intake = await stages.library.commit(diff, { feed, id: randomUUID(), atMs: stages.now() });
    // Another process has learnt of one of these papers meanwhile: what is new must be asked again.
    if (intake !== 'stale') return { new: diff.added.length, known: diff.known, problems, grounding };
  }
}

async function summarizeNew(
  stages: Stages,
  diff: LibraryDiff,
  newBefore: number,
  onSummarized: (count: number) => void,
): Promise<Pick<SummaryRun, 'problems' | 'grounding'>> {
  const { model } = stages;
  if (model === undefined || diff.added.length === 0) return { problems: [], grounding: NOTHING };
  const isLarge = newBefore + diff.added.length > stages.summaries.maxPerRun;
  const wanted = isLarge ? await stages.wanted() : undefined;
  const unsaid = await findUnsaid(stages.store, diff.added, model.name);
  const open = unsaid.filter((paper) => wanted === undefined || isWanted(paper, wanted));
  return summarizePapers(open, {
    model,
    concurrency: stages.summaries.concurrency,
    async keep(index, summary) {
      const paper = open[index];
      if (paper !== undefined) await keepSummary(stages.store, paper, model.name, summary);
    },
    onProgress: onSummarized,
  });
}

/** Whether someone asked for just this paper; a topic of everything asks for none, or the limit would be no limit. */
function isWanted(paper: Paper, wanted: TopicMatcher): boolean {
  return wanted.match(paper).some(({ topic }) => topic.query.kind !== 'everything');
}
