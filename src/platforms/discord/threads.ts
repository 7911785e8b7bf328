import { ChannelType, PermissionFlagsBits, Routes } from 'discord.js';
import type { Client } from 'discord.js';
import { z } from 'zod';
import type { ThreadMessage, Threads, ThreadView } from '../../platform.ts';
import { readPlace, toSpace, type Place } from './caller.ts';
import { fetchMessages, LONGEST_MS, toPlace, unknownRights, type Line } from './delivery.ts';
import { isGone, PORTAL, toLookError } from './failures.ts';
import { MAX_PAGE } from './limits.ts';
import { createOpener } from './open-thread.ts';
import { explainHidden, findMissing, findOwnId, missingError, neededToFind } from './permissions.ts';
import type { Posting } from './posting.ts';
import { readMessage, toThreadMessage, type PersonsMessage } from './thread-messages.ts';

/** How many messages are looked at, those of bots among them. */
const MOST_MESSAGES = 2000;

const UNREAD = `For me to read messages that do not mention me too, switch "Message Content Intent" on under Bot at ${PORTAL}, and set readMessages to true under discussions in the configuration.`;

const threadSchema = z.object({
  id: z.string(),
  type: z.number(),
  guild_id: z.string(),
  parent_id: z.string(),
  thread_metadata: z.object({ locked: z.boolean().default(false) }),
});
const pageSchema = z.array(z.looseObject({ id: z.string() }));
const memberSchema = z.object({ nick: z.string().nullish() });

/** The threads of Discord; `readsMessages` says whether it gives the text of messages that do not mention the bot. */
export function createThreads(line: () => Line, posting: Posting, readsMessages: boolean): Threads {
  const look = (thread: string): Promise<ThreadView | undefined> => lookAt(line(), posting, thread);
  return {
    open: createOpener(line, posting, look),
    look,
    read: (thread, limit) => readThread(line(), posting, thread, limit),
    ...(!readsMessages && { unread: UNREAD }),
  };
}

async function lookAt({ client, poster }: Line, posting: Posting, thread: string): Promise<ThreadView | undefined> {
  const place = readPlace(thread);
  if (place?.guild === undefined) return undefined;
  try {
    const signal = AbortSignal.timeout(LONGEST_MS);
    const found = await posting.call(() => poster.get(Routes.channel(place.channel), { signal }));
    const { success, data: read } = threadSchema.safeParse(found);
    if (!success || read.guild_id !== place.guild) return undefined;
    const isByInvitation = read.type === ChannelType.PrivateThread;
    const isPrivate = isByInvitation || (await isHidden(client, place.guild, read.parent_id));
    const space = toSpace(place.guild);
    return {
      thread,
      channel: `${space}:${read.parent_id}`,
      url: `https://discord.com/channels/${place.guild}/${read.id}`,
      isPrivate,
      ...(isByInvitation && { isByInvitation }),
      isLocked: read.thread_metadata.locked,
    };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw toLookError(await explainHidden(error, client));
  }
}

/** Whether only some of a guild's people may see a channel. */
async function isHidden(client: Client, guildId: string, id: string): Promise<boolean> {
  const guild = await client.guilds.fetch(guildId);
  const channel = await guild.channels.fetch(id);
  return channel === null || !channel.permissionsFor(guild.roles.everyone).has(PermissionFlagsBits.ViewChannel);
}

async function readThread(
  line: Line,
  posting: Posting,
  thread: string,
  limit: number,
): Promise<readonly ThreadMessage[]> {
  const { client } = line;
  try {
    const place = toPlace(thread);
    // Without the right to read the history Discord answers with no messages, rather than with an error.
    const missing = await findMissing(client, place, neededToFind);
    if (missing !== undefined && missing.length > 0) throw missingError(missing, await findOwnId(client));
    const messages = await readBack(line, posting, place, limit);
    if (messages.length === 0 && missing === undefined) throw unknownRights();
    const nicks = await findNicks(client, posting, place, new Set(messages.map(({ author }) => author.id)));
    const bot = await findOwnId(client);
    const inGuild = { ...(place.guild !== undefined && { guild_id: place.guild }) };
    return messages
      .toReversed()
      .map((message) => toThreadMessage({ ...message, ...inGuild }, client, bot, nicks.get(message.author.id)));
  } catch (error) {
    throw toLookError(error);
  }
}

/** What people wrote last, the newest first. */
async function readBack(
  { poster }: Line,
  posting: Posting,
  { channel }: Place,
  limit: number,
): Promise<readonly PersonsMessage[]> {
  const found: PersonsMessage[] = [];
  let before: string | undefined;
  for (let seen = 0; seen < MOST_MESSAGES && found.length < limit; seen += MAX_PAGE) {
    const page = pageSchema.parse(await posting.call(() => fetchMessages(poster, channel, before)));
    found.push(...page.flatMap((message) => readMessage(message) ?? []));
    before = page.at(-1)?.id;
    if (page.length < MAX_PAGE) break;
  }
  return found.slice(0, limit);
}

/** What people are called in a server: a page of messages does not tell. Those who have left it are called as everywhere. */
async function findNicks(
  client: Client,
  posting: Posting,
  { guild }: Place,
  people: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  if (guild === undefined) return new Map();
  const found = [...people].map(async (id): Promise<readonly [string, string] | undefined> => {
    const member = await posting.call(() => client.rest.get(Routes.guildMember(guild, id))).catch(() => undefined);
    const nick = memberSchema.safeParse(member).data?.nick;
    return nick === undefined || nick === null ? undefined : [id, nick];
  });
  return new Map((await Promise.all(found)).flatMap((named) => (named === undefined ? [] : [named])));
}
