import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { ThreadMessage } from '../../platform.ts';
import { MAX_PAGE } from './limits.ts';
import { patiently } from './patience.ts';
import type { FindBot, FindNames } from './people.ts';
import type { ThreadPlace } from './place.ts';
import { peopleIn, saidSchema, toThreadMessage, type SaidMessage } from './said.ts';

/** What a thread is read with. */
export interface Reading {
  readonly client: webApi.WebClient;
  readonly findBot: FindBot;
  readonly findNames: FindNames;
  /** Before each page. */
  readonly turn: () => Promise<void>;
}

const pageSchema = z.object({
  messages: z.array(saidSchema.optional().catch(undefined)),
  has_more: z.boolean().default(false),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** What people said last in a thread, at most so many, the oldest first. Rejects as Slack's library does. */
export async function readThread(
  reading: Reading,
  place: ThreadPlace,
  limit: number,
): Promise<readonly ThreadMessage[]> {
  const said = await fetchLatest(reading, place, limit);
  const bot = await reading.findBot();
  const names = await reading.findNames(said.flatMap((message) => peopleIn(message, bot)));
  return said.map((message) => toThreadMessage(message, { team: place.team, bot, names }));
}

/** Slack shows the oldest page first, and the message that the thread hangs on with each. */
async function fetchLatest(
  { client, turn }: Reading,
  { channel, thread }: ThreadPlace,
  limit: number,
): Promise<readonly SaidMessage[]> {
  let latest: readonly SaidMessage[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    await turn();
    const query = { channel, ts: thread, limit: MAX_PAGE, ...(cursor !== '' && { cursor }) };
    const page = pageSchema.parse(await patiently(() => client.conversations.replies(query)));
    const newest = Number(latest.at(-1)?.ts ?? 0);
    const said = page.messages.filter((message) => message !== undefined);
    latest = [...latest, ...said.filter(({ ts }) => Number(ts) > newest)].slice(-limit);
    const next = page.response_metadata?.next_cursor;
    cursor = page.has_more && next !== '' && next !== cursor ? next : undefined;
  }
  return latest;
}
