import type { Log } from '../core/log.ts';
import { withinLog } from '../core/log-context.ts';
import type { Claim } from '../core/store/claims.ts';
import type { Store } from '../core/store/store.ts';
import type { Digest } from '../digests/digest.ts';
import type { Platform } from '../platform.ts';
import { busyError } from './channel-claim.ts';
import { closeDelivery, findOpenDelivery, movePart, type Delivery, type DeliveryPart } from './outbox.ts';

/** What became of a channel's delivery. */
export interface DeliveryReport {
  readonly digest: Digest;
  /** Parts that may not have been shown: the platform could not say, and the channel prefers a gap to a repeat. */
  readonly doubtful: number;
}

/** What posting needs to know of a channel. */
export interface Postman {
  readonly channel: string;
  readonly platform: Pick<Platform, 'post' | 'find'>;
  readonly onDoubt: 'skip' | 'resend';
  /** The sole right to post digests there. */
  readonly claim: Pick<Claim, 'renew'>;
  /** Tells of each part. */
  readonly log?: Log;
}

/** Finishes the channel's open delivery, if there is one: its parts strictly in order, none of them twice. */
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
  // Parts given up before a crash have not been reported yet.
  let doubtful = parts.filter(({ state }) => state === 'failed').length;
  for (const part of parts) {
    if (part.state === 'sent' || part.state === 'failed') continue;
    const outcome = await settlePart(store, delivery.id, part, postman);
    log?.info({ part: part.position, outcome }, 'settled a part');
    if (outcome === 'failed') doubtful++;
  }
  await closeDelivery(store, delivery.id);
  return { digest, doubtful };
}

async function settlePart(
  store: Store,
  delivery: number,
  { position, body, marker, state }: DeliveryPart,
  { channel, platform, onDoubt, claim }: Postman,
): Promise<'sent' | 'failed'> {
  const move = async (from: DeliveryPart['state'], to: DeliveryPart['state'], messageId?: string): Promise<void> => {
    if (!(await movePart(store, { delivery, position }, from, to, messageId))) throw busyError(channel);
  };
  if (!(await claim.renew())) throw busyError(channel);
  if (state === 'pending') await move('pending', 'sending');
  else {
    const posted = await platform.find(channel, marker);
    const outcome = posted === 'yes' ? 'sent' : posted === 'unknown' && onDoubt === 'skip' ? 'failed' : undefined;
    if (outcome !== undefined) {
      await move('sending', outcome);
      return outcome;
    }
  }
  await move('sending', 'sent', await platform.post(channel, body, marker));
  return 'sent';
}
