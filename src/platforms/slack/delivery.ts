import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { lookBack, type Page, type Posted } from '../look-back.ts';
import { lacksScope, threadGone, toDeliveryError, toSearchError } from './failures.ts';
import { MAX_PAGE } from './limits.ts';
import { patiently } from './patience.ts';
import { findPlace, type Place } from './place.ts';

/** Under which name a part carries its marker (https://docs.slack.dev/messaging/message-metadata). */
const EVENT_TYPE = 'paperboy_part';

/** As {@link lookBack} takes it: how far a clock may be wrong. */
const DAY_MS = 86_400_000;

const partSchema = z.looseObject({
  text: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })).optional(),
});
const sentSchema = z.object({
  ts: z.string(),
  message: z.object({ thread_ts: z.string().optional() }).optional(),
});
const metadataSchema = z.object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ marker: z.string() }) });
const foundSchema = z.object({
  messages: z.array(z.looseObject({ ts: z.string(), metadata: metadataSchema.optional().catch(undefined) })),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** The pace of one channel. */
export interface ChannelPace {
  turn(): Promise<void>;
  /** As the `send` of a `Pace`. */
  send<Result>(call: (leave: () => void) => Promise<Result>): Promise<Result>;
}

/**
 * Sends a part as it was rendered, with its marker, by which it is found; it has had its turn, and where Slack asks to wait, it
 * takes it again. Rejects with `DeliveryError`.
 */
export async function sendPart(
  client: webApi.WebClient,
  channel: string,
  part: string,
  marker: string,
  pace: ChannelPace,
): Promise<string> {
  const place = findPlace(channel);
  const body = partSchema.parse(JSON.parse(part));
  const metadata = { event_type: EVENT_TYPE, event_payload: { marker } };
  try {
    const post = { channel: place.channel, thread_ts: place.thread, ...body, metadata };
    const call = (): Promise<unknown> =>
      pace.send((leave) => {
        leave();
        return client.apiCall('chat.postMessage', post);
      });
    const sent = await patiently(call, () => pace.turn());
    return await keepInThread(client, place, sentSchema.parse(sent));
  } catch (error) {
    throw toDeliveryError(error);
  }
}

/**
 * Where the message that a thread hangs on is gone, Slack posts the reply to the whole channel instead, and tells only by what
 * it leaves out (https://github.com/slack-go/slack/issues/1571).
 */
async function keepInThread(
  client: webApi.WebClient,
  { channel, thread }: Place,
  { ts, message }: z.infer<typeof sentSchema>,
): Promise<string> {
  if (thread === undefined || message === undefined || message.thread_ts !== undefined) return ts;
  await patiently(() => client.chat.delete({ channel, ts })).catch(() => undefined);
  throw threadGone();
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
    const place = findPlace(channel);
    // The oldest reply comes first.
    const fromMs = place.thread === undefined ? undefined : composedMs - DAY_MS;
    return (await findPosted(client, place, { marker, composedMs, fromMs, turn })).posted;
  } catch (error) {
    if (lacksScope(error)) return 'unknown';
    throw toSearchError(error);
  }
}

/** What a message is looked for by. */
export interface Lookup {
  readonly marker: string;
  /** It was not posted before, in milliseconds since 1970, but for what a clock may be wrong. */
  readonly composedMs: number;
  /** What was posted before is not even looked at. */
  readonly fromMs?: number | undefined;
  /** Before each page but the first. */
  readonly turn: () => Promise<void>;
}

/** Looks for a message in a channel or a thread. Rejects as Slack's library does. */
export function findPosted(client: webApi.WebClient, place: Place, lookup: Lookup): Promise<Posted> {
  return lookBack((cursor) => fetchPage(client, place, lookup, cursor), lookup.composedMs, lookup.turn);
}

async function fetchPage(
  client: webApi.WebClient,
  { channel, thread }: Place,
  { marker, fromMs }: Lookup,
  cursor: string | undefined,
): Promise<Page> {
  const query = {
    channel,
    limit: MAX_PAGE,
    include_all_metadata: true,
    ...(fromMs !== undefined && { oldest: String(fromMs / 1000) }),
    ...(cursor !== undefined && { cursor }),
  };
  const { conversations } = client;
  const call = () =>
    thread === undefined ? conversations.history(query) : conversations.replies({ ...query, ts: thread });
  const page = foundSchema.parse(await patiently<unknown>(call));
  const { messages, has_more: hasMore, response_metadata: { next_cursor: next = '' } = {} } = page;
  const found = messages.find(({ metadata }) => metadata?.event_payload.marker === marker)?.ts;
  const oldest = fromMs === undefined ? messages.at(-1)?.ts : undefined;
  return {
    messages: messages.length,
    ...(found !== undefined && { found }),
    oldestMs: Number(oldest ?? Number.POSITIVE_INFINITY) * 1000,
    // An empty one gives the same page again, and in the end no answer: better than the wrong one.
    ...(hasMore && { next }),
  };
}
