import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../core/config.ts';
import type { Environment } from '../core/env.ts';
import { messageOf } from '../core/errors.ts';
import { openStore } from '../core/store/open.ts';
import { sql } from '../core/store/sql.ts';
import { chooseModel, readSettings } from './session.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

/** One finding: a line of `paperboy doctor --json`. */
interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly message: string;
  /** How to mend it, where it is not well. */
  readonly fix?: string;
}

const OLDEST_NODE = [22, 19] as const;
const LEAST_FREE_MB = 200;

/** `paperboy doctor`: checks what the bot needs, and says how to mend each. */
export const doctor: Verb = {
  declare: (command, run) =>
    command
      .name('doctor')
      .description('check configuration, store, folders, tokens and model, and say how to mend each')
      .option('--json', 'one JSON line a check')
      .addHelpText('after', examples('paperboy doctor'))
      .action((options: { json?: true }) => run((context) => checkAll(context, options.json === true))),
};

async function checkAll({ terminal, options }: VerbContext, json: boolean): Promise<ExitCode> {
  let ok = true;
  const tell = (finding: Finding): void => {
    ok &&= finding.ok;
    if (json) return terminal.line(finding);
    terminal.print(`${finding.ok ? 'ok  ' : 'FAIL'}  ${finding.check}: ${finding.message}`);
    if (finding.fix !== undefined) terminal.print(`      ${finding.fix}`);
  };
  tell(checkNode(process.versions.node));
  const settings = await readSettings(options).catch((error: unknown) => messageOf(error));
  if (typeof settings === 'string') {
    tell({
      check: 'config',
      ok: false,
      message: settings,
      fix: 'Mend these lines; config/paperboy.yaml as it was shipped shows each of them.',
    });
    return 2;
  }
  const { config, environment } = settings;
  tell({
    check: 'config',
    ok: true,
    message: `${settings.path}: ${config.topics.length} topics, ${config.channels.length} channels`,
  });
  tell(checkDataDir(environment.dataDir));
  tell(await checkStore(environment.storeUrl));
  for (const { folder } of config.feeds) tell(checkFolder(resolve(environment.dataDir, folder)));
  tell(checkPlatforms(config, environment));
  tell(await checkModel(config, environment));
  return ok ? 0 : 1;
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const fix = `Run "npm ci": it brings a Node of its own; or install Node ${OLDEST_NODE.join('.')} or newer.`;
  return { check: 'node', ok, message: version, ...(!ok && { fix }) };
}

function checkDataDir(folder: string): Finding {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    const freeMb = Math.floor((bavail * bsize) / 1e6);
    const ok = freeMb >= LEAST_FREE_MB;
    return {
      check: 'data folder',
      ok,
      message: `${folder}: ${freeMb} MB free`,
      ...(!ok && { fix: `Free at least ${LEAST_FREE_MB} MB, or set PAPERBOY_DATA_DIR to a folder on another disk.` }),
    };
  } catch (error) {
    return {
      check: 'data folder',
      ok: false,
      message: messageOf(error),
      fix: 'Make the folder writable, or set PAPERBOY_DATA_DIR to one that is.',
    };
  }
}

async function checkStore(url: string): Promise<Finding> {
  try {
    const store = await openStore(url);
    try {
      const [row] = await store.query(sql`SELECT COUNT(*) AS papers FROM intake_papers`);
      await store.records<string>('doctor').set('written', new Date().toISOString());
      return { check: 'store', ok: true, message: `readable and writable, ${Number(row?.['papers'])} papers` };
    } finally {
      await store.close();
    }
  } catch (error) {
    return {
      check: 'store',
      ok: false,
      message: messageOf(error),
      fix: 'Check STORE_URL and the rights on the file; restore it from a backup if it is damaged.',
    };
  }
}

function checkFolder(folder: string): Finding {
  return {
    check: 'inbox',
    ok: true,
    message: existsSync(folder) ? `watches ${folder}` : `${folder} will be made by \`paperboy start\``,
  };
}

function checkPlatforms(config: Config, environment: Environment): Finding {
  const tokens = [environment.discordToken && 'Discord', environment.slackBotToken && 'Slack'].filter(Boolean);
  const unserved = config.channels
    .filter(({ channel }) => !channel.startsWith('console:'))
    .map(({ channel }) => channel);
  const ok = unserved.length === 0 && tokens.length === 0;
  if (ok) return { check: 'platforms', ok, message: 'no tokens set: the terminal is the chat' };
  const message = [
    ...tokens.map((name) => `a token for ${name} is set`),
    ...unserved.map((channel) => `${channel} is configured`),
  ].join('; ');
  return { check: 'platforms', ok, message, fix: 'This version serves the terminal only; Discord and Slack follow.' };
}

async function checkModel(config: Config, environment: Environment): Promise<Finding> {
  const model = chooseModel(config, environment);
  if (model === undefined)
    return {
      check: 'model',
      ok: true,
      message: 'none: summaries are sentences picked from the abstracts (OPENAI_API_KEY or OPENAI_BASE_URL gives one)',
    };
  try {
    await model.complete({
      system: 'Answer with JSON.',
      user: 'Answer {"ok": true}.',
      schema: { name: 'ok', jsonSchema: OK_SCHEMA },
      maxOutputTokens: 50,
    });
    return { check: 'model', ok: true, message: `${model.name} answers` };
  } catch (error) {
    return {
      check: 'model',
      ok: false,
      message: messageOf(error),
      fix: 'Check OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL; until then sentences are picked from the abstracts.',
    };
  }
}

const OK_SCHEMA = {
  type: 'object',
  properties: { ok: { type: 'boolean' } },
  required: ['ok'],
  additionalProperties: false,
};
