import type { Store } from '../core/store/store.ts';
import type { Digest } from '../digests/digest.ts';
import type { Platform } from '../platform.ts';
import { closeDelivery, findOpenDelivery, movePart, type Delivery, type DeliveryPart } from './outbox.ts';

/** What became of a channel's delivery. */
export interface DeliveryReport {
  readonly digest: Digest;
  /** Parts that may not have been shown: the platform could not say, and the channel prefers a gap to a repeat. */
  readonly doubtful: number;
}

/** What posting needs to know of a channel. */
export interface Postman {
  readonly platform: Pick<Platform, 'post' | 'find'>;
  readonly onDoubt: 'skip' | 'resend';
}

/** Finishes the channel's open delivery, if there is one: its parts strictly in order, none of them twice. */
export async function finishDelivery(
  store: Store,
  channel: string,
  postman: Postman,
): Promise<DeliveryReport | undefined> {
  const delivery = await findOpenDelivery(store, channel);
  if (delivery === undefined) return undefined;
  let doubtful = 0;
  for (const part of delivery.parts) {
    if (part.state === 'sent' || part.state === 'failed') continue;
    const outcome = await postPart(store, delivery, part, postman);
    if (outcome === 'taken') return undefined;
    if (outcome === 'in doubt') doubtful++;
  }
  await closeDelivery(store, delivery.id);
  return { digest: delivery.digest, doubtful };
}

async function postPart(
  store: Store,
  delivery: Delivery,
  part: DeliveryPart,
  postman: Postman,
): Promise<'sent' | 'taken' | 'in doubt'> {
  const key = { delivery: delivery.id, position: part.position };
  const marker = `${delivery.id}.${part.position}`;
  if (part.state === 'sending') {
    const posted = await postman.platform.find(delivery.channel, marker);
    if (posted === 'yes') return (await movePart(store, key, 'sending', 'sent')) ? 'sent' : 'taken';
    if (posted === 'unknown' && postman.onDoubt === 'skip')
      return (await movePart(store, key, 'sending', 'failed')) ? 'in doubt' : 'taken';
  } else if (!(await movePart(store, key, 'pending', 'sending'))) return 'taken';
  const messageId = await postman.platform.post(delivery.channel, part.body, marker);
  await movePart(store, key, 'sending', 'sent', messageId);
  return 'sent';
}
