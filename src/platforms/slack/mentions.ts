import type { App } from '@slack/bolt';
import { z } from 'zod';
import { readInput } from '../../command/typed-commands.ts';
import { UserInputError } from '../../core/errors.ts';
import type { Bot } from '../../platform.ts';
import { toAnswer, type Answer } from '../answers.ts';
import { isFound, readShortcut } from '../shortcuts.ts';
import { answer, type Wish } from './answer.ts';
import { isDirect } from './caller.ts';
import { openConversation, type Desk } from './conversation.ts';
import { readMention, readMessage } from './read-text.ts';
import { renderReply, type MessageBody } from './render.ts';

/** A message that a person wrote, as it was first, be it with a file or from a thread to all: those of bots, and what happens to messages, are not. */
const saidSchema = z.looseObject({
  channel: z.string(),
  user: z.string(),
  text: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  bot_id: z.undefined().optional(),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  edited: z.undefined().optional(),
});

/** Answers messages that mention the bot, and those that people write to it directly, where they were written. */
export function serveMentions(app: App, desk: Desk): void {
  app.event('app_mention', async ({ event, body, context }) => {
    // What is said directly comes as a message.
    if (!event.channel.startsWith('D')) await hear(event, context.teamId ?? body.team_id, context.botUserId, desk);
  });
  app.event('message', async ({ event, body, context }) => {
    if (event.channel_type === 'im') await hear(event, context.teamId ?? body.team_id, context.botUserId, desk);
  });
}

async function hear(event: unknown, team: string, bot: string | undefined, desk: Desk): Promise<void> {
  const { data: said } = saidSchema.safeParse(event);
  if (said === undefined) return;
  const { channel, user, ts, thread_ts: thread } = said;
  const scene = { team, channel, user };
  const talk = openConversation(desk, { ...scene, thread, ...(!isDirect(scene) && { below: ts }) });
  await answer(talk, desk, () => readWish(readMention(said.text, bot ?? ''), said, desk.bot));
}

/** A command, or the papers that are linked to. Rejects with `UserInputError` where it is neither. */
async function readWish(line: string, message: unknown, bot: Bot): Promise<Wish | Answer<MessageBody>> {
  try {
    const { command, options } = readInput(line || 'help', bot.commands);
    return { command: command.name, options, isOpen: true };
  } catch (error) {
    if (!(error instanceof UserInputError)) throw error;
    for (const command of bot.commands.filter(({ shortcut }) => shortcut !== undefined)) {
      const found = readShortcut(readMessage(message), command);
      if (isFound(found)) return { command: command.name, options: found, isOpen: true };
      if (found.buttons !== undefined || found.menu !== undefined) return toAnswer(bot, renderReply, found);
    }
    throw error;
  }
}
