import type { Config } from '../../core/config.ts';
import { list } from '../../core/wording.ts';
import type { PlatformEntry } from '../../platforms/index.ts';
import type { ExitCode } from '../verb.ts';
import type { Desk } from './desk.ts';
import { holdDialogue } from './dialogue.ts';
import { backupOf, describeWritings, findOverridden, planConfig, planDotEnv, type Writing } from './plan.ts';
import { Cancelled, type Questions } from './questions.ts';
import { checkConfig, checkWritable, findFile, writeConfig, writeDotEnv } from './write.ts';

/** The files that the wizard reads and writes. */
export interface Files {
  readonly dotEnv: string;
  /** The configuration to be written; it need not be there. */
  readonly config: string;
  /** What a configuration begins with that is not there yet. */
  readonly shipped: string;
  /** Reads a configuration as the bot does. Rejects with `ConfigError`. */
  read(path: string): Promise<Config>;
}

/** What is to be written; absent where nothing changes. */
interface Writings {
  readonly dotEnv: Writing | undefined;
  readonly config: Writing | undefined;
}

/** Asks, shows what it will write, and writes it where the person agrees. Rejects with `Cancelled` where not. */
export async function runWizard(desk: Desk, entries: readonly PlatformEntry[], files: Files): Promise<ExitCode> {
  const { questions } = desk;
  const dotEnv = findFile(files.dotEnv);
  const config = findFile(files.config);
  // Told now, rather than after every question.
  for (const path of [files.dotEnv, files.config, backupOf(files.config)]) checkWritable(path);
  const before = await files.read(config.text === undefined ? files.shipped : files.config);
  questions.begin('Paperboy brings your team the papers it cares about. Nothing is written before the end.');
  const { variables, edit, invitations } = await holdDialogue(desk, entries, before);
  const writings = {
    dotEnv: planDotEnv(dotEnv, variables),
    config: planConfig(config, findFile(files.shipped).text ?? '', edit),
  };
  await agree(questions, writings);
  questions.commit();
  await write(writings, files);
  const overridden = findOverridden(dotEnv.text, variables, desk.env);
  if (overridden.length > 0)
    questions.warn(`${list(overridden, 'and')} stands in the environment too, which goes before .env: unset it there.`);
  questions.show('Next', NEXT_STEPS);
  // Not within the frame, which would break a link in two.
  for (const invitation of invitations) questions.tell(invitation);
  questions.end('Paperboy is set up.');
  return 0;
}

async function agree(questions: Questions, { dotEnv, config }: Writings): Promise<void> {
  const writings = [dotEnv, config].filter((writing) => writing !== undefined);
  if (writings.length === 0) return questions.tell('Everything stays as it is: there is nothing to write.');
  questions.show('What will be written', describeWritings(writings));
  if (config?.before !== undefined) questions.tell(`${config.path} as it is now stays as ${backupOf(config.path)}.`);
  const answer = await questions.choose('Write it?', [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No, write nothing' },
  ]);
  if (answer === 'no') throw new Cancelled();
}

/** The configuration is read as the bot would read it before anything is replaced. */
async function write({ dotEnv, config }: Writings, files: Files): Promise<void> {
  if (config !== undefined) await checkConfig(config, files.read);
  if (dotEnv !== undefined) writeDotEnv(dotEnv);
  if (config !== undefined) writeConfig(config);
}

const NEXT_STEPS = `npm run -s paperboy -- doctor   checks everything
npm start                       the bot
/papers subscribe TOPIC         in a channel: its papers come here`;
