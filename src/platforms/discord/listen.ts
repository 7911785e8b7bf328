import { GatewayDispatchEvents } from 'discord.js';
import type { AnyThreadChannel, Client } from 'discord.js';
import { z } from 'zod';
import { messageOf } from '../../core/errors.ts';
import { withinRequest } from '../../core/log-context.ts';
import type { Desk } from './answer.ts';
import { toSpace } from './caller.ts';
import type { Send } from './posting.ts';
import { renderParts } from './render.ts';
import { isTo, readMessage, toThreadMessage } from './thread-messages.ts';

const deletedSchema = z.object({ id: z.string(), channel_id: z.string(), guild_id: z.string().optional() });
const deletedManySchema = z.object({
  ids: z.array(z.string()),
  channel_id: z.string(),
  guild_id: z.string().optional(),
});
/** Link previews, pins and threads update a message too: only people's edits set its time. */
const editedSchema = z.object({
  id: z.string(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  edited_timestamp: z.string().nullish(),
});
const goneSchema = z.object({ id: z.string(), guild_id: z.string().optional() });

/**
 * Tells the bot what people say in threads, and posts what it answers; tells it what was edited and deleted. All this is taken as
 * Discord sends it: the library tells only of deleted messages and threads that it still knows.
 */
export function listenInThreads(client: Client, desk: Desk, send: Send): void {
  const on = (event: GatewayDispatchEvents, what: string, listen: (sent: unknown) => Promise<void>): void => {
    client.ws.on(event, (sent: unknown) => {
      void withinRequest(() =>
        listen(sent).catch((error: unknown) =>
          desk.log.warn({ err: error }, `${what} on Discord failed: ${messageOf(error)}`),
        ),
      );
    });
  };
  on(GatewayDispatchEvents.MessageCreate, 'answering in a thread', (sent) => hear(client, desk, send, sent));
  on(GatewayDispatchEvents.MessageUpdate, 'noting an edited message', (sent) => noteEdited(client, desk, sent));
  on(GatewayDispatchEvents.MessageDelete, 'noting a deleted message', async (sent) => {
    const { id, ...place } = deletedSchema.parse(sent);
    await noteDeleted(client, desk, { ...place, ids: [id] });
  });
  on(GatewayDispatchEvents.MessageDeleteBulk, 'noting deleted messages', (sent) =>
    noteDeleted(client, desk, deletedManySchema.parse(sent)),
  );
  on(GatewayDispatchEvents.ThreadDelete, 'noting a deleted thread', (sent) => noteGone(desk, sent));
  on(GatewayDispatchEvents.ChannelDelete, 'noting a deleted channel', (sent) => noteGone(desk, sent));
}

async function hear(client: Client, { bot }: Desk, send: Send, sent: unknown): Promise<void> {
  const message = readMessage(sent);
  const self = client.user?.id;
  if (message?.guild_id === undefined || self === undefined) return;
  const found = await findThread(client, message.channel_id);
  if (found === undefined) return;
  const space = toSpace(message.guild_id);
  const thread = `${space}:${found.id}`;
  const post = await bot.hear({
    ...toThreadMessage(message, client, self),
    thread,
    channel: `${space}:${found.parentId}`,
    space,
    isToBot: isTo(self, message),
  });
  if (post === undefined) return;
  for (const [i, { body }] of renderParts(post).entries())
    await send(thread, body, i === 0 ? `a.${message.id}` : `a.${message.id}.${i}`);
}

/** All channels are known, and all threads but those that were archived when the bot came. */
async function findThread(client: Client, id: string): Promise<AnyThreadChannel | undefined> {
  const channel = client.channels.cache.get(id) ?? (await client.channels.fetch(id));
  return channel?.isThread() ? channel : undefined;
}

async function noteEdited(client: Client, { bot }: Desk, sent: unknown): Promise<void> {
  const { id: message, edited_timestamp: edited, ...place } = editedSchema.parse(sent);
  const thread = toThread(client, place);
  if (thread === undefined || typeof edited !== 'string') return;
  await bot.noteChange({ kind: 'message-edited', thread, message, editedMs: Date.parse(edited) });
}

async function noteDeleted(
  client: Client,
  { bot }: Desk,
  { ids, ...place }: z.infer<typeof deletedManySchema>,
): Promise<void> {
  const thread = toThread(client, place);
  if (thread === undefined) return;
  for (const message of ids) await bot.noteChange({ kind: 'message-deleted', thread, message });
}

/** What may be a thread: those that were archived when the bot came are not known. */
function toThread(
  client: Client,
  { channel_id: channel, guild_id: guild }: { readonly channel_id: string; readonly guild_id?: string | undefined },
): string | undefined {
  if (guild === undefined || client.channels.cache.get(channel)?.isThread() === false) return undefined;
  return `${toSpace(guild)}:${channel}`;
}

/** With a channel its threads are gone, of which Discord says nothing: it goes by its own id. */
async function noteGone({ bot }: Desk, sent: unknown): Promise<void> {
  const { id, guild_id: guild } = goneSchema.parse(sent);
  if (guild !== undefined) await bot.noteChange({ kind: 'thread-deleted', thread: `${toSpace(guild)}:${id}` });
}
