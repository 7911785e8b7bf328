import type { App, Context } from '@slack/bolt';
import { z } from 'zod';
import { isCommandLine, readInput } from '../../command/typed-commands.ts';
import { messageOf, UserInputError } from '../../core/errors.ts';
import type { Bot } from '../../platform.ts';
import { toAnswer, type Answer } from '../answers.ts';
import { isFound, readShortcut } from '../shortcuts.ts';
import { answer, type Wish } from './answer.ts';
import { openConversation, type Desk } from './conversation.ts';
import { isReply } from './events.ts';
import { hearIn } from './hear.ts';
import { isDirect } from './place.ts';
import { readMention, readMessage } from './read-text.ts';
import { renderReply, type MessageBody } from './render.ts';
import { mentions, saidSchema } from './said.ts';

/** A message as it is told of when it is written. */
const heardSchema = saidSchema.extend({ channel: z.string(), edited: z.undefined().optional() });

/** A message that was just written, and where. */
interface Heard {
  readonly said: z.infer<typeof heardSchema>;
  readonly team: string;
  /** The bot as a user. */
  readonly bot: string;
  /** Slack tells of it again. */
  readonly isRepeated: boolean;
}

/** Answers messages that mention the bot, and those that people write to it directly, where they were written; hears what else is said in threads. */
export function serveMentions(app: App, desk: Desk): void {
  app.event('app_mention', async ({ event, body, context }) => {
    const heard = readHeard(event, body.team_id, context);
    // What is said directly comes as a message.
    if (heard !== undefined && !event.channel.startsWith('D')) await reply(heard, desk);
  });
  app.event('message', async ({ event, body, context }) => {
    const heard = readHeard(event, body.team_id, context);
    if (heard === undefined) return;
    if (event.channel_type === 'im') await reply(heard, desk);
    // What mentions the bot comes as a mention too.
    else if (isReply(heard.said) && !mentions(heard.said.text, heard.bot)) await overhear(heard, desk);
  });
}

function readHeard(event: unknown, team: string, { teamId, botUserId, retryNum = 0 }: Context): Heard | undefined {
  const { data: said } = heardSchema.safeParse(event);
  return said && { said, team: teamId ?? team, bot: botUserId ?? '', isRepeated: retryNum > 0 };
}

/** In a thread, what is no command may be a question. */
async function reply({ said, team, bot, isRepeated }: Heard, desk: Desk): Promise<void> {
  const { channel, user, ts, thread_ts: thread } = said;
  const scene = { team, channel, user, thread };
  const line = readMention(said.text, bot);
  const talk = openConversation(desk, { ...scene, ...(!isDirect(scene) && { below: ts }) });
  await answer(talk, desk, async () => {
    const isQuestion = thread !== undefined && !isCommandLine(line, desk.bot.commands);
    const isAnswered =
      isQuestion && (await hearIn({ place: { team, channel, thread }, said, bot, isToBot: true }, desk));
    if (isAnswered) return undefined;
    const wish = readWish(line, said, desk.bot);
    // It may have been answered before a restart.
    return isQuestion && isRepeated ? wish.catch(() => undefined) : wish;
  });
}

async function overhear({ said, team, bot }: Heard, desk: Desk): Promise<void> {
  const { channel, thread_ts: thread } = said;
  if (thread === undefined) return;
  await hearIn({ place: { team, channel, thread }, said, bot, isToBot: false }, desk).catch((error: unknown) =>
    desk.log.warn({ err: error }, `something said in a thread on Slack was not answered: ${messageOf(error)}`),
  );
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
