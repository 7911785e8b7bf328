import { ComponentType, MessageFlags } from 'discord.js';
import type {
  APIMessageTopLevelComponent,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import { buttonId } from '../../command/buttons.ts';
import type { Caller, Command, OptionValues, Reply } from '../../command.ts';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Bot } from '../../platform.ts';
import { allButtons, renderReply, replyButtons, type MessageBody } from './render.ts';

/** Who answers, and where faults are told of. */
export interface Desk {
  readonly bot: Bot;
  readonly log: Log;
}

/** An interaction that can be answered by messages. */
export type Conversation =
  ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction | StringSelectMenuInteraction;

/** A reply with its messages. */
export interface Answer {
  readonly reply: Reply;
  readonly messages: readonly MessageBody[];
}

/** Where an answer's first message goes: in place of one that stands there already, or below; all others follow it. */
export interface Manner {
  readonly first: 'edit' | 'follow';
  readonly isPrivate: boolean;
}

const UNKNOWN_COMMAND = 'This Paperboy does not know that command any more. Type /papers to see those it knows.';

/** Runs a command with what was given; the bot holds it against the declaration. */
export async function ask(
  { bot }: Desk,
  name: string,
  given: OptionValues,
  caller: Caller,
  sharedBy?: string,
): Promise<Answer> {
  const command = bot.commands.find((candidate) => candidate.name === name);
  if (command === undefined)
    return { reply: sorry(UNKNOWN_COMMAND), messages: renderReply(sorry(UNKNOWN_COMMAND), []) };
  const reply = await bot.invoke(command, { ...caller, options: given });
  return render(bot, reply, command, given, sharedBy);
}

/** Shows an answer, in as many messages as it takes, and its file last. */
export async function show(interaction: Conversation, { reply, messages }: Answer, manner: Manner): Promise<void> {
  for (const [i, { components }] of messages.entries()) {
    await (i === 0 && manner.first === 'edit'
      ? edit(interaction, components)
      : follow(interaction, components, manner));
  }
  if (reply.file === undefined) return;
  const name = reply.file.name.replace(/[^\w.-]+/g, '-');
  const file = { type: ComponentType.File, file: { url: `attachment://${name}` } } as const;
  await follow(interaction, [file], manner, [{ name, attachment: Buffer.from(reply.file.text) }]);
}

/** Tells the person that it did not work; where even that fails, only the log knows. */
export async function apologize(interaction: Conversation, error: unknown, log: Log, manner: Manner): Promise<void> {
  log.error({ err: error }, `an answer on Discord failed: ${messageOf(error)}`);
  const reply = sorry('Something went wrong on our side. Please try again in a moment.');
  await show(interaction, { reply, messages: renderReply(reply, []) }, manner).catch((failure: unknown) =>
    log.warn({ err: failure }, 'a person on Discord was left without an answer'),
  );
}

/** A reply that says what is wrong. */
export function sorry(text: string): Reply {
  return { title: 'That did not work', sections: [{ text }] };
}

/** Replaces the message the interaction stands for. */
export async function edit(
  interaction: Conversation,
  components: readonly APIMessageTopLevelComponent[],
): Promise<void> {
  await interaction.editReply({ flags: MessageFlags.IsComponentsV2, components, allowedMentions: { parse: [] } });
}

async function follow(
  interaction: Conversation,
  components: readonly APIMessageTopLevelComponent[],
  { isPrivate }: Manner,
  files: readonly { name: string; attachment: Buffer }[] = [],
): Promise<void> {
  await interaction.followUp({
    flags: MessageFlags.IsComponentsV2 | (isPrivate ? MessageFlags.Ephemeral : 0),
    components,
    files,
    allowedMentions: { parse: [] },
  });
}

async function render(
  bot: Bot,
  reply: Reply,
  command: Command,
  options: OptionValues,
  sharedBy: string | undefined,
): Promise<Answer> {
  const isShared = sharedBy !== undefined && reply.isShareable === true;
  const shown = isShared
    ? { ...reply, footer: [reply.footer ?? [], `Shared by ${sharedBy}`].flat().join('\n') }
    : reply;
  const buttons = isShared ? (reply.buttons ?? []) : replyButtons(reply, command, options);
  const kept = allButtons(shown, buttons).filter((button) => buttonId(button).startsWith('#'));
  if (kept.length > 0) await bot.keepButtons(kept);
  return { reply: shown, messages: renderReply(shown, buttons, command.name) };
}
