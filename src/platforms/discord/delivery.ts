import { createHash } from 'node:crypto';
import { Routes, SnowflakeUtil } from 'discord.js';
import type { Client, REST } from 'discord.js';
import { z } from 'zod';
import { DeliveryError } from '../../core/errors.ts';
import { lookBack, type Page } from '../look-back.ts';
import { readPlace, type Place } from './caller.ts';
import { tellingLeave } from './client.ts';
import { toDeliveryError, toSearchError } from './failures.ts';
import { MAX_NONCE, MAX_PAGE } from './limits.ts';
import { findMissing, findOwnId, missingError, neededToFind } from './permissions.ts';

/** What a channel is reached with. */
export interface Line {
  /** Knows what the bot may do there. */
  readonly client: Client;
  /** Posts, and reads what was posted. */
  readonly poster: REST;
}

/** How long one post or page may take in all, waits that Discord asks for among it. */
const LONGEST_MS = 60_000;

const sentSchema = z.object({ id: z.string() });
const partSchema = z.looseObject({ components: z.array(z.looseObject({})) });
const foundSchema = z.array(
  z.looseObject({
    id: z.string(),
    components: z.array(z.looseObject({ id: z.number().optional() })).optional(),
  }),
);

/**
 * Sends a part as it was rendered, and says when it goes out. For a few minutes Discord itself takes the same marker only once; later it is found by
 * the id of the message's first component, which nobody sees. Rejects with `DeliveryError`.
 */
export async function sendPart(
  { client, poster }: Line,
  channel: string,
  part: string,
  marker: string,
  leave: () => void,
): Promise<string> {
  const place = toPlace(channel);
  const { components, ...body } = partSchema.parse(JSON.parse(part));
  const marked = components.map((component, i) => (i === 0 ? { ...component, id: markerId(marker) } : component));
  const message = { ...body, components: marked, nonce: markerNonce(marker), enforce_nonce: true };
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
 * Whether a part was posted. Cannot say where the history may not be read, or much was posted since. Each further page waits
 * for its turn. Rejects with `DeliveryError`.
 */
export async function findPart(
  { client, poster }: Line,
  channel: string,
  marker: string,
  composedMs: number,
  turn: () => Promise<void>,
): Promise<'yes' | 'no' | 'unknown'> {
  try {
    const place = toPlace(channel);
    // Without the right to read the history Discord answers with no messages, rather than with an error.
    const missing = await findMissing(client, place, neededToFind);
    if (missing?.includes('View Channel')) throw missingError(missing, await findOwnId(client));
    if (missing !== undefined && missing.length > 0) return 'unknown';
    const { posted } = await lookBack((before) => fetchPage(poster, place, markerId(marker), before), composedMs, turn);
    if (posted === 'no' && missing === undefined) throw unknownRights();
    return posted;
  } catch (error) {
    throw toSearchError(error);
  }
}

async function fetchPage(poster: REST, { channel }: Place, marked: number, before: string | undefined): Promise<Page> {
  const query = new URLSearchParams({ limit: String(MAX_PAGE), ...(before !== undefined && { before }) });
  const signal = AbortSignal.timeout(LONGEST_MS);
  const messages = foundSchema.parse(await poster.get(Routes.channelMessages(channel), { query, signal }));
  const last = messages.at(-1)?.id;
  const found = messages.find(({ components = [] }) => components.some(({ id }) => id === marked))?.id;
  return {
    messages: messages.length,
    ...(found !== undefined && { found }),
    oldestMs: last === undefined ? 0 : SnowflakeUtil.timestampFrom(last),
    ...(last !== undefined && messages.length === MAX_PAGE && { next: last }),
  };
}

/** As while a server is out of order: an empty history may be one that was not shown. */
function unknownRights(): DeliveryError {
  const message = 'Discord does not say at the moment whether Paperboy may read the channel.';
  return new DeliveryError('discord-failed', message, { obstacle: 'passing' });
}

function toPlace(channel: string): Place {
  const place = readPlace(channel);
  if (place !== undefined) return place;
  const advice = 'expected discord:SERVER:CHANNEL with their ids (right-click, "Copy ID", in developer mode)';
  throw new DeliveryError('discord-channel', `"${channel}" is no channel of Discord: ${advice}.`, {
    obstacle: 'channel',
  });
}

function markerNonce(marker: string): string {
  return marker.length <= MAX_NONCE ? marker : digest(marker).toString('base64url').slice(0, MAX_NONCE);
}

/** Of 31 bits, and beyond those that Discord itself counts from 1. */
function markerId(marker: string): number {
  return (digest(marker).readUInt32BE() >>> 1) | 0x1_0000;
}

function digest(marker: string): Buffer {
  return createHash('sha256').update(marker).digest();
}
