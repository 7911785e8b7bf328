import { setTimeout } from 'node:timers/promises';
import { Events, MessageFlags } from 'discord.js';
import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Client,
  Interaction,
  Message,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import type { Caller } from '../../command.ts';
import { messageOf } from '../../core/errors.ts';
import { withinRequest } from '../../core/log-context.ts';
import { flatten, shorten } from '../../core/plain-text.ts';
import { acknowledge, ask, askShortcut, tooOld, type Answer } from '../answers.ts';
import { apologize, edit, show, type Conversation, type Desk, type Manner } from './answer.ts';
import { toCaller } from './caller.ts';
import { toForm } from './forms.ts';
import { COMPLETE_WITHIN_MS, MAX_CHOICE, MAX_ENTRIES } from './limits.ts';
import { renderPost, renderReply, type MessageBody } from './render.ts';

/** Answers everything people do, until the client is destroyed. */
export function serveInteractions(client: Client, desk: Desk): void {
  client.on(Events.InteractionCreate, (interaction) => {
    void withinRequest(() =>
      answer(interaction, desk).catch((error: unknown) =>
        // The time to acknowledge has passed, or Discord is out of reach: nobody is there to be told.
        desk.log.warn({ err: error }, `an interaction on Discord could not be answered: ${messageOf(error)}`),
      ),
    );
  });
}

async function answer(interaction: Interaction, desk: Desk): Promise<void> {
  if (interaction.isAutocomplete()) await complete(interaction, desk);
  else if (interaction.isChatInputCommand()) await runCommand(interaction, desk);
  else if (interaction.isMessageContextMenuCommand()) await runShortcut(interaction, desk);
  else if (interaction.isButton()) await pressButton(interaction, interaction.customId, desk);
  // What is chosen from a menu has an id as a button has.
  else if (interaction.isStringSelectMenu()) await pressButton(interaction, interaction.values[0] ?? '', desk);
  else if (interaction.isModalSubmit()) await submitForm(interaction, desk);
}

/** Acknowledged before anything else, be it with a form that asks for what is missing. */
async function runCommand(interaction: ChatInputCommandInteraction, desk: Desk): Promise<void> {
  const name = interaction.options.getSubcommand(false) ?? interaction.commandName;
  const given = interaction.options.data.flatMap((option) => option.options ?? option);
  const options = Object.fromEntries(given.map((option) => [option.name, toValue(option.value)]));
  const command = desk.bot.commands.find((candidate) => candidate.name === name);
  const form = command === undefined ? undefined : toForm(command, options);
  if (form !== undefined) return void (await acknowledge(desk.bot, 'discord', () => interaction.showModal(form)));
  await answerPrivately(interaction, desk, (caller) => ask(desk.bot, renderReply, { command: name, options, caller }));
}

/** What the form asked for joins what was given before it, which its id tells. */
async function submitForm(interaction: ModalSubmitInteraction, { bot, log }: Desk): Promise<void> {
  await answerPrivately(interaction, { bot, log }, async (caller) => {
    const before = await bot.findButton(interaction.customId);
    if (before === undefined) return tooOld(renderReply);
    const fields = interaction.fields.fields.map((field) => [field.customId, 'value' in field ? field.value : '']);
    const options = { ...before.options, ...Object.fromEntries(fields) };
    return ask(bot, renderReply, { command: before.command, options, caller });
  });
}

async function runShortcut(interaction: MessageContextMenuCommandInteraction, { bot, log }: Desk): Promise<void> {
  const command = bot.commands.find(({ shortcut }) => shortcut?.label === interaction.commandName);
  await answerPrivately(interaction, { bot, log }, (caller) =>
    askShortcut(bot, renderReply, command, textOf(interaction.targetMessage), caller),
  );
}

/** All that people see of a message, the addresses behind it too. */
function textOf({ content, embeds, components }: Message): string {
  return [content, JSON.stringify([embeds, components])].join(' ');
}

/** In direct messages all is private, and stays. */
async function answerPrivately(
  interaction: Exclude<Conversation, ButtonInteraction | StringSelectMenuInteraction>,
  desk: Desk,
  answer: (caller: Caller) => Promise<Answer<MessageBody>>,
): Promise<void> {
  const isDirect = interaction.guildId === null;
  await acknowledge(desk.bot, 'discord', () =>
    interaction.deferReply(isDirect ? {} : { flags: MessageFlags.Ephemeral }),
  );
  const manner: Manner = { first: 'edit', isPrivate: !isDirect };
  try {
    const answered = await answer(toCaller(interaction));
    await (answered.reply.isPublic && !isDirect ? showAll(interaction, answered) : show(interaction, answered, manner));
  } catch (error) {
    await apologize(interaction, error, desk.log, manner);
  }
}

/** What was deferred privately stays private: the person is told that it is done, and the channel what was done. */
async function showAll(interaction: Conversation, answered: Answer<MessageBody>): Promise<void> {
  const [done] = renderPost({ title: 'Done', sections: [{ text: 'The channel is told of it.' }] });
  if (done !== undefined) await edit(interaction, done.components);
  await show(interaction, answered, { first: 'follow', isPrivate: false });
}

/** Acknowledged before it is known what the button does: after this kind both editing and following up are open. */
async function pressButton(
  interaction: ButtonInteraction | StringSelectMenuInteraction,
  id: string,
  desk: Desk,
): Promise<void> {
  await acknowledge(desk.bot, 'discord', () => interaction.deferUpdate());
  const isDirect = interaction.guildId === null;
  const below: Manner = { first: 'follow', isPrivate: !isDirect };
  try {
    const button = await desk.bot.findButton(id);
    if (button === undefined) return await show(interaction, tooOld(renderReply), below);
    const sharedBy = button.how === 'share' ? interaction.user.displayName : undefined;
    const { command, options } = button;
    const use = { command, options, caller: toCaller(interaction), ...(sharedBy !== undefined && { sharedBy }) };
    const answered = await ask(desk.bot, renderReply, use);
    const isForAll = answered.reply.isPublic || (sharedBy !== undefined && answered.reply.isShareable);
    // What all can see is not turned over by one.
    const isOwn = isDirect || interaction.message.flags.has(MessageFlags.Ephemeral);
    if (isForAll) await show(interaction, answered, { first: 'follow', isPrivate: false });
    else await show(interaction, answered, button.how === 'replace' && isOwn ? { ...below, first: 'edit' } : below);
  } catch (error) {
    await apologize(interaction, error, desk.log, below);
  }
}

/** A completion that is late or fails is none. */
async function complete(interaction: AutocompleteInteraction, { bot, log }: Desk): Promise<void> {
  const suggested = async (): Promise<readonly { label: string; value: string }[]> => {
    const name = interaction.options.getSubcommand(false);
    const { name: option, value } = interaction.options.getFocused(true);
    const command = bot.commands.find((candidate) => candidate.name === name);
    return command === undefined ? [] : bot.complete(command, option, String(value), toCaller(interaction));
  };
  const late = new AbortController();
  const none = setTimeout(COMPLETE_WITHIN_MS, [], { signal: late.signal, ref: false }).catch(() => []);
  const failed = (error: unknown): [] => {
    log.warn({ err: error }, 'a completion on Discord failed');
    return [];
  };
  const suggestions = await Promise.race([suggested().catch(failed), none]);
  late.abort();
  const fitting = suggestions.filter(({ value }) => value !== '' && value.length <= MAX_CHOICE).slice(0, MAX_ENTRIES);
  await interaction.respond(
    fitting.map(({ label, value }) => ({ name: shorten(flatten(label), MAX_CHOICE) || value, value })),
  );
}

/** Discord also knows options that are yes or no, and files; ours are none of them. */
function toValue(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value);
}
