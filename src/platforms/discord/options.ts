import type { Command, OptionSpec, OptionValues } from '../../command.ts';
import { UserInputError } from '../../core/errors.ts';

/** One option as Discord hands it over. */
export interface GivenOption {
  readonly name: string;
  readonly value?: string | number | boolean | undefined;
}

/**
 * Checks what came in against the declaration, for it may be of an older one, or not come from Discord's own form. Throws
 * `UserInputError`, one sentence.
 */
export function readOptions(command: Command, given: readonly GivenOption[]): OptionValues {
  const unknown = given.find(({ name }) => !command.options.some((option) => option.name === name));
  if (unknown !== undefined)
    throw new UserInputError(`"${command.name}" has no option "${unknown.name.slice(0, 40)}"; type it anew.`);
  const values = command.options.flatMap((option) => {
    const value = given.find(({ name }) => name === option.name)?.value;
    if (value !== undefined && value !== '') return [[option.name, checkValue(option, value)] as const];
    if (option.required) throw new UserInputError(`"${command.name}" needs a ${option.name}: ${option.description}.`);
    return [];
  });
  return Object.fromEntries(values);
}

function checkValue(
  { name, type, min, max, choices = [] }: OptionSpec,
  value: string | number | boolean,
): string | number {
  if (type === 'text') return String(value);
  if (type === 'choice') {
    const choice = choices.find((word) => word === value);
    if (choice === undefined) throw new UserInputError(`"${name}" must be one of ${choices.join(', ')}.`);
    return choice;
  }
  const isWithin =
    Number.isSafeInteger(value) && Number(value) >= (min ?? -Infinity) && Number(value) <= (max ?? Infinity);
  if (isWithin) return Number(value);
  const range = [...(min === undefined ? [] : [`from ${min}`]), ...(max === undefined ? [] : [`to ${max}`])];
  throw new UserInputError(`"${name}" must be ${['a whole number', ...range].join(' ')}.`);
}
