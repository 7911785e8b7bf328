import { ComponentType, MessageFlags } from 'discord.js';
import type {
  APIMessageTopLevelComponent,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Bot } from '../../platform.ts';
import { apology, type Answer } from '../answers.ts';
import { fileName } from '../reply.ts';
import { renderReply, type MessageBody } from './render.ts';

/** Who answers, and where faults are told of. */
export interface Desk {
  readonly bot: Bot;
  readonly log: Log;
}

/** An interaction that can be answered by messages. */
export type Conversation =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | ModalSubmitInteraction
  | StringSelectMenuInteraction;

/** Where an answer's first message goes: in place of one that stands there already, or below; all others follow it. */
export interface Manner {
  readonly first: 'edit' | 'follow';
  readonly isPrivate: boolean;
}

/** Shows an answer, in as many messages as it takes, and its file last. */
export async function show(
  interaction: Conversation,
  { reply, messages }: Answer<MessageBody>,
  manner: Manner,
): Promise<void> {
  for (const [i, { components }] of messages.entries()) {
    await (i === 0 && manner.first === 'edit'
      ? edit(interaction, components)
      : follow(interaction, components, manner));
  }
  if (reply.file === undefined) return;
  const name = fileName(reply.file);
  const file = { type: ComponentType.File, file: { url: `attachment://${name}` } } as const;
  await follow(interaction, [file], manner, [{ name, attachment: Buffer.from(reply.file.text) }]);
}

/** Tells the person that it did not work; where even that fails, only the log knows. */
export async function apologize(interaction: Conversation, error: unknown, log: Log, manner: Manner): Promise<void> {
  log.error({ err: error }, `an answer on Discord failed: ${messageOf(error)}`);
  await show(interaction, apology(renderReply), manner).catch((failure: unknown) =>
    log.warn({ err: failure }, 'a person on Discord was left without an answer'),
  );
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
