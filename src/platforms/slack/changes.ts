import type { App } from '@slack/bolt';
import { z } from 'zod';
import { messageOf } from '../../core/errors.ts';
import type { ThreadChange } from '../../platform.ts';
import type { Desk } from './conversation.ts';
import { toChannel, toThread, type Place } from './place.ts';
import { toMs } from './said.ts';

const threadSchema = z.looseObject({ thread_ts: z.string().optional() });
const wordsSchema = threadSchema.extend({
  text: z.string().optional(),
  edited: z.looseObject({ ts: z.string() }).optional(),
});

/** What is gone: a message, or one that has replies, in whose place Slack leaves a stone. */
const goneSchema = z.union([
  z.object({
    subtype: z.literal('message_deleted'),
    channel: z.string(),
    deleted_ts: z.string(),
    previous_message: threadSchema.optional(),
  }),
  z.object({
    subtype: z.literal('message_changed'),
    channel: z.string(),
    message: threadSchema.extend({ subtype: z.literal('tombstone'), ts: z.string() }),
  }),
]);

/** An edit in a thread. Link previews, pins and replies change a message too, and leave the text and the time of its last edit as they were. */
const editedSchema = z.object({
  subtype: z.literal('message_changed'),
  channel: z.string(),
  message: wordsSchema.extend({ ts: z.string(), thread_ts: z.string(), edited: z.looseObject({ ts: z.string() }) }),
  previous_message: wordsSchema.optional(),
});

/** Tells the bot what is edited and gone, from now on: messages of threads, threads, and channels. */
export function followChanges(app: App, { bot, log }: Desk): void {
  const logged = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) => log.warn({ err: error }, `a change on Slack was not noted: ${messageOf(error)}`));
  app.event('message', async ({ event, body, context }) => {
    const change = readChange(event, context.teamId ?? body.team_id);
    if (change !== undefined) await logged(bot.noteChange(change));
  });
  for (const name of ['channel_deleted', 'group_deleted'] as const)
    app.event(name, async ({ event, body, context }) => {
      const channel = toChannel({ team: context.teamId ?? body.team_id, channel: event.channel });
      await logged(bot.noteChange({ kind: 'thread-deleted', thread: channel }));
      await logged(bot.leave(channel));
    });
}

/** What an event says is gone or edited, if anything. Where Slack does not tell what is gone, it may have been a thread. */
export function readChange(event: unknown, team: string): ThreadChange | undefined {
  return readGone(event, team) ?? readEdit(event, team);
}

function readGone(event: unknown, team: string): ThreadChange | undefined {
  const { data: gone } = goneSchema.safeParse(event);
  if (gone === undefined) return undefined;
  const isStone = gone.subtype === 'message_changed';
  const ts = isStone ? gone.message.ts : gone.deleted_ts;
  const { thread_ts: thread = ts } = (isStone ? gone.message : gone.previous_message) ?? {};
  const place: Place = { team, channel: gone.channel };
  return thread === ts
    ? { kind: 'thread-deleted', thread: toThread({ ...place, thread }) }
    : { kind: 'message-deleted', thread: toThread({ ...place, thread }), message: ts };
}

function readEdit(event: unknown, team: string): ThreadChange | undefined {
  const { data: change } = editedSchema.safeParse(event);
  if (change === undefined) return undefined;
  const { channel, message, previous_message: previous } = change;
  const { ts, edited, text, thread_ts: thread } = message;
  if (previous?.text === text && previous?.edited?.ts === edited.ts) return undefined;
  return {
    kind: 'message-edited',
    thread: toThread({ team, channel, thread }),
    message: ts,
    editedMs: toMs(edited.ts),
  };
}
