import { Command, CommanderError, InvalidArgumentError } from 'commander';
import paperboy from '../../package.json' with { type: 'json' };
import { loadDotEnv } from '../core/env.ts';
import { ConfigError, messageOf, PaperboyError, StoreError, UserInputError } from '../core/errors.ts';
import { backup } from './backup.ts';
import { demo } from './demo.ts';
import { digest } from './digest.ts';
import { doctor } from './doctor.ts';
import { ingest } from './ingest.ts';
import { init } from './init/index.ts';
import { manifest } from './manifest.ts';
import { restore } from './restore.ts';
import { search } from './search.ts';
import type { SessionOptions } from './session.ts';
import { start } from './start.ts';
import { openTerminal } from './terminal.ts';
import { topics } from './topics.ts';
import type { ExitCode, Verb } from './verb.ts';

/** Every verb of the command line, in the order of `--help`. */
const verbs: readonly Verb[] = [demo, init, start, ingest, digest, search, topics, doctor, backup, restore, manifest];

async function main(args: readonly string[]): Promise<void> {
  watchOutput();
  const program = new Command('paperboy')
    .description('Brings a team the research papers it cares about, in the chat where the team already talks.')
    .version(paperboy.version, '--version')
    .option('--config <file>', 'the configuration (default: config/paperboy.yaml)', parsePath)
    .option('--data-dir <folder>', 'where the store and the inbox are (default: data); not beside STORE_URL', parsePath)
    .showHelpAfterError('(paperboy --help shows what there is)')
    .exitOverride();
  const terminal = openTerminal();
  for (const verb of verbs) {
    const command = new Command().exitOverride().copyInheritedSettings(program);
    program.addCommand(
      verb.declare(command, async (action) => {
        process.exitCode = await action({ terminal, options: command.optsWithGlobals<SessionOptions>() });
      }),
    );
  }
  try {
    loadDotEnv();
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    process.exitCode = report(error);
  }
}

function report(error: unknown): ExitCode {
  // Commander has said what is wrong already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  // Of standard output `watchOutput` tells.
  if (error instanceof Error && 'syscall' in error && error.syscall === 'write') return 0;
  const isOurs = error instanceof PaperboyError;
  const text = !isOurs && error instanceof Error ? error.stack : messageOf(error);
  const hint = error instanceof StoreError ? '\n`paperboy doctor` looks into it.' : '';
  process.stderr.write(`paperboy: ${text}${hint}\n`);
  return error instanceof ConfigError || error instanceof UserInputError ? 2 : 1;
}

/** `paperboy digest | head` closes the pipe early: that is no failure, and what is under way goes on. A full disk is one. */
function watchOutput(): void {
  let told = false;
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || told) return;
    told = true;
    process.stderr.write(`paperboy: The output cannot be written: ${error.message}\n`);
    process.once('exit', () => {
      process.exitCode = 1;
    });
  });
}

/** An empty path is most often a variable that was never set: to take the default instead would be a surprise. */
function parsePath(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text;
}

await main(process.argv.slice(2));
