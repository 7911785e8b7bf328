import { ChannelType, PermissionFlagsBits, PermissionsBitField, Routes } from 'discord.js';
import type {
  Client,
  ForumChannel,
  GuildBasedChannel,
  MediaChannel,
  NewsChannel,
  PermissionsString,
  TextChannel,
} from 'discord.js';
import { z } from 'zod';
import { DeliveryError } from '../../core/errors.ts';
import type { Place } from './caller.ts';
import { isHidden } from './failures.ts';

/** A channel of nothing but threads. */
export type Forum = ForumChannel | MediaChannel;

/** A channel in which threads can be opened. */
export type ThreadParent = TextChannel | NewsChannel | Forum;

/** What Paperboy asks for when it is invited: to read and write, in threads that it opens too, and to find what it has posted. */
const BOT_PERMISSIONS = new PermissionsBitField([
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.CreatePublicThreads,
  PermissionFlagsBits.SendMessagesInThreads,
  PermissionFlagsBits.ReadMessageHistory,
]);

const NAMES: Partial<Record<PermissionsString, string>> = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  CreatePublicThreads: 'Create Public Threads',
  SendMessagesInThreads: 'Send Messages in Threads',
  ReadMessageHistory: 'Read Message History',
};

const userSchema = z.object({ id: z.string() });

/** The link that invites the application with all it needs (https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow). */
export function inviteLink(application: string): string {
  const permissions = BOT_PERMISSIONS.bitfield;
  return `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot%20applications.commands&permissions=${permissions}`;
}

/** The id of the bot's user, which is its application's too for every application since 2016. */
export async function findOwnId(client: Client): Promise<string> {
  return client.user?.id ?? userSchema.parse(await client.rest.get(Routes.user())).id;
}

/** What of these the bot lacks in a channel of a guild; nothing known where Discord does not tell. */
export async function findMissing(
  client: Client,
  { guild, channel }: Place,
  needed: (channel: GuildBasedChannel) => readonly bigint[] = neededToPost,
): Promise<readonly string[] | undefined> {
  if (guild === undefined) return [];
  try {
    const found = await client.guilds.fetch(guild);
    const place = await found.channels.fetch(channel);
    if (place === null || !found.roles.cache.has(guild)) return undefined;
    return await findMissingIn(place, await findOwnId(client), needed(place));
  } catch (error) {
    if (isHidden(error)) return ['View Channel'];
    // Whether it is gone or out of reach shows when it is used.
    return undefined;
  }
}

/** What of these a user lacks in a channel, as Discord names it. Rejects where Discord does not tell. */
export async function findMissingIn(
  channel: GuildBasedChannel,
  user: string,
  needed: readonly bigint[],
): Promise<readonly string[]> {
  // A thread goes by the permissions of its channel, which nobody has told of before the client is connected.
  if (channel.isThread() && channel.parentId !== null) await channel.guild.channels.fetch(channel.parentId);
  const member = await channel.guild.members.fetch(user);
  const missing = channel.permissionsFor(member).missing([...needed]);
  return missing.map((name) => NAMES[name] ?? name);
}

/** What posting takes: a thread has a permission of its own. */
export function neededToPost(channel: GuildBasedChannel): readonly bigint[] {
  const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
  return [ViewChannel, channel.isThread() ? SendMessagesInThreads : SendMessages];
}

/** What finding a post again takes. */
export function neededToFind(): readonly bigint[] {
  return [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory];
}

/** Whether threads can be opened in a channel: neither in voice channels nor in threads. */
export function hasThreads(channel: GuildBasedChannel): channel is ThreadParent {
  const { type } = channel;
  return type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement || channel.isThreadOnly();
}

/** What opening a thread in a channel takes; in a forum a post is one (https://docs.discord.com/developers/topics/threads#permissions). */
export function neededToOpen(channel: GuildBasedChannel): readonly bigint[] {
  const { SendMessages, CreatePublicThreads, SendMessagesInThreads } = PermissionFlagsBits;
  const creating = channel.isThreadOnly() ? [] : [CreatePublicThreads];
  return [...neededToFind(), SendMessages, ...creating, SendMessagesInThreads];
}

/** Says what is missing in a channel, and gives the link that mends it. */
export function missingError(missing: readonly string[], application: string): DeliveryError {
  const sentence = `Paperboy lacks ${listNames(missing)} in this channel.`;
  return new DeliveryError('discord-permissions', `${sentence} ${missingFix(application)}`, { obstacle: 'channel' });
}

/** Where Discord has answered that the bot may not see a channel, how people mend that; else the error as it is. */
export async function explainHidden(error: unknown, client: Client): Promise<unknown> {
  if (!isHidden(error)) return error;
  return findOwnId(client).then(
    (application) => missingError(['View Channel'], application),
    () => error,
  );
}

/** How people give what is missing. */
export function missingFix(application: string): string {
  return `Allow it in the channel's settings under Permissions, or invite Paperboy again with ${inviteLink(application)}`;
}

/** Permissions as a sentence names them. */
export function listNames(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names.map((name) => `"${name}"`));
}
