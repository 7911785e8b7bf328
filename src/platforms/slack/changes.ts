import type { App } from '@slack/bolt';
import { z } from 'zod';
import { messageOf } from '../../core/errors.ts';
import type { ThreadChange } from '../../platform.ts';
import type { Desk } from './conversation.ts';
import { toChannel, toThread, type Place } from './place.ts';

const threadSchema = z.looseObject({ thread_ts: z.string().optional() });

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

/** Tells the bot what is gone, from now on: messages of threads, threads, and channels. */
export function followChanges(app: App, { bot, log }: Desk): void {
  const logged = (work: Promise<void>): Promise<void> =>
    work.catch((error: unknown) =>
      log.warn({ err: error }, `something gone on Slack was not noted: ${messageOf(error)}`),
    );
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

/** What an event says is gone, if anything. Where Slack does not tell what it was, it may have been a thread. */
export function readChange(event: unknown, team: string): ThreadChange | undefined {
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
