import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { DeliveryError } from '../../core/errors.ts';
import { readPlace, type Place } from './caller.ts';
import { isFinal, toDeliveryError } from './failures.ts';
import { patiently } from './patience.ts';

/** How far back a post is looked for: as many messages as one request gives well (https://docs.slack.dev/reference/methods/conversations.history). */
const LOOK_BACK = 200;

/** Under which name a part carries its marker (https://docs.slack.dev/messaging/message-metadata). */
const EVENT_TYPE = 'paperboy_part';

const partSchema = z.looseObject({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) });
const sentSchema = z.object({ ts: z.string() });
const metadataSchema = z.object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ marker: z.string() }) });
const foundSchema = z.object({
  messages: z.array(z.looseObject({ metadata: metadataSchema.optional().catch(undefined) })),
  has_more: z.boolean().optional(),
});

/** Sends a part as it was rendered, with its marker, by which it is found. Rejects with `DeliveryError`. */
export async function sendPart(
  client: webApi.WebClient,
  channel: string,
  part: string,
  marker: string,
): Promise<string> {
  const place = toPlace(channel);
  const body = partSchema.parse(JSON.parse(part));
  const metadata = { event_type: EVENT_TYPE, event_payload: { marker } };
  try {
    const sent = await patiently(() =>
      client.apiCall('chat.postMessage', { channel: place.channel, ...body, metadata }),
    );
    return sentSchema.parse(sent).ts;
  } catch (error) {
    throw toDeliveryError(error);
  }
}

/** Whether a part was posted. Cannot say where the history may not be read, or does not go back far enough. */
export async function findPart(
  client: webApi.WebClient,
  channel: string,
  marker: string,
): Promise<'yes' | 'no' | 'unknown'> {
  const query = { channel: toPlace(channel).channel, limit: LOOK_BACK, include_all_metadata: true };
  const history = await patiently(() => client.conversations.history(query)).catch((error: unknown) => {
    if (isFinal(error)) return undefined;
    throw toDeliveryError(error);
  });
  if (history === undefined) return 'unknown';
  const { messages, has_more: hasMore = false } = foundSchema.parse(history);
  if (messages.some(({ metadata }) => metadata?.event_payload.marker === marker)) return 'yes';
  return hasMore ? 'unknown' : 'no';
}

function toPlace(channel: string): Place {
  const place = readPlace(channel);
  if (place !== undefined) return place;
  const advice = 'expected slack:WORKSPACE:CHANNEL with their ids (T… and C…, as in the address of the channel)';
  throw new DeliveryError('slack-channel', `"${channel}" is no channel of Slack: ${advice}.`, { retryable: false });
}
