import type { Command, OptionSpec } from '../../command.ts';
import { UserInputError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';

/** A typed line, understood: which command, and its options checked against their declaration. */
export interface ParsedInput {
  readonly command: Command;
  readonly options: Readonly<Record<string, string | number>>;
}

/** The text after one `--name`, or after none, up to the next. */
interface Piece {
  readonly flag: string;
  readonly text: string;
}

/** How much of a person's own words an error repeats, in characters. */
const ECHO_LENGTH = 40;

const WORD = /(?:"[^"]*(?:"|$)|[^\s"])+/;
const FLAG = /^--(?:$|([a-z][\w-]*)=?)/i;

/**
 * Reads a line such as `search "sparse autoencoder" -survey --limit 5`, also with `/papers` or `/` before it. Options
 * are given as `--name value` or `--name=value`, or by place; the last text option takes the rest as it is typed, quotes
 * and all; after a lone `--` nothing is an option's name. Throws `UserInputError`: one sentence and the usage.
 */
export function parseInput(line: string, commands: readonly Command[]): ParsedInput {
  const input = line.trim().replace(/^(?:\/?papers(?!\S)|\/)\s*/i, '');
  const [name = ''] = input.split(/\s/, 1);
  const command = commands.find((candidate) => candidate.name === name.toLowerCase());
  if (command === undefined) throw new UserInputError(unknownCommand(name, commands));
  return { command, options: parseOptions(input.slice(name.length), command) };
}

/** Completes the name of a command, for node:readline: the candidates, and the typed text they replace. */
export function completeInput(line: string, commands: readonly Command[]): [string[], string] {
  const typed = /^\s*(?:\/?papers\s+|\/)?(?:help\s+)?(\S*)$/i.exec(line)?.[1];
  if (typed === undefined) return [[], line];
  const names = commands.map(({ name }) => name).filter((name) => name.startsWith(typed.toLowerCase()));
  return [names.map((name) => `${name} `), typed];
}

function parseOptions(rest: string, command: Command): Record<string, string | number> {
  const given = new Map<string, string>();
  let left = takeNamed(splitFlags(rest), command, given);
  for (const option of command.options.filter(({ name }) => !given.has(name))) {
    if (left === '') break;
    const taken = take(left, option, command);
    given.set(option.name, taken.value);
    left = taken.left;
  }
  if (left !== '') throw misuse(command, `"${command.name}" takes nothing like "${shorten(left)}"`);
  const missing = command.options.find(({ name, required }) => required && !given.get(name));
  if (missing) throw misuse(command, `"${command.name}" needs a ${missing.name}: ${missing.description}`);
  return checkValues(given, command);
}

function splitFlags(rest: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let flag = '';
  let start = 0;
  for (const word of rest.matchAll(new RegExp(WORD, 'g'))) {
    const match = FLAG.exec(word[0]);
    if (match === null) continue;
    pieces.push({ flag, text: rest.slice(start, word.index).trim() });
    flag = match[1]?.toLowerCase() ?? '';
    start = word.index + match[0].length;
    if (flag === '') break;
  }
  return [...pieces, { flag, text: rest.slice(start).trim() }];
}

/** Moves named values into `given`; returns the text that belongs to no name. */
function takeNamed(pieces: readonly Piece[], command: Command, given: Map<string, string>): string {
  const free = pieces.map(({ flag, text }) => {
    if (flag === '') return text;
    const option = command.options.find(({ name }) => name === flag);
    if (option === undefined) throw misuse(command, unknownOption(flag, command));
    if (given.has(flag)) throw misuse(command, `"--${flag}" is given twice`);
    const { value, left } = take(text, option, command);
    if (value === '') throw misuse(command, `"--${flag}" needs a value`);
    given.set(flag, value);
    return left;
  });
  return free.filter((text) => text !== '').join(' ');
}

function take(text: string, option: OptionSpec, command: Command): { value: string; left: string } {
  const lastText = command.options.findLast(({ type }) => type === 'text');
  if (option === lastText) return { value: text, left: '' };
  const word = WORD.exec(text)?.[0] ?? '';
  return { value: word.replace(/^"([^"]*)"?$/, '$1'), left: text.slice(word.length).trim() };
}

function checkValues(given: ReadonlyMap<string, string>, command: Command): Record<string, string | number> {
  const values = command.options.flatMap((option) => {
    const value = given.get(option.name);
    return value === undefined ? [] : [[option.name, checkValue(value, option, command)] as const];
  });
  return Object.fromEntries(values);
}

function checkValue(value: string, option: OptionSpec, command: Command): string | number {
  if (option.type === 'text') return value;
  const { name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = option;
  const number = /^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  const range = [
    ...(option.min === undefined ? [] : [`from ${min}`]),
    ...(option.max === undefined ? [] : [`to ${max}`]),
  ];
  throw misuse(command, `"${name}" must be ${['a whole number', ...range].join(' ')}, not "${shorten(value)}"`);
}

function unknownCommand(name: string, commands: readonly Command[]): string {
  if (name === '') return 'A command is missing; type "help" to see them all.';
  const names = commands.map((command) => command.name);
  const near = nearest(name.toLowerCase(), names);
  const none = `There is no command "${shorten(name)}"`;
  return `${near === undefined ? `${none}; type` : `${none}; did you mean "${near}"? Type`} "help" to see them all.`;
}

function unknownOption(flag: string, command: Command): string {
  const names = command.options.map(({ name }) => `"--${name}"`);
  const has = names.length === 0 ? 'it takes none' : `it takes ${names.join(' and ')}`;
  return `"${command.name}" has no option "--${shorten(flag)}"; ${has}`;
}

function misuse(command: Command, sentence: string): UserInputError {
  const example = command.examples.at(-1);
  return new UserInputError(`${sentence}.${example === undefined ? '' : `\nFor example: ${example}`}`);
}

function shorten(text: string): string {
  return text.length <= ECHO_LENGTH ? text : `${text.slice(0, ECHO_LENGTH)}…`;
}
