import type { Command, OptionSpec, OptionValues } from '../command.ts';
import { UserInputError } from '../core/errors.ts';
import { shorten } from '../core/plain-text.ts';
import { list } from '../core/wording.ts';

/** The longest text an option takes, in characters. */
export const MAX_TEXT = 4000;

/**
 * Holds options against their declaration, wherever they come from: a form, a typed line, or the id of a button, which
 * anyone can make up. Blank texts count as not given. Throws `UserInputError`: one sentence, and an example.
 */
export function checkOptions(given: OptionValues, command: Command): OptionValues {
  const stranger = Object.keys(given).find((name) => !command.options.some((option) => option.name === name));
  if (stranger !== undefined) throw unknownOption(stranger, command);
  const values = new Map(
    command.options.flatMap((option) => {
      const value = given[option.name];
      return value === undefined || isBlank(value) ? [] : [[option.name, checkValue(value, option, command)] as const];
    }),
  );
  const chosen = values.get(choiceOf(command)?.name ?? '');
  for (const option of command.options) checkPlace(option, values.has(option.name), chosen, command);
  return Object.fromEntries(values);
}

/** A text option as it was meant: without blanks or one pair of quotes around it; empty where it was not given. */
export function readText(options: OptionValues, name: string): string {
  return unquote(String(options[name] ?? ''));
}

/** A text without blanks and one pair of quotes around the whole, also where the second is still missing. */
export function unquote(text: string): string {
  return text
    .trim()
    .replace(/^["“]([^"“”]*)["”]?$/, '$1')
    .trim();
}

/** The choice that decides which other options a command needs; most have none. */
export function choiceOf(command: Command): OptionSpec | undefined {
  return command.options.find(({ type }) => type === 'choice');
}

/** Whether an option must be given where the command's choice has this value. */
export function isNeeded({ required, neededFor }: OptionSpec, chosen: string | number | undefined): boolean {
  return required === true || neededFor?.some((value) => value === chosen) === true;
}

/** What a command cannot do without, as far as it was not given. */
export function missingOptions(given: OptionValues, command: Command): readonly OptionSpec[] {
  const chosen = given[choiceOf(command)?.name ?? ''];
  return command.options.filter((option) => isNeeded(option, chosen) && given[option.name] === undefined);
}

/** Whether there is nothing wrong with what was given but that it is not all. */
export function isRightSoFar(options: OptionValues, command: Command): boolean {
  const optional = command.options.map(({ required: _required, neededFor: _neededFor, ...option }) => option);
  try {
    checkOptions(options, { ...command, options: optional });
    return true;
  } catch {
    return false;
  }
}

/** The mistake of using a command wrongly: what is wrong, without a full stop, then an example. */
export function misuse(command: Command, sentence: string): UserInputError {
  const example = command.examples.at(-1);
  return new UserInputError(`${sentence}.${example === undefined ? '' : `\nFor example: ${example}`}`);
}

/** The mistake of naming an option that the command does not have. */
export function unknownOption(name: string, command: Command): UserInputError {
  const names = command.options.map((option) => `"--${option.name}"`);
  const has = names.length === 0 ? 'it takes none' : `it takes ${list(names, 'and')}`;
  return misuse(command, `"${command.name}" has no option "--${shorten(name)}"; ${has}`);
}

function checkPlace(option: OptionSpec, isGiven: boolean, chosen: string | number | undefined, command: Command): void {
  const { name, description, neededFor = [] } = option;
  const use = isNeeded(option, chosen) && neededFor.length > 0 ? `${command.name} ${chosen}` : command.name;
  if (!isGiven && isNeeded(option, chosen)) throw misuse(command, `"${use}" needs a ${name}: ${description}`);
  if (!isGiven || neededFor.length === 0 || isNeeded(option, chosen)) return;
  const uses = neededFor.map((value) => `"${command.name} ${value}"`);
  throw misuse(command, `"${name}" goes with ${list(uses, 'or')} only`);
}

function checkValue(value: string | number, option: OptionSpec, command: Command): string | number {
  if (option.type === 'integer') return checkInteger(value, option, command);
  const text = String(value).trim();
  const { name, type, choices = [] } = option;
  if (type === 'choice') {
    const choice = choices.find((candidate) => candidate === text.toLowerCase());
    if (choice !== undefined) return choice;
    throw misuse(command, `"${name}" must be ${list(choices, 'or')}, not "${shorten(text)}"`);
  }
  if (text.length <= MAX_TEXT) return text;
  throw misuse(command, `"${name}" has ${text.length} characters, but may have no more than ${MAX_TEXT}`);
}

function checkInteger(value: string | number, option: OptionSpec, command: Command): number {
  const { name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = option;
  const text = String(value).trim();
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  const range = [
    ...(option.min === undefined ? [] : [`from ${min}`]),
    ...(option.max === undefined ? [] : [`to ${max}`]),
  ];
  throw misuse(command, `"${name}" must be ${['a whole number', ...range].join(' ')}, not "${shorten(text)}"`);
}

function isBlank(value: string | number): boolean {
  return typeof value === 'string' && value.trim() === '';
}
