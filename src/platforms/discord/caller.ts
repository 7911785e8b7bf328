import { PermissionFlagsBits } from 'discord.js';
import type { BaseInteraction } from 'discord.js';
import type { Caller } from '../../command.ts';

/** Where a channel of ours is on Discord; without a guild where it is a person's direct messages. */
export interface Place {
  readonly guild?: string;
  readonly channel: string;
}

const MANAGING = [
  PermissionFlagsBits.ManageChannels,
  PermissionFlagsBits.ManageGuild,
  PermissionFlagsBits.Administrator,
] as const;

/** Who uses a command or presses a button, and where. In direct messages people manage what is theirs. */
export function toCaller({ guildId, channelId, channel: place, user, memberPermissions }: BaseInteraction): Caller {
  const channel = `discord:${guildId ?? '@me'}:${channelId ?? user.id}`;
  const parent = place?.isThread() ? place.parentId : null;
  return {
    channel,
    space: guildId === null ? channel : toSpace(guildId),
    person: `discord:${user.id}`,
    ...(guildId !== null && parent !== null && { thread: { id: channel, channel: `${toSpace(guildId)}:${parent}` } }),
    mayManage: guildId === null || (memberPermissions?.any([...MANAGING]) ?? false),
  };
}

/** The space that a guild is. */
export function toSpace(guild: string): string {
  return `discord:${guild}`;
}

/** Reads `discord:G:C` and `discord:@me:C`; nothing for anything else. */
export function readPlace(channel: string): Place | undefined {
  const [, guild, id] = /^discord:(@me|\d+):(\d+)$/.exec(channel) ?? [];
  if (guild === undefined || id === undefined) return undefined;
  return guild === '@me' ? { channel: id } : { guild, channel: id };
}
