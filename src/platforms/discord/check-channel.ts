import { DiscordAPIError, DiscordjsError, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Client, GuildBasedChannel } from 'discord.js';
import type { CheckedChannel, Finding } from '../check.ts';
import { readPlace } from './caller.ts';
import { isHidden } from './failures.ts';
import {
  findMissingIn,
  hasThreads,
  inviteLink,
  listNames,
  missingFix,
  neededToFind,
  neededToOpen,
  neededToPost,
} from './permissions.ts';

/** Who posts: the bot's user and its application, by their ids. */
export interface Identity {
  readonly user: string;
  readonly application: string;
}

const ID_FIX =
  'Set its id right in the configuration: discord:SERVER:CHANNEL with both ids ("Copy ID", in developer mode).';

/** What Discord answers for what is not there (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
const GONE: ReadonlySet<unknown> = new Set([RESTJSONErrorCodes.UnknownGuild, RESTJSONErrorCodes.UnknownChannel]);

/** Whether a channel is there and Paperboy may do all it has to. Rejects where Discord is out of reach. */
export async function checkChannel(
  client: Client,
  bot: Identity,
  { id, isConfigured }: CheckedChannel,
): Promise<Finding> {
  const place = readPlace(id);
  if (place === undefined) return { ok: false, message: `"${id}" is no channel of Discord`, fix: ID_FIX };
  if (place.guild === undefined) {
    const direct = await client.rest.get(Routes.channel(place.channel)).catch(toAbsence);
    return typeof direct === 'string'
      ? describeGone(id, isConfigured)
      : { ok: true, message: `direct messages (${id})` };
  }
  const guild = await client.guilds.fetch(place.guild).catch(toAbsence);
  if (typeof guild === 'string') return describeUninvited(id, bot);
  const channel = await guild.channels.fetch(place.channel).catch(toAbsence);
  if (channel === 'hidden') return describeMissing(id, ['View Channel'], bot);
  if (channel === 'gone' || channel === null) return describeGone(id, isConfigured);
  return checkRights(channel, bot, id);
}

async function checkRights(channel: GuildBasedChannel, bot: Identity, id: string): Promise<Finding> {
  const title = `#${channel.name} of ${channel.guild.name} (${id})`;
  if (!channel.isSendable()) {
    const fix = 'Choose a text channel or a thread.';
    return { ok: false, message: `${title} takes no messages`, fix };
  }
  const needed = new Set([
    ...neededToPost(channel),
    ...neededToFind(),
    ...(hasThreads(channel) ? neededToOpen(channel) : []),
  ]);
  const missing = await findMissingIn(channel, bot.user, [...needed]);
  return missing.length > 0 ? describeMissing(title, missing, bot) : { ok: true, message: title };
}

function describeMissing(title: string, missing: readonly string[], { application }: Identity): Finding {
  return { ok: false, message: `${title}: Paperboy lacks ${listNames(missing)}`, fix: missingFix(application) };
}

function describeUninvited(id: string, { application }: Identity): Finding {
  const fix = `Invite it with ${inviteLink(application)}`;
  return { ok: false, message: `${id}: Paperboy is not in this server`, fix };
}

/** Nobody can mend a channel that was set up in chat and then deleted; nothing is posted there. */
function describeGone(id: string, isConfigured: boolean): Finding {
  return isConfigured
    ? { ok: false, message: `${id} does not exist`, fix: ID_FIX }
    : { ok: true, message: `${id} does not exist any more: nothing is posted there` };
}

function toAbsence(error: unknown): 'gone' | 'hidden' {
  if (isHidden(error)) return 'hidden';
  if (error instanceof DiscordAPIError && GONE.has(error.code)) return 'gone';
  // The channel is one of another server.
  if (error instanceof DiscordjsError && String(error.code) === 'GuildChannelUnowned') return 'gone';
  throw error;
}
