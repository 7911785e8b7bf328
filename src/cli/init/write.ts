import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, PaperboyError } from '../../core/errors.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { backupOf, type Found, type Writing } from './plan.ts';

/** For the owner's eyes only: the file holds tokens. */
const PRIVATE = 0o600;

/** Reads a file that need not be there. Throws `PaperboyError`. */
export function findFile(path: string): Found {
  if (!existsSync(path)) return { path };
  // Some editors begin a file with a mark.
  const text = attempt(`${path} cannot be read`, () => readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  return { path, text };
}

/** Throws `PaperboyError` where a file cannot be written, or made in the folder where it would stand. */
export function checkWritable(path: string): void {
  let place = path;
  while (!existsSync(place)) place = dirname(place);
  attempt(`${path} cannot be written`, () => accessSync(place === path ? path : `${place}/`, constants.W_OK));
}

/** Writes `.env`, which only its owner may read. Throws `PaperboyError`. */
export function writeDotEnv({ path, text }: Writing): void {
  attempt(`${path} cannot be written`, () => replaceFile(path, text, PRIVATE));
}

/** Reads what the configuration would be as the bot would read it. Rejects with what `read` finds wrong. */
export async function checkConfig({ path, text }: Writing, read: (path: string) => Promise<unknown>): Promise<void> {
  const trial = `${path}.new`;
  attempt(`${trial} cannot be written`, () => {
    makeFolder(dirname(path));
    writeFileSync(trial, text);
  });
  try {
    await read(trial);
  } finally {
    rmSync(trial);
  }
}

/** Writes the configuration; what stood there stays beside it. Throws `PaperboyError`. */
export function writeConfig({ path, text, before }: Writing): void {
  attempt(`${path} cannot be written`, () => {
    if (before !== undefined) copyFileSync(path, backupOf(path));
    replaceFile(path, text, before === undefined ? undefined : statSync(path).mode);
  });
}

/** A disk that is full leaves what stood there as it was. A link still leads to the file. */
function replaceFile(path: string, text: string, mode: number | undefined): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const part = `${target}.part`;
  try {
    rmSync(part, { force: true });
    // Nobody else may read it even for a moment.
    writeFileSync(part, text, { mode: mode ?? 0o666 });
    if (mode !== undefined) chmodSync(part, mode);
    renameSync(part, target);
  } finally {
    rmSync(part, { force: true });
  }
}

function attempt<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new PaperboyError('file', `${what}: ${messageOf(error)}`, { cause: error });
  }
}
