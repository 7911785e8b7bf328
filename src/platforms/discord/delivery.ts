import { Routes, SnowflakeUtil } from 'discord.js';
import type { Client, REST } from 'discord.js';
import { z } from 'zod';
import { DeliveryError } from '../../core/errors.ts';
import { lookBack, type Page, type Posted } from '../look-back.ts';
import { readPlace, type Place } from './caller.ts';
import { tellingLeave } from './client.ts';
import { toDeliveryError, toSearchError } from './failures.ts';
import { MAX_PAGE } from './limits.ts';
import { isMarked, markedSchema, markerNonce, markPart } from './marker.ts';
import { findMissing, findOwnId, missingError, neededToFind } from './permissions.ts';

/** What a channel is reached with. */
export interface Line {
  /** Knows what the bot may do there. */
  readonly client: Client;
  /** Posts, and reads what was posted. */
  readonly poster: REST;
}

/** How long one call may take in all, waits that Discord asks for among it. */
export const LONGEST_MS = 60_000;

const sentSchema = z.object({ id: z.string() });

/**
 * Sends a part as it was rendered, and says when it goes out. For a few minutes Discord itself takes the same marker only once; later it is found by
 * its marker. Rejects with `DeliveryError`.
 */
export async function sendPart(
  { client, poster }: Line,
  channel: string,
  part: string,
  marker: string,
  leave: () => void,
): Promise<string> {
  const place = toPlace(channel);
  const message = { ...markPart(part, marker), nonce: markerNonce(marker), enforce_nonce: true };
  const signal = AbortSignal.timeout(LONGEST_MS);
  try {
    const missing = await findMissing(client, place);
    if (missing !== undefined && missing.length > 0) throw missingError(missing, await findOwnId(client));
    const sent = await tellingLeave(leave, () =>
      poster.post(Routes.channelMessages(place.channel), { body: message, signal }),
    );
    return sentSchema.parse(sent).id;
  } catch (error) {
    throw toDeliveryError(error);
  }
}

/**
 * Whether a part was posted, and its id. Cannot say where the history may not be read, or much was posted since. Each further page waits
 * for its turn. Rejects with `DeliveryError`.
 */
export async function findPart(
  { client, poster }: Line,
  channel: string,
  marker: string,
  composedMs: number,
  turn: () => Promise<void>,
): Promise<Posted> {
  try {
    const place = toPlace(channel);
    // Without the right to read the history Discord answers with no messages, rather than with an error.
    const missing = await findMissing(client, place, neededToFind);
    if (missing?.includes('View Channel')) throw missingError(missing, await findOwnId(client));
    if (missing !== undefined && missing.length > 0) return { posted: 'unknown' };
    const found = await lookBack((before) => fetchPage(poster, place, marker, before), composedMs, turn);
    if (found.posted === 'no' && missing === undefined) throw unknownRights();
    return found;
  } catch (error) {
    throw toSearchError(error);
  }
}

async function fetchPage(poster: REST, { channel }: Place, marker: string, before: string | undefined): Promise<Page> {
  const messages = z.array(markedSchema).parse(await fetchMessages(poster, channel, before));
  const last = messages.at(-1)?.id;
  const found = messages.find((message) => isMarked(message, marker))?.id;
  return {
    messages: messages.length,
    ...(found !== undefined && { found }),
    oldestMs: last === undefined ? 0 : SnowflakeUtil.timestampFrom(last),
    ...(last !== undefined && messages.length === MAX_PAGE && { next: last }),
  };
}

/** One page of what was posted in a channel, the newest first. */
export async function fetchMessages(poster: REST, channel: string, before: string | undefined): Promise<unknown> {
  const query = new URLSearchParams({ limit: String(MAX_PAGE), ...(before !== undefined && { before }) });
  return poster.get(Routes.channelMessages(channel), { query, signal: AbortSignal.timeout(LONGEST_MS) });
}

/** As while a server is out of order: an empty history may be one that was not shown. */
export function unknownRights(): DeliveryError {
  const message = 'Discord does not say at the moment whether Paperboy may read the channel.';
  return new DeliveryError('discord-failed', message, { obstacle: 'passing' });
}

/** Where a channel is. Throws `DeliveryError` where it is none of Discord. */
export function toPlace(channel: string): Place {
  const place = readPlace(channel);
  if (place !== undefined) return place;
  const advice = 'expected discord:SERVER:CHANNEL with their ids (right-click, "Copy ID", in developer mode)';
  throw new DeliveryError('discord-channel', `"${channel}" is no channel of Discord: ${advice}.`, {
    obstacle: 'channel',
  });
}
