import { accessSync, constants, readdirSync, statfsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../core/config.ts';
import { ConfigError, messageOf } from '../core/errors.ts';
import { makeFolder } from '../core/make-folder.ts';
import { redact } from '../core/redact.ts';
import { openStore } from '../core/store/open.ts';
import { sql } from '../core/store/sql.ts';
import type { Check } from '../platforms/check.ts';
import { checkRunning } from './check-running.ts';
import { checkModel } from './check-model.ts';
import { findConfig, readConfig, readSettings, type SessionOptions } from './session.ts';
import { checkPlatforms } from './tokens.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

const OLDEST_NODE = [22, 19] as const;
const LEAST_FREE_MB = 200;
/** Checks whose failure is a wrong setting. */
const SETTINGS: ReadonlySet<string> = new Set(['environment', 'config', 'platforms']);

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
  let code: ExitCode = 0;
  for await (const finding of examine(options)) {
    if (!finding.ok) code = code === 2 || SETTINGS.has(finding.check) ? 2 : 1;
    await (json ? terminal.line(finding) : terminal.print(describe(finding)));
  }
  return code;
}

function describe({ check, ok, message, fix }: Check): string {
  const indented = `${check}: ${message}`.replaceAll('\n', '\n      ');
  return `${ok ? 'ok  ' : 'FAIL'}  ${indented}${fix === undefined ? '' : `\n      ${fix}`}`;
}

async function* examine(options: SessionOptions): AsyncGenerator<Check> {
  yield checkNode(process.versions.node);
  const environment = await attempt(() => readSettings(options));
  if (environment instanceof ConfigError)
    return yield { check: 'environment', ok: false, message: environment.message, fix: 'Set these variables right.' };
  const path = findConfig(environment);
  const config = await attempt(() => readConfig(path, environment));
  yield checkConfig(path, config);
  yield checkDataDir(environment.dataDir);
  yield await checkStore(environment.storeUrl);
  yield await checkRunning(environment);
  if (config instanceof ConfigError) return;
  for (const { folder } of config.feeds) yield checkFolder(resolve(environment.dataDir, folder));
  yield* checkPlatforms(config, environment, process.env);
  yield await checkModel(config, environment);
}

async function attempt<Result>(read: () => Result | Promise<Result>): Promise<Result | ConfigError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function checkConfig(path: string, config: Config | ConfigError): Check {
  if (config instanceof ConfigError) {
    const fix = 'Mend this; config/paperboy.yaml as it was shipped shows each setting.';
    return { check: 'config', ok: false, message: config.message, fix };
  }
  const { topics, channels } = config;
  return { check: 'config', ok: true, message: `${path}: topics ${topics.length}, channels ${channels.length}` };
}

function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const fix = `Run "npm ci": it brings a Node of its own; or install Node ${OLDEST_NODE.join('.')} or newer.`;
  return { check: 'node', ok, message: version, ...(!ok && { fix }) };
}

function checkDataDir(folder: string): Check {
  try {
    makeFolder(folder);
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
      fix: 'Make it a folder that can be written to, or set PAPERBOY_DATA_DIR to one.',
    };
  }
}

async function checkStore(url: string): Promise<Check> {
  try {
    const store = await openStore(url);
    try {
      const [row] = await store.query(sql`SELECT COUNT(*) AS papers FROM intake_papers`);
      await store.records<string>('doctor').set('written', new Date().toISOString());
      return { check: 'store', ok: true, message: `${redact(url)}: papers ${Number(row?.['papers'])}` };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof ConfigError)
      return { check: 'environment', ok: false, message: error.message, fix: 'Set STORE_URL right, or take it away.' };
    return {
      check: 'store',
      ok: false,
      message: `${redact(url)}: ${messageOf(error)}`,
      fix: 'Check STORE_URL and the rights on the file; restore it from a backup if it is damaged.',
    };
  }
}

function checkFolder(folder: string): Check {
  const check = 'inbox';
  try {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found === undefined) return { check, ok: true, message: `${folder} will be made by \`paperboy start\`` };
    readdirSync(folder);
    return { check, ok: true, message: `\`paperboy start\` watches ${folder}` };
  } catch (error) {
    const fix = 'Make it a folder that can be read, or name another under feeds in the configuration.';
    return { check, ok: false, message: messageOf(error), fix };
  }
}
