import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Post } from '../../platform.ts';
import { readPlace } from './caller.ts';
import type { Line } from './delivery.ts';
import { toDeliveryError } from './failures.ts';
import type { Send } from './posting.ts';
import { renderParts } from './render.ts';

const openedSchema = z.object({ id: z.string() });

/**
 * Tells the owner of a channel's server something, in their direct messages. Resolves with false where nobody is known, or
 * they take no messages; rejects with `DeliveryError` where it may go better later.
 */
export async function tellOwner({ client, poster }: Line, channel: string, post: Post, send: Send): Promise<boolean> {
  const guild = readPlace(channel)?.guild;
  if (guild === undefined) return false;
  try {
    const { ownerId } = await client.guilds.fetch(guild);
    const opened = await poster.post(Routes.userChannels(), { body: { recipient_id: ownerId } });
    const { id } = openedSchema.parse(opened);
    // The marker keeps one that is told twice within minutes from being shown twice.
    for (const { body } of renderParts(post)) await send(`discord:@me:${id}`, body, `keeper ${channel} ${body}`);
    return true;
  } catch (error) {
    const failure = toDeliveryError(error);
    if (failure.retryable) throw failure;
    return false;
  }
}
