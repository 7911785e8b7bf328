import { buttonId } from '../command/buttons.ts';
import type { Button, Caller, Command, OptionValues, Reply } from '../command.ts';
import type { Bot } from '../platform.ts';
import { allButtons, replyButtons } from './reply.ts';
import { isFound, readShortcut } from './shortcuts.ts';

/** Shows a command's answer as a platform's messages. */
export type RenderReply<Message> = (reply: Reply, buttons: readonly Button[], command?: string) => readonly Message[];

/** A reply with its messages. */
export interface Answer<Message> {
  readonly reply: Reply;
  readonly messages: readonly Message[];
}

/** One use of a command, wherever it comes from. */
export interface Use {
  readonly command: string;
  /** As they were given; the bot holds them against the declaration. */
  readonly options: OptionValues;
  readonly caller: Caller;
  /** Who shows the answer to the whole channel, by name. */
  readonly sharedBy?: string;
}

const UNKNOWN_COMMAND = 'This Paperboy does not know that command any more. Type /papers to see those it knows.';
const TOO_OLD = 'This button is too old. Use the command again, and press the one below its new answer.';
const FAILED = 'Something went wrong on our side. Please try again in a moment.';

/** Runs a command, and keeps the buttons of its answer. */
export async function ask<Message>(
  bot: Bot,
  render: RenderReply<Message>,
  { command: name, options, caller, sharedBy }: Use,
): Promise<Answer<Message>> {
  const command = bot.commands.find((candidate) => candidate.name === name);
  if (command === undefined) return sorry(render, UNKNOWN_COMMAND);
  const reply = await bot.invoke(command, { ...caller, options });
  const isShared = sharedBy !== undefined && reply.isShareable === true;
  const buttons = isShared ? (reply.buttons ?? []) : replyButtons(reply, command, options);
  return toAnswer(bot, render, isShared ? signReply(reply, sharedBy) : reply, buttons, name);
}

/** What a command's shortcut answers for a message: what its one paper is, or which of its papers are there to choose from. */
export async function askShortcut<Message>(
  bot: Bot,
  render: RenderReply<Message>,
  command: Command | undefined,
  text: string,
  caller: Caller,
): Promise<Answer<Message>> {
  if (command === undefined) return sorry(render, UNKNOWN_COMMAND);
  const found = readShortcut(text, command);
  return isFound(found)
    ? ask(bot, render, { command: command.name, options: found, caller })
    : toAnswer(bot, render, found);
}

/** A reply that no command gave, with its buttons kept. */
export async function toAnswer<Message>(
  bot: Bot,
  render: RenderReply<Message>,
  reply: Reply,
  buttons: readonly Button[] = reply.buttons ?? [],
  command?: string,
): Promise<Answer<Message>> {
  const kept = allButtons(reply, buttons).filter((button) => buttonId(button).startsWith('#'));
  if (kept.length > 0) await bot.keepButtons(kept);
  return { reply, messages: render(reply, buttons, command) };
}

/** Says what is wrong. */
export function sorry<Message>(render: RenderReply<Message>, text: string): Answer<Message> {
  const reply = { title: 'That did not work', sections: [{ text }] };
  return { reply, messages: render(reply, []) };
}

/** Says that what a button did is not known any more. */
export function tooOld<Message>(render: RenderReply<Message>): Answer<Message> {
  return sorry(render, TOO_OLD);
}

/** Says that it is not the person's fault. */
export function apology<Message>(render: RenderReply<Message>): Answer<Message> {
  return sorry(render, FAILED);
}

function signReply(reply: Reply, sharedBy: string): Reply {
  return { ...reply, footer: [reply.footer ?? [], `Shared by ${sharedBy}`].flat().join('\n') };
}

/** Acknowledges what a person did, and has the time noted that it took. */
export async function acknowledge<Result>(bot: Bot, platform: string, work: () => Promise<Result>): Promise<Result> {
  const begunMs = performance.now();
  const result = await work();
  bot.noteAcknowledged?.(platform, performance.now() - begunMs);
  return result;
}
