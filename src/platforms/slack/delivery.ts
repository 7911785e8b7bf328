import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { DeliveryError } from '../../core/errors.ts';
import { lookBack, type Page } from '../look-back.ts';
import { readPlace, type Place } from './caller.ts';
import { lacksScope, toDeliveryError, toSearchError } from './failures.ts';
import { MAX_PAGE } from './limits.ts';
import { patiently } from './patience.ts';

/** Under which name a part carries its marker (https://docs.slack.dev/messaging/message-metadata). */
const EVENT_TYPE = 'paperboy_part';

const partSchema = z.looseObject({
  text: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })).optional(),
});
const sentSchema = z.object({ ts: z.string() });
const metadataSchema = z.object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ marker: z.string() }) });
const foundSchema = z.object({
  messages: z.array(z.looseObject({ ts: z.string(), metadata: metadataSchema.optional().catch(undefined) })),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/**
 * Sends a part as it was rendered, with its marker, by which it is found; where Slack asks to wait, it takes its turn again.
 * Rejects with `DeliveryError`.
 */
export async function sendPart(
  client: webApi.WebClient,
  channel: string,
  part: string,
  marker: string,
  { turn, leave }: { readonly turn: () => Promise<void>; readonly leave: () => void },
): Promise<string> {
  const place = toPlace(channel);
  const body = partSchema.parse(JSON.parse(part));
  const metadata = { event_type: EVENT_TYPE, event_payload: { marker } };
  try {
    const post = { channel: place.channel, ...body, metadata };
    const sent = await patiently(() => {
      leave();
      return client.apiCall('chat.postMessage', post);
    }, turn);
    return sentSchema.parse(sent).ts;
  } catch (error) {
    throw toDeliveryError(error);
  }
}

/**
 * Whether a part was posted. Cannot say where the history may not be read, or much was posted since. Each further page waits
 * for its turn. Rejects with `DeliveryError`.
 */
export async function findPart(
  client: webApi.WebClient,
  channel: string,
  marker: string,
  composedMs: number,
  turn: () => Promise<void>,
): Promise<'yes' | 'no' | 'unknown'> {
  try {
    const place = toPlace(channel);
    const { posted } = await lookBack((cursor) => fetchPage(client, place, marker, cursor), composedMs, turn);
    return posted;
  } catch (error) {
    if (lacksScope(error)) return 'unknown';
    throw toSearchError(error);
  }
}

async function fetchPage(
  client: webApi.WebClient,
  { channel }: Place,
  marker: string,
  cursor: string | undefined,
): Promise<Page> {
  const query = { channel, limit: MAX_PAGE, include_all_metadata: true, ...(cursor !== undefined && { cursor }) };
  const history = foundSchema.parse(await patiently(() => client.conversations.history(query)));
  const { messages, has_more: hasMore, response_metadata: { next_cursor: next = '' } = {} } = history;
  const found = messages.find(({ metadata }) => metadata?.event_payload.marker === marker)?.ts;
  return {
    messages: messages.length,
    ...(found !== undefined && { found }),
    oldestMs: Number(messages.at(-1)?.ts ?? Number.POSITIVE_INFINITY) * 1000,
    // An empty one gives the same page again, and in the end no answer: better than the wrong one.
    ...(hasMore && { next }),
  };
}

function toPlace(channel: string): Place {
  const place = readPlace(channel);
  if (place !== undefined) return place;
  const advice = 'expected slack:WORKSPACE:CHANNEL with their ids (T… and C…, as in the address of the channel)';
  throw new DeliveryError('slack-channel', `"${channel}" is no channel of Slack: ${advice}.`, { obstacle: 'channel' });
}
