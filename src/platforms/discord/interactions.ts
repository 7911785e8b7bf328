import { setTimeout } from 'node:timers/promises';
import { Events, MessageFlags } from 'discord.js';
import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Client,
  Interaction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';
import type { OptionValues } from '../../command.ts';
import { messageOf } from '../../core/errors.ts';
import { apologize, ask, edit, show, sorry, type Answer, type Conversation, type Desk, type Manner } from './answer.ts';
import { toCaller } from './caller.ts';
import { flatten, shorten } from './escape.ts';
import { toForm } from './forms.ts';
import { COMPLETE_WITHIN_MS, MAX_CHOICE, MAX_ENTRIES } from './limits.ts';
import { renderPost } from './render.ts';

const TOO_OLD = 'This button is too old. Use the command again, and press the one below its new answer.';

/** Answers everything people do, until the client is destroyed. */
export function serveInteractions(client: Client, desk: Desk): void {
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction, desk).catch((error: unknown) =>
      // The time to acknowledge has passed, or Discord is out of reach: nobody is there to be told.
      desk.log.warn({ err: error }, `an interaction on Discord could not be answered: ${messageOf(error)}`),
    );
  });
}

async function answer(interaction: Interaction, desk: Desk): Promise<void> {
  if (interaction.isAutocomplete()) await complete(interaction, desk);
  else if (interaction.isChatInputCommand()) await runCommand(interaction, desk);
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
  if (form !== undefined) await interaction.showModal(form);
  else await answerPrivately(interaction, desk, async () => ({ name, options }));
}

/** What the form asked for joins what was given before it, which its id tells. */
async function submitForm(interaction: ModalSubmitInteraction, desk: Desk): Promise<void> {
  await answerPrivately(interaction, desk, async () => {
    const before = await desk.bot.findButton(interaction.customId);
    const fields = interaction.fields.fields.map((field) => [field.customId, 'value' in field ? field.value : '']);
    return before && { name: before.command, options: { ...before.options, ...Object.fromEntries(fields) } };
  });
}

/** In direct messages all is private, and stays. */
async function answerPrivately(
  interaction: ChatInputCommandInteraction | ModalSubmitInteraction,
  desk: Desk,
  read: () => Promise<{ name: string; options: OptionValues } | undefined>,
): Promise<void> {
  const isDirect = interaction.guildId === null;
  await interaction.deferReply(isDirect ? {} : { flags: MessageFlags.Ephemeral });
  const manner: Manner = { first: 'edit', isPrivate: !isDirect };
  try {
    const use = await read();
    if (use === undefined) return await show(interaction, tooOld(), manner);
    const answered = await ask(desk, use.name, use.options, toCaller(interaction));
    await (answered.reply.isPublic && !isDirect ? showAll(interaction, answered) : show(interaction, answered, manner));
  } catch (error) {
    await apologize(interaction, error, desk.log, manner);
  }
}

/** What was deferred privately stays private: the person is told that it is done, and the channel what was done. */
async function showAll(interaction: Conversation, answered: Answer): Promise<void> {
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
  await interaction.deferUpdate();
  const isDirect = interaction.guildId === null;
  const below: Manner = { first: 'follow', isPrivate: !isDirect };
  try {
    const button = await desk.bot.findButton(id);
    if (button === undefined) return await show(interaction, tooOld(), below);
    const sharedBy = button.how === 'share' ? interaction.user.displayName : undefined;
    const answered = await ask(desk, button.command, button.options, toCaller(interaction), sharedBy);
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

function tooOld(): Answer {
  return { reply: sorry(TOO_OLD), messages: renderPost(sorry(TOO_OLD)) };
}

/** Discord also knows options that are yes or no, and files; ours are none of them. */
function toValue(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value);
}
