import type { types } from '@slack/bolt';
import { z } from 'zod';
import { buttonId } from '../../command/buttons.ts';
import { choiceOf, isRightSoFar, missingOptions } from '../../command/options.ts';
import type { Button, Command, OptionSpec, OptionValues } from '../../command.ts';
import { shorten } from '../../core/plain-text.ts';
import { MAX_FORM_METADATA, MAX_FORM_TEXT, MAX_FORM_TITLE } from './limits.ts';

/** A form that asks for what a command still needs. */
export interface Form {
  /** The use of the command as far as it was given, whose id is the form's. */
  readonly before: Button;
  readonly view: types.ModalView;
}

/** Where a form's answer belongs. */
const returnSchema = z.object({
  channel: z.string(),
  responseUrl: z.string().optional(),
});

/** Where a form's answer belongs; without a channel it is for the person alone. */
export type Return = Partial<z.infer<typeof returnSchema>>;

const stateSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.looseObject({
      value: z.string().nullish(),
      selected_option: z.looseObject({ value: z.string() }).nullish(),
    }),
  ),
);

/**
 * The form that asks for what a command still needs, drawn from its declaration; none where nothing is missing, or what
 * was given is wrong already. It keeps what was given and where it belongs, and so outlives a restart.
 */
export function toForm(command: Command, options: OptionValues, back: Return): Form | undefined {
  const missing = missingOptions(options, command);
  if (missing.length === 0 || !isRightSoFar(options, command)) return undefined;
  const before: Button = { label: '', command: command.name, options, how: 'answer' };
  const kept = JSON.stringify(back);
  const chosen = options[choiceOf(command)?.name ?? ''] ?? '';
  const view: types.ModalView = {
    type: 'modal',
    callback_id: buttonId(before),
    private_metadata: kept.length <= MAX_FORM_METADATA ? kept : '',
    title: plain(shorten(`/papers ${command.name} ${chosen}`.trim(), MAX_FORM_TITLE)),
    submit: plain('Send'),
    close: plain('Cancel'),
    blocks: missing.map(toField),
  };
  return { before, view };
}

/** Where a form says that its answer belongs. */
export function readReturn(metadata: string): Return {
  try {
    return returnSchema.safeParse(JSON.parse(metadata)).data ?? {};
  } catch {
    return {};
  }
}

/** What people filled in. */
export function readFields(values: unknown): OptionValues {
  const fields = Object.entries(stateSchema.safeParse(values).data ?? {}).flatMap(([name, elements]) =>
    Object.values(elements).map((element) => [name, element.selected_option?.value ?? element.value ?? ''] as const),
  );
  return Object.fromEntries(fields);
}

function toField(option: OptionSpec): types.InputBlock {
  const { name, description } = option;
  return {
    type: 'input',
    block_id: name,
    label: plain(`${name.charAt(0).toUpperCase()}${name.slice(1)}`),
    hint: plain(description),
    element: toElement(option),
  };
}

function toElement({ name, type, choices = [], min, max }: OptionSpec): types.InputBlock['element'] {
  if (type === 'choice')
    return {
      type: 'static_select',
      action_id: name,
      options: choices.map((choice) => ({ text: plain(choice), value: choice })),
    };
  if (type === 'text') return { type: 'plain_text_input', action_id: name, max_length: MAX_FORM_TEXT };
  return {
    type: 'number_input',
    action_id: name,
    is_decimal_allowed: false,
    ...(min !== undefined && { min_value: String(min) }),
    ...(max !== undefined && { max_value: String(max) }),
  };
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
