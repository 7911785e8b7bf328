import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Post } from '../../platform.ts';
import type { Send } from './conversation.ts';
import { lacksScope, toDeliveryError } from './failures.ts';
import { patiently } from './patience.ts';
import { isDirect, readPlace, toSpace } from './place.ts';
import { renderParts } from './render.ts';

const infoSchema = z.object({ channel: z.object({ creator: z.string().optional() }) });

/**
 * Tells the person who made a channel something, in their direct messages. Resolves with false where nobody is known, as of a
 * private channel that the bot is not in, or they take no messages; rejects with `DeliveryError` where it may go better later.
 */
export async function tellCreator(client: webApi.WebClient, channel: string, post: Post, send: Send): Promise<boolean> {
  const place = readPlace(channel);
  if (place === undefined || isDirect(place)) return false;
  try {
    const found = await patiently(() => client.conversations.info({ channel: place.channel }));
    const { creator } = infoSchema.parse(found).channel;
    if (creator === undefined || creator === '') return false;
    // What is posted to a person opens their direct messages (https://docs.slack.dev/reference/methods/chat.postMessage#app_home).
    for (const { body } of renderParts(post))
      await send(`${toSpace(place.team)}:${creator}`, body, `keeper ${channel}`);
    return true;
  } catch (error) {
    if (lacksScope(error)) return false;
    const failure = toDeliveryError(error);
    if (failure.retryable) throw failure;
    return false;
  }
}
