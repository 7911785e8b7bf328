import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command, OptionSpec } from '../../command.ts';
import { shorten } from '../../core/plain-text.ts';
import { MAX_CHOICE } from './limits.ts';

/** The command under which all others stand. */
const ROOT = 'papers';

/** Where commands may be used: in servers and in direct messages. */
const PLACES = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
};

/** The declarations as Discord takes them: one command with a subcommand for each, and one in the menu of messages for each shortcut. */
export function toDiscordCommands(commands: readonly Command[]): readonly RESTPostAPIApplicationCommandsJSONBody[] {
  const root = {
    type: ApplicationCommandType.ChatInput,
    name: ROOT,
    description: 'Research papers for this channel',
    ...PLACES,
    options: commands.map(toSubcommand),
  } as const;
  const shortcuts = commands.flatMap(({ shortcut }) => shortcut?.label ?? []);
  return [root, ...shortcuts.map((name) => ({ type: ApplicationCommandType.Message, name, ...PLACES }) as const)];
}

function toSubcommand({ name, description, options }: Command): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: describe(description),
    // Discord wants those that are required first.
    options: options.toSorted((a, b) => Number(b.required ?? false) - Number(a.required ?? false)).map(toOption),
  };
}

function toOption({
  name,
  description,
  type,
  required,
  min,
  max,
  choices,
  complete,
}: OptionSpec): APIApplicationCommandBasicOption {
  const base = { name, description: describe(description), ...(required && { required }) };
  if (type === 'integer')
    return {
      ...base,
      type: ApplicationCommandOptionType.Integer,
      ...(min !== undefined && { min_value: min }),
      ...(max !== undefined && { max_value: max }),
    };
  const text = { ...base, type: ApplicationCommandOptionType.String } as const;
  if (type === 'choice')
    return { ...text, choices: (choices ?? []).map((choice) => ({ name: choice, value: choice })) };
  return complete === undefined ? text : { ...text, autocomplete: true };
}

function describe(description: string): string {
  return shorten(description, MAX_CHOICE);
}
