import type { Command } from 'commander';
import { UserInputError } from '../core/errors.ts';
import type { SessionOptions } from './session.ts';
import type { Terminal } from './terminal.ts';

/** How a process ends: 0 done, 1 failed, 2 wrong usage or configuration. */
export type ExitCode = 0 | 1 | 2;

/** What the command line gives a verb besides its own arguments. */
export interface VerbContext {
  readonly terminal: Terminal;
  readonly options: SessionOptions;
}

/** One verb of the command line: one file in this folder, listed by hand in `index.ts`. */
export interface Verb {
  /** Declares name, arguments, options and examples on a fresh command; `run` is called with what was typed. */
  declare(command: Command, run: (action: (context: VerbContext) => Promise<ExitCode>) => Promise<void>): Command;
}

/** Joins the words of a query, in which `-word` is no option. Throws `UserInputError` for a misspelt option. */
export function joinQuery(words: readonly string[]): string {
  const option = words.find((word) => /^--[a-z]/.test(word));
  if (option !== undefined)
    throw new UserInputError(
      `There is no option ${option}; --help shows those there are. To look for it as a word, put it in quotes.`,
    );
  return words.join(' ');
}

/** The examples below a verb's options in `--help`. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
