import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { noteJoined } from '../../src/digests/spaces.ts';
import { addSubscription } from '../../src/digests/subscriptions.ts';
import { papersPage } from '../../src/feeds/papers-page/index.ts';
import { previewDigest } from '../../src/deliveries/preview.ts';
import { collect } from '../../src/pipeline.ts';
import { toPost } from '../../src/digests/digest.ts';
import type { Platform } from '../../src/platform.ts';
import { topicKey } from '../../src/topics/topic.ts';
import { channelsOn } from '../fakes/channels.ts';
import { stagesOn } from '../fakes/stages.ts';

/** A channel that is to get a digest, and how many papers make three messages of it. */
export interface DueChannel {
  readonly id: string;
  readonly space: string;
  readonly cap: number;
}

/** How many messages each digest has. */
export const PARTS = 3;

const PAPERS = 120;
const TOPICS_EACH = 5;

const NOUNS =
  'kite lantern river orchard compass violin harbour glacier beehive loom telescope pendulum sourdough lighthouse carousel marble tapestry windmill anchor meadow clockwork sandcastle abacus origami'.split(
    ' ',
  );

/** The topics that the channels choose from: a word or two of each kind of query. */
export const TOPICS: Readonly<Record<string, string>> = Object.fromEntries(
  NOUNS.map((noun, i) => [`${noun}s`, `${noun}* OR ("patient ${nounAt(i + 5)}" AND NOT survey)`]),
);

/** Sets channels up in a new store, each following its own five topics, and collects a day's papers: all are due now. */
export async function fillDue(storeUrl: string, due: readonly DueChannel[], nowMs: number): Promise<void> {
  const store = await openStore(storeUrl);
  await store.query(sql`PRAGMA synchronous = OFF`);
  const channels = channelsOn(store, TOPICS);
  for (const space of new Set(due.map((channel) => channel.space))) await noteJoined(store, space, nowMs);
  for (const [i, { id, space, cap }] of due.entries()) {
    await channels.setUp(id, space, nowMs);
    await channels.changeSchedule(id, { cap }, nowMs);
    for (let n = 0; n < TOPICS_EACH; n++) await addSubscription(store, id, topicKey(`${nounAt(i + n)}s`));
  }
  const bytes = bytesOf(pageOf(PAPERS));
  await collect(stagesOn(store, { now: () => nowMs }), { feed: papersPage, source: 'papers.txt', bytes });
  await store.query(sql`UPDATE channels SET next_due_ms = ${nowMs}`);
  await store.close();
}

/** How long it takes to compose and render the digest of each of these channels, in milliseconds; fails where it is not three messages. */
export async function timeComposing(
  store: Store,
  platform: Platform,
  due: readonly DueChannel[],
): Promise<readonly number[]> {
  const channels = channelsOn(store, TOPICS);
  const took: number[] = [];
  for (const { id } of due) {
    const subscription = await channels.subscriptionOf(id);
    if (subscription === undefined) throw new Error(`${id} is not set up`);
    const startMs = performance.now();
    const parts = platform.render(toPost(await previewDigest(stagesOn(store), subscription)));
    took.push(performance.now() - startMs);
    if (parts.length !== PARTS) throw new Error(`the digest of ${id} has ${parts.length} messages, not ${PARTS}`);
  }
  return took;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function pageOf(count: number): string {
  const head =
    'new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nDaily Papers\n\nbyAK and the research community';
  const papers = Array.from(
    { length: count },
    (_, i) => `${titleOf(i)}\n\n${abstractOf(i)}\n\n${12 + i}\n\n  • ${3 + (i % 9)} authors\n\n·\n\nJul 14`,
  );
  return [head, 'Jul 14', ...papers].join('\n\n');
}

function titleOf(i: number): string {
  return `Weighing ${nounAt(i)}s Against ${nounAt(i * 7 + 3)}s: A Patient Study in ${i + 2} Seasons`;
}

function abstractOf(i: number): string {
  const [first, second, third] = [nounAt(i), nounAt(i * 7 + 3), nounAt(i * 11 + 8)];
  return [
    `A ${first} is rarely measured where it stands, and most of what is known of it was learnt from a ${second} nearby.`,
    `We place ${i + 40} sensors around every ${first} of a small town and listen for ${i + 3} months without touching any of them.`,
    `The signals are sorted by a model that has never seen a ${third}, so that nothing it finds can come from there.`,
    `On ${i + 12} held-out days it tells a patient ${first} from an idle one in ${50 + (i % 45)}% of all cases, which is better than a spring balance and needs no calibration.`,
    `Where the ${second} is taken away the result stays the same, and we give a short argument why that must be so.`,
    `Code and recordings are made public, together with the labels that three observers gave independently of each other.`,
  ].join(' ');
}

function nounAt(index: number): string {
  return NOUNS[index % NOUNS.length] ?? '';
}
