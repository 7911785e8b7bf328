import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { lacksScope, toDeliveryError } from './failures.ts';
import { patiently } from './patience.ts';
import { isDirect, readPlace, toSpace } from './place.ts';

const infoSchema = z.object({ channel: z.object({ creator: z.string().optional() }) });

/**
 * The person who made a channel: what is posted to them opens their direct messages
 * (https://docs.slack.dev/reference/methods/chat.postMessage#app_home). Nothing where nobody is known, as of a private channel
 * that the bot is not in; rejects with `DeliveryError` where it may go better later.
 */
export async function findCreator(client: webApi.WebClient, channel: string): Promise<string | undefined> {
  const place = readPlace(channel);
  if (place === undefined || isDirect(place)) return undefined;
  try {
    const found = await patiently(() => client.conversations.info({ channel: place.channel }));
    const { creator = '' } = infoSchema.parse(found).channel;
    return creator === '' ? undefined : `${toSpace(place.team)}:${creator}`;
  } catch (error) {
    if (lacksScope(error)) return undefined;
    const failure = toDeliveryError(error);
    if (failure.retryable) throw failure;
    return undefined;
  }
}
