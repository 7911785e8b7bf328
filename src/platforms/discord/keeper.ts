import { Routes } from 'discord.js';
import { z } from 'zod';
import { remember } from '../../core/remember.ts';
import { readPlace } from './caller.ts';
import type { Line } from './delivery.ts';
import { toDeliveryError } from './failures.ts';

/** Finds the direct messages of the owner of a channel's server. */
export type FindOwner = (channel: string) => Promise<string | undefined>;

/** Owners whose direct messages are not opened again. */
const MOST_OWNERS = 1000;

const openedSchema = z.object({ id: z.string() });

/** What it makes finds nothing where nobody is known, and rejects with `DeliveryError` where it may go better later. */
export function createFindOwner(line: () => Line): FindOwner {
  const openDirect = remember(
    async (owner: string) => {
      const opened = await line().poster.post(Routes.userChannels(), { body: { recipient_id: owner } });
      return openedSchema.parse(opened).id;
    },
    (owner) => owner,
    MOST_OWNERS,
  );
  return async (channel) => {
    const guild = readPlace(channel)?.guild;
    if (guild === undefined) return undefined;
    try {
      const { ownerId } = await line().client.guilds.fetch(guild);
      return `discord:@me:${await openDirect(ownerId)}`;
    } catch (error) {
      const failure = toDeliveryError(error);
      if (failure.retryable) throw failure;
      return undefined;
    }
  };
}
