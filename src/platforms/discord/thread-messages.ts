import { MessageType, SnowflakeUtil } from 'discord.js';
import type { Client } from 'discord.js';
import { z } from 'zod';
import type { ThreadMessage } from '../../platform.ts';

const memberSchema = z.looseObject({ nick: z.string().nullish() });
const personSchema = z.looseObject({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
  system: z.boolean().optional(),
  /** Discord adds it only to what has just happened. */
  member: memberSchema.optional(),
});
const messageSchema = z.looseObject({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  type: z.number(),
  edited_timestamp: z.string().nullish(),
  /** Not given where the bot may not read it. */
  content: z.string().default(''),
  author: personSchema,
  member: memberSchema.optional(),
  webhook_id: z.string().optional(),
  mentions: z.array(personSchema).default([]),
});

/** A message of a person, as Discord sends it. */
export type PersonsMessage = z.infer<typeof messageSchema>;

/** What people write themselves; all else is Discord's own, or what a command has answered. */
const WRITTEN: ReadonlySet<number> = new Set([MessageType.Default, MessageType.Reply]);

/** What stands for a name: of a person, a role, a channel, a command or an emoji (https://docs.discord.com/developers/reference#message-formatting). */
const NAME = /<(?:@!?(?<person>\d+)|@&(?<role>\d+)|#(?<channel>\d+)|\/(?<command>[^:>]+):\d+|a?(?<emoji>:\w+:)\d+)>/g;

/** A message, where a person has written it; nothing for what bots, webhooks and Discord itself say. */
export function readMessage(message: unknown): PersonsMessage | undefined {
  const { success, data: read } = messageSchema.safeParse(message);
  if (!success || read.webhook_id !== undefined || read.author.bot || read.author.system) return undefined;
  return WRITTEN.has(read.type) ? read : undefined;
}

/** A message as all platforms have it, its names written out. */
export function toThreadMessage(message: PersonsMessage, client: Client, bot: string, nick?: string): ThreadMessage {
  const { id, author, member, edited_timestamp: edited } = message;
  return {
    id,
    person: `discord:${author.id}`,
    name: nameOf(author, nick ?? member?.nick),
    text: writeNames(message, client, bot),
    atMs: SnowflakeUtil.timestampFrom(id),
    ...(typeof edited === 'string' && { editedMs: Date.parse(edited) }),
  };
}

/** Whether a message mentions the bot, be it as a reply to what it has said. */
export function isTo(bot: string, { mentions }: PersonsMessage): boolean {
  return mentions.some(({ id }) => id === bot);
}

function nameOf({ username, global_name, member }: PersonsMessage['author'], nick = member?.nick): string {
  return nick ?? global_name ?? username;
}

function writeNames({ content, mentions, guild_id: guild = '' }: PersonsMessage, client: Client, bot: string): string {
  const withoutBot = content.replaceAll(new RegExp(` ?<@!?${bot}>[,:]?`, 'g'), '');
  const named = withoutBot.replaceAll(NAME, (mark: string, ...found: unknown[]) => {
    const { person, role, channel, command, emoji } = z.record(z.string(), z.string().optional()).parse(found.at(-1));
    if (command !== undefined) return `/${command}`;
    if (emoji !== undefined) return emoji;
    const mentioned = mentions.find(({ id }) => id === person);
    if (mentioned !== undefined) return `@${nameOf(mentioned)}`;
    if (role !== undefined) return `@${client.guilds.cache.get(guild)?.roles.cache.get(role)?.name ?? 'role'}`;
    const known = client.channels.cache.get(channel ?? '');
    return known !== undefined && 'name' in known ? `#${known.name}` : mark;
  });
  return named.trim();
}
