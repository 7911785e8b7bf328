import type { Button, OptionValues, Reply } from '../../command.ts';
import { messageOf, UserInputError } from '../../core/errors.ts';
import { apology, ask, sorry, type Answer } from '../answers.ts';
import { fileName } from '../reply.ts';
import { findCaller } from './caller.ts';
import type { Conversation, Desk, Manner } from './conversation.ts';
import { isDirect } from './place.ts';
import { renderPost, renderReply, type MessageBody } from './render.ts';
import { settleIn } from './workspaces.ts';

/** What somebody wants done. */
export interface Wish {
  readonly command: string;
  readonly options: OptionValues;
  /** The answer takes the place of the message that was asked from, unless it is for all. */
  readonly isReplacing?: boolean;
  /** The question was asked before all, who may see what was looked up. */
  readonly isOpen?: boolean;
  /** Who shows the answer to the whole channel, by name. */
  readonly sharedBy?: string;
}

/** Answers below what was asked, to who asked. */
const BELOW: Manner = { first: 'follow', isPrivate: true };

/** Does what somebody wants, and tells them; nothing where a form asks for more first. */
export async function answer(
  talk: Conversation,
  desk: Desk,
  read: () => Promise<Wish | Answer<MessageBody> | undefined>,
): Promise<void> {
  try {
    const wanted = await read();
    if (wanted === undefined) return;
    await ('reply' in wanted ? show(talk, wanted, BELOW) : fulfil(talk, desk, wanted));
  } catch (error) {
    if (error instanceof UserInputError) await show(talk, sorry(renderReply, error.message), BELOW);
    else await apologize(talk, desk, error);
  }
}

/** What concerns the channel is said to all of it, and needs the bot to be there. */
async function fulfil(talk: Conversation, desk: Desk, wish: Wish): Promise<void> {
  const { command: name, options, sharedBy, isOpen = false, isReplacing = false } = wish;
  const command = desk.bot.commands.find((candidate) => candidate.name === name);
  const caller = await findCaller(desk.client, talk, command, options);
  const use = { command: name, options, caller, ...(sharedBy !== undefined && { sharedBy }) };
  const answered = await ask(desk.bot, isOpen ? renderOpen : renderReply, use);
  const { isPublic = false, isShareable = false } = answered.reply;
  const isForAll = isPublic || (isShareable && (isOpen || sharedBy !== undefined));
  await show(
    talk,
    answered,
    isForAll ? { ...BELOW, isPrivate: false } : { ...BELOW, ...(isReplacing && { first: 'edit' }) },
  );
  const advice = isPublic && (await desk.bot.awaitsDigests(caller)) ? await settleIn(desk, talk) : undefined;
  if (advice !== undefined) await talk.say(renderPost(advice), BELOW);
}

/** Shows an answer, in as many messages as it takes, and its file last. */
async function show(talk: Conversation, { reply, messages }: Answer<MessageBody>, manner: Manner): Promise<void> {
  await talk.say(messages, manner);
  if (reply.file === undefined) return;
  const name = fileName(reply.file);
  await talk.give({ name, text: reply.file.text });
  const told = renderPost({ title: 'Your file', sections: [{ text: `${name} is in your direct messages.` }] });
  if (!isDirect(talk)) await talk.say(told, BELOW);
}

/** Tells the person that it did not work; where even that fails, only the log knows. */
async function apologize(talk: Conversation, { log }: Desk, error: unknown): Promise<void> {
  log.error({ err: error }, `an answer on Slack failed: ${messageOf(error)}`);
  await show(talk, apology(renderReply), BELOW).catch((failure: unknown) =>
    log.warn({ err: failure }, 'a person on Slack was left without an answer'),
  );
}

/** What all can see already needs no button that shows it to all. */
function renderOpen(reply: Reply, buttons: readonly Button[], command?: string): readonly MessageBody[] {
  return renderReply(reply, reply.isShareable ? buttons.filter(({ how }) => how !== 'share') : buttons, command);
}
