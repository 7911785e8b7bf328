import { DeliveryError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { withinLog } from '../core/log-context.ts';
import type { Claim } from '../core/store/claims.ts';
import type { Store } from '../core/store/store.ts';
import { countCards, toPost, type Digest } from '../digests/digest.ts';
import type { Platform } from '../platform.ts';
import { busyError } from './channel-claim.ts';
import {
  closeDelivery,
  findOpenDelivery,
  movePart,
  storePlainPart,
  type Delivery,
  type DeliveryPart,
} from './outbox.ts';

/** What became of a channel's delivery. */
export interface DeliveryReport {
  readonly digest: Digest;
  /** Parts that may not have been shown: the platform could not say, and the channel prefers a gap to a repeat. */
  readonly doubtful: number;
  /** Parts that the platform does not take for what is in them, as plain text neither. */
  readonly refused: number;
}

/** What posting needs to know of a channel. */
export interface Postman {
  readonly channel: string;
  readonly platform: Pick<Platform, 'post' | 'find' | 'turn' | 'renderPlain'>;
  readonly onDoubt: 'skip' | 'resend';
  /** The sole right to post digests there. */
  readonly claim: Pick<Claim, 'renew'>;
  /** Once it is aborted, no further part is begun. */
  readonly signal?: AbortSignal;
  /** Tells of each part. */
  readonly log?: Log;
}

/**
 * Finishes the channel's open delivery, if there is one: its parts strictly in order, none of them twice. Rejects with what
 * keeps a part from its channel: the delivery stays open at it.
 */
export async function finishDelivery(store: Store, postman: Postman): Promise<DeliveryReport | undefined> {
  const delivery = await findOpenDelivery(store, postman.channel);
  if (delivery === undefined) return undefined;
  return withinLog({ digest: delivery.mark }, () => postParts(store, delivery, postman));
}

async function postParts(store: Store, delivery: Delivery, postman: Postman): Promise<DeliveryReport> {
  const { log, channel } = postman;
  const { parts, digest } = delivery;
  const isFresh = parts.every(({ state }) => state === 'pending');
  log?.info(
    { channel, from: digest.from, to: digest.to, parts: parts.length },
    isFresh ? 'composed a digest' : 'took a digest up again',
  );
  const settled: DeliveryPart[] = [];
  for (const part of parts) {
    // Parts given up before a crash have not been reported yet.
    const isSettled = part.state === 'sent' || part.state === 'failed';
    const now = isSettled ? part : await settlePart(store, delivery, part, postman);
    if (!isSettled) log?.info({ part: now.position, outcome: now.state }, 'settled a part');
    settled.push(now);
  }
  await closeDelivery(store, delivery.id);
  const failed = settled.filter(({ state }) => state === 'failed');
  const refused = failed.filter(({ isPlain }) => isPlain).length;
  return { digest, doubtful: failed.length - refused, refused };
}

/** Resolves with the part as it is then: sent, or given up. */
async function settlePart(
  store: Store,
  delivery: Delivery,
  part: DeliveryPart,
  postman: Postman,
): Promise<DeliveryPart> {
  const { channel, platform, claim, signal } = postman;
  const move = async (from: DeliveryPart['state'], to: DeliveryPart['state'], messageId?: string): Promise<void> => {
    if (!(await movePart(store, { delivery: delivery.id, position: part.position }, from, to, messageId)))
      throw busyError(channel);
  };
  if (part.state === 'sending') {
    const outcome = await lookUp(delivery, part, postman);
    if (outcome !== undefined) {
      await move('sending', outcome);
      return { ...part, state: outcome };
    }
  }
  // Only what is sent in a moment is marked so: the fewer are in doubt after a crash.
  await platform.turn?.(channel, 'post', signal);
  signal?.throwIfAborted();
  if (!(await claim.renew())) throw busyError(channel);
  if (part.state === 'pending') await move('pending', 'sending');
  try {
    await move('sending', 'sent', await platform.post(channel, part.body, part.marker));
    return { ...part, state: 'sent' };
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.mayBePosted) throw error;
    if (error.obstacle !== 'content') {
      await move('sending', 'pending');
      throw error;
    }
    postman.log?.warn({ err: error, part: part.position, isPlain: part.isPlain }, 'a part was refused for its content');
    if (canBePlain(delivery, part))
      return settlePart(store, delivery, await makePlain(store, delivery, part, postman), postman);
    await move('sending', 'failed');
    return { ...part, state: 'failed' };
  }
}

/** What came of a part that may have been posted; nothing where it is to be posted again. */
async function lookUp(
  { composedMs }: Delivery,
  { marker }: DeliveryPart,
  { channel, platform, onDoubt, signal }: Postman,
): Promise<'sent' | 'failed' | undefined> {
  await platform.turn?.(channel, 'find', signal);
  signal?.throwIfAborted();
  const posted = await platform.find(channel, marker, composedMs);
  if (posted === 'yes') return 'sent';
  return posted === 'unknown' && onDoubt === 'skip' ? 'failed' : undefined;
}

/** Whether it is known what the part shows, and has not been tried: those of the first versions do not know their papers. */
function canBePlain({ digest }: Delivery, { isPlain, papers }: DeliveryPart): boolean {
  return !isPlain && (papers.length > 0 || countCards(digest) === 0);
}

/** The part as plain text, stored before it is sent. */
async function makePlain(
  store: Store,
  { id, digest }: Delivery,
  part: DeliveryPart,
  { channel, platform }: Postman,
): Promise<DeliveryPart> {
  const shown = new Set(part.papers);
  const { title, sections } = toPost(digest);
  const narrowed = sections.map(({ cards = [], ...section }) => ({
    ...section,
    cards: cards.filter(({ id: paper }) => shown.has(paper)),
  }));
  const body = platform.renderPlain({ title, sections: narrowed });
  if (!(await storePlainPart(store, { delivery: id, position: part.position }, body))) throw busyError(channel);
  return { ...part, body, isPlain: true, state: 'pending' };
}
