import type { Explanation, LibraryServices } from '../command/services.ts';
import { sql } from '../core/store/sql.ts';
import { findDelivered, readCursor } from '../deliveries/outbox.ts';
import { findDigestOf } from '../deliveries/past-digests.ts';
import type { Channels } from '../digests/channels.ts';
import { pickTelling } from '../digests/compose.ts';
import { compileMutes } from '../digests/mutes.ts';
import type { Subscription } from '../digests/subscription.ts';
import type { Paper } from '../papers/paper.ts';
import { previewDigest } from '../deliveries/preview.ts';
import type { Stages } from '../pipeline.ts';
import { compileTopics, type TopicMatch } from '../topics/match.ts';
import { readCard } from './cards.ts';

type Outcome = Pick<Explanation, 'outcome' | 'mutedBy'>;

/** Explains why a paper reached a channel, or why not; `findPaper` rejects with `UserInputError` for what names no paper. */
export function createWhyService(
  stages: Stages,
  channels: Channels,
  findPaper: (reference: string) => Promise<Paper>,
): Pick<LibraryServices, 'why'> {
  return {
    async why(reference, { channel }) {
      const paper = await findPaper(reference);
      const subscription = await channels.subscriptionOf(channel);
      const matches = pickTelling(compileTopics(subscription?.topics ?? []).match(paper));
      return {
        card: await readCard(stages, paper, matches),
        matches: matches.map(({ topic, why }) => ({ topic: topic.name, why })),
        ...(await explain(stages, channel, subscription, paper, matches)),
      };
    },
  };
}

async function explain(
  stages: Stages,
  channel: string,
  subscription: Subscription | undefined,
  paper: Paper,
  matches: readonly TopicMatch[],
): Promise<Outcome> {
  const { store } = stages;
  if ((await findDelivered(store, channel, [paper.id])).size > 0) return { outcome: 'delivered' };
  if (subscription === undefined || matches.length === 0) return { outcome: 'unmatched' };
  const muted = compileMutes(subscription.mutes ?? [])(paper);
  if (muted !== undefined) return { outcome: 'muted', mutedBy: muted.text };
  const intake = await intakeOf(stages, paper);
  if (matches.every(({ topic }) => intake <= (subscription.since?.get(topic) ?? 0))) return { outcome: 'early' };
  if (intake > (await readCursor(store, channel))) return explainNext(stages, subscription, paper);
  const digest = await findDigestOf(store, channel, intake);
  const wasCut = digest?.sections.some(
    ({ topic, more }) => more > 0 && matches.some((match) => match.topic.name === topic),
  );
  return { outcome: wasCut === true ? 'capped' : 'early' };
}

async function explainNext(stages: Stages, subscription: Subscription, paper: Paper): Promise<Outcome> {
  const { sections } = await previewDigest(stages, subscription);
  const isShown = sections.some(({ cards }) => cards.some(({ id }) => id === paper.id));
  return { outcome: isShown ? 'due' : 'capped' };
}

async function intakeOf({ store }: Stages, { id }: Paper): Promise<number> {
  const [row] = await store.query(sql`SELECT intake FROM intake_papers WHERE paper = ${id}`);
  return Number(row?.['intake'] ?? 0);
}
