import type { Command, OptionSpec, OptionValues } from '../command.ts';
import { UserInputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import { shorten } from '../core/plain-text.ts';
import { checkOptions, choiceOf, isNeeded, isRightSoFar, misuse, unknownOption, unquote } from './options.ts';

/** A typed line, understood: which command, and its options checked against their declaration. */
export interface TypedCommand {
  readonly command: Command;
  readonly options: OptionValues;
}

/** The text after one `--name`, or after none, up to the next. */
interface Piece {
  readonly flag: string;
  readonly text: string;
}

const WORD = /(?:"[^"]*(?:"|$)|[^\s"])+/;
const FLAG = /^--(?:$|([a-z][\w-]*)=?)/i;

/**
 * Reads a line such as `search "sparse autoencoder" -survey --page 2`, also with `/papers` or `/` before it. Options
 * are given as `--name value` or `--name=value`. By place stand choices, numbers and the texts that are needed, or else
 * the first text; the last such text takes the rest as it is typed, quotes and all; a text that only goes by its name
 * takes all up to the next one. After a lone `--` nothing is an option's name. Throws `UserInputError`: one sentence and an example.
 */
export function parseInput(line: string, commands: readonly Command[]): TypedCommand {
  const { command, options } = readInput(line, commands);
  return { command, options: checkOptions(options, command) };
}

/** Reads a line as {@link parseInput} does, its options as they were typed: some may be missing yet, or wrong. */
export function readInput(line: string, commands: readonly Command[]): TypedCommand {
  const { name, rest } = splitInput(line);
  const command = commands.find((candidate) => candidate.name === name.toLowerCase());
  if (command === undefined) throw new UserInputError(unknownCommand(name, commands));
  return { command, options: readOptions(rest, command) };
}

/**
 * Whether what is said to the bot among people who talk is a command, and no question to it: it begins with `/` or `papers `,
 * or is nothing but a command's name with choices and numbers.
 */
export function isCommandLine(line: string, commands: readonly Command[]): boolean {
  if (/^\s*(?:\/|papers\s)/i.test(line)) return true;
  try {
    const { command, options } = readInput(line, commands);
    const hasText = command.options.some(({ name, type }) => type === 'text' && options[name] !== undefined);
    return !hasText && isRightSoFar(options, command);
  } catch (error) {
    if (error instanceof UserInputError) return false;
    throw error;
  }
}

/** The first word of a line, past `/papers` or `/`, and all that follows it as it is typed. */
export function splitInput(line: string): { readonly name: string; readonly rest: string } {
  const input = line.trimStart().replace(/^(?:\/?papers(?!\S)|\/)\s*/i, '');
  const [name = ''] = input.split(/\s/, 1);
  return { name, rest: input.slice(name.length) };
}

/** Cuts what follows a command's name at each `--name`. */
export function splitFlags(rest: string): readonly Piece[] {
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

/** The texts that may stand without their name, where the command's choice has this value. */
export function placedTexts({ options }: Command, chosen: string | undefined): readonly OptionSpec[] {
  const texts = options.filter(({ type }) => type === 'text');
  const needed = texts.filter((option) => isNeeded(option, chosen));
  return needed.length > 0 ? needed : texts.filter(({ neededFor }) => neededFor === undefined).slice(0, 1);
}

/** The first word of a text, or quoted words, and what is left. */
export function takeWord(text: string): { readonly word: string; readonly left: string } {
  const word = WORD.exec(text)?.[0] ?? '';
  return { word, left: text.slice(word.length).trim() };
}

/** The value of a choice that a text begins with, where it does. */
export function takeChoice({ choices = [] }: OptionSpec, text: string): string | undefined {
  const { word } = takeWord(text);
  return choices.find((choice) => choice === unquote(word).toLowerCase());
}

function readOptions(rest: string, command: Command): OptionValues {
  const pieces = splitFlags(rest);
  const placed = placedTexts(command, chosenIn(pieces, command));
  const given = new Map<string, string>();
  let left = takeNamed(pieces, placed, command, given);
  for (const option of command.options) {
    if (left === '') break;
    if (given.has(option.name) || !standsHere(option, left, placed)) continue;
    const taken = take(left, option, placed);
    given.set(option.name, taken.value);
    left = taken.left;
  }
  if (left !== '') throw leftOver(left, given, command);
  return Object.fromEntries(given);
}

/** What the command's choice will be: named, or at the very start. */
function chosenIn(pieces: readonly Piece[], command: Command): string | undefined {
  const choice = choiceOf(command);
  const piece =
    pieces.find(({ flag }) => flag === choice?.name) ?? pieces.find(({ flag, text }) => flag === '' && text);
  return choice && piece && takeChoice(choice, piece.text);
}

/** Moves named values into `given`; returns the text that belongs to no name. */
function takeNamed(
  pieces: readonly Piece[],
  placed: readonly OptionSpec[],
  command: Command,
  given: Map<string, string>,
): string {
  const free = pieces.map(({ flag, text }) => {
    if (flag === '') return text;
    const option = command.options.find(({ name }) => name === flag);
    if (option === undefined) throw unknownOption(flag, command);
    if (given.has(flag)) throw misuse(command, `"--${flag}" is given twice`);
    const { value, left } = take(text, option, placed);
    if (value === '') throw misuse(command, `"--${flag}" needs a value`);
    given.set(flag, value);
    return left;
  });
  return free.filter((text) => text !== '').join(' ');
}

function standsHere(option: OptionSpec, text: string, placed: readonly OptionSpec[]): boolean {
  if (option.type === 'text') return placed.includes(option);
  return option.type === 'integer' || option.required === true || takeChoice(option, text) !== undefined;
}

function take(text: string, option: OptionSpec, placed: readonly OptionSpec[]): { value: string; left: string } {
  if (takesRest(option, placed)) return { value: placed.includes(option) ? text : unquote(text), left: '' };
  const { word, left } = takeWord(text);
  return { value: word.replace(/^"([^"]*)"?$/, '$1'), left };
}

/** Whether an option takes all that stands up to the next name, rather than a word. */
export function takesRest(option: OptionSpec, placed: readonly OptionSpec[]): boolean {
  return option.type === 'text' && (option === placed.at(-1) || !placed.includes(option));
}

function leftOver(left: string, given: ReadonlyMap<string, string>, command: Command): UserInputError {
  const choice = choiceOf(command);
  const nothing = `"${command.name}" takes nothing like "${shorten(left)}"`;
  if (choice === undefined || given.has(choice.name)) return misuse(command, nothing);
  const { word, left: behind } = takeWord(left);
  const near = nearest(word.toLowerCase(), choice.choices ?? []);
  const first = choice.choices?.find((value) => command.options.some((option) => isNeeded(option, value)));
  const meant = near === undefined ? `${first} ${left}` : `${near} ${behind}`.trim();
  const guess = first === undefined ? '' : `; did you mean "${command.name} ${shorten(meant)}"?`;
  return guess === '' ? misuse(command, nothing) : new UserInputError(nothing + guess);
}

function unknownCommand(name: string, commands: readonly Command[]): string {
  if (name === '') return 'A command is missing; type "help" to see them all.';
  const names = commands.map((command) => command.name);
  const near = nearest(name.toLowerCase(), names);
  const none = `There is no command "${shorten(name)}"`;
  return `${near === undefined ? `${none}; type` : `${none}; did you mean "${near}"? Type`} "help" to see them all.`;
}
