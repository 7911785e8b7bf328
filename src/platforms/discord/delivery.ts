import { createHash } from 'node:crypto';
import { Routes } from 'discord.js';
import type { Client } from 'discord.js';
import { z } from 'zod';
import { DeliveryError } from '../../core/errors.ts';
import { readPlace, type Place } from './caller.ts';
import { isFinal, toDeliveryError } from './failures.ts';
import { MAX_NONCE } from './limits.ts';
import { findMissing, findOwnId, missingError, neededToFind } from './permissions.ts';

/** How far back a post is looked for: as many messages as one request gives. */
const LOOK_BACK = 100;

const sentSchema = z.object({ id: z.string() });
const partSchema = z.looseObject({ components: z.array(z.looseObject({})) });
const foundSchema = z.array(
  z.looseObject({ components: z.array(z.looseObject({ id: z.number().optional() })).optional() }),
);

/**
 * Sends a part as it was rendered. For a few minutes Discord itself takes the same marker only once; later it is found by
 * the id of the message's container, which nobody sees. Rejects with `DeliveryError`.
 */
export async function sendPart(client: Client, channel: string, part: string, marker: string): Promise<string> {
  const place = toPlace(channel);
  const missing = await findMissing(client, place);
  if (missing !== undefined && missing.length > 0) throw missingError(missing, await findOwnId(client));
  const { components, ...body } = partSchema.parse(JSON.parse(part));
  const marked = components.map((component, i) => (i === 0 ? { ...component, id: markerId(marker) } : component));
  try {
    const sent = await client.rest.post(Routes.channelMessages(place.channel), {
      body: { ...body, components: marked, nonce: markerNonce(marker), enforce_nonce: true },
    });
    return sentSchema.parse(sent).id;
  } catch (error) {
    throw toDeliveryError(error);
  }
}

/** Whether a part was posted. Cannot say where the history may not be read, or does not go back far enough. */
export async function findPart(client: Client, channel: string, marker: string): Promise<'yes' | 'no' | 'unknown'> {
  const place = toPlace(channel);
  // Without the right to read the history Discord answers with no messages, rather than with an error.
  const missing = await findMissing(client, place, neededToFind);
  if (missing === undefined || missing.length > 0) return 'unknown';
  const query = new URLSearchParams({ limit: String(LOOK_BACK) });
  const messages = await client.rest.get(Routes.channelMessages(place.channel), { query }).catch((error: unknown) => {
    if (isFinal(error)) return undefined;
    throw toDeliveryError(error);
  });
  if (messages === undefined) return 'unknown';
  const found = foundSchema.parse(messages);
  if (found.some(({ components = [] }) => components.some(({ id }) => id === markerId(marker)))) return 'yes';
  return found.length < LOOK_BACK ? 'no' : 'unknown';
}

function toPlace(channel: string): Place {
  const place = readPlace(channel);
  if (place !== undefined) return place;
  const advice = 'expected discord:SERVER:CHANNEL with their ids (right-click, "Copy ID", in developer mode)';
  throw new DeliveryError('discord-channel', `"${channel}" is no channel of Discord: ${advice}.`, { retryable: false });
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
