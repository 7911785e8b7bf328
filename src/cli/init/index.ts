import { join } from 'node:path';
import type { Config } from '../../core/config.ts';
import { UserInputError } from '../../core/errors.ts';
import { platforms } from '../../platforms/index.ts';
import { readConfig, readSettings, SHIPPED_CONFIG } from '../session.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from '../verb.ts';

/** A question hides the cursor while it waits. */
const SHOW_CURSOR = '\u001B[?25h';

/** `paperboy init`: asks what the bot needs, checks each answer, and writes `.env` and the configuration. */
export const init: Verb = {
  declare: (command, run) =>
    command
      .name('init')
      .description('set everything up by answering questions; writes .env and the configuration')
      .addHelpText('after', examples('paperboy init'))
      .action(() => run(askAll)),
};

async function askAll({ terminal, options }: VerbContext): Promise<ExitCode> {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new UserInputError(
      '`paperboy init` asks questions, for which it needs a terminal; README says what to write into .env without it.',
    );
  const environment = readSettings(options);
  const config = environment.configPath ?? join('config', 'paperboy.yaml');
  const read = (path: string): Promise<Config> => readConfig(path, environment);
  // Other verbs need none of it.
  const [{ runWizard }, { Cancelled, openQuestions }] = await Promise.all([
    import('./wizard.ts'),
    import('./questions.ts'),
  ]);
  const giveUp = (): never => {
    process.stdout.write(SHOW_CURSOR);
    terminal.remark(`paperboy: ${new Cancelled().message}`);
    // A platform or a model that is still being asked would keep the process alive.
    process.exit(1);
  };
  // After Ctrl-D no question is answered any more, and nothing is left to wait for.
  process.once('beforeExit', giveUp);
  const desk = { questions: openQuestions(giveUp), env: process.env };
  try {
    return await runWizard(desk, platforms, { dotEnv: '.env', config, shipped: SHIPPED_CONFIG, read });
  } catch (error) {
    if (error instanceof Cancelled) return giveUp();
    throw error;
  } finally {
    process.off('beforeExit', giveUp);
  }
}
