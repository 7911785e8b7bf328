import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord.js';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Command, OptionSpec } from '../../command.ts';
import { shorten } from './escape.ts';
import { MAX_CHOICE } from './limits.ts';

/** The command under which all others stand. */
const ROOT = 'papers';

/** The declarations as Discord takes them: one command with a subcommand for each, in servers and in direct messages. */
export function toDiscordCommand(commands: readonly Command[]): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: ROOT,
    description: 'Research papers for this channel',
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: commands.map(toSubcommand),
  };
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
