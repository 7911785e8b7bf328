import { ComponentType, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { buttonId, readButtonId } from '../../command/buttons.ts';
import { choiceOf, MAX_TEXT, missingOptions } from '../../command/options.ts';
import type { Command, OptionSpec, OptionValues } from '../../command.ts';
import { shorten } from '../../core/plain-text.ts';
import { MAX_CHOICE, MAX_FORM, MAX_FORM_LABEL } from './limits.ts';

/**
 * The form that asks for what a command still needs, drawn from its declaration; none where nothing is missing. Discord
 * itself asks for what is always required. What was given already stands in the form's id, which outlives a restart.
 */
export function toForm(command: Command, options: OptionValues): APIModalInteractionResponseCallbackData | undefined {
  const chosen = options[choiceOf(command)?.name ?? ''];
  const missing = missingOptions(options, command);
  const id = buttonId({ label: '', command: command.name, options, how: 'answer' });
  const isAskable =
    missing.length > 0 &&
    missing.length <= MAX_FORM &&
    missing.every(({ type, required }) => type === 'text' && !required);
  if (!isAskable || readButtonId(id) === undefined) return undefined;
  return {
    custom_id: id,
    title: shorten(`/papers ${command.name} ${chosen}`, MAX_FORM_LABEL),
    components: missing.map(toField),
  };
}

function toField({ name, description }: OptionSpec): APIModalInteractionResponseCallbackData['components'][number] {
  const field = { style: TextInputStyle.Short, required: true, max_length: MAX_TEXT } as const;
  return {
    type: ComponentType.Label,
    label: shorten(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, MAX_FORM_LABEL),
    description: shorten(description, MAX_CHOICE),
    component: { type: ComponentType.TextInput, custom_id: name, ...field },
  };
}
