import type { Command } from 'commander';
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

/** The examples below a verb's options in `--help`. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
