import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, PaperboyError } from '../../core/errors.ts';
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
  attempt(`${path} cannot be written`, () => {
    writeFileSync(path, text, { mode: PRIVATE });
    chmodSync(path, PRIVATE);
  });
}

/** Writes the configuration, once it was read and found good; what stood there stays beside it. Rejects with what `read` finds wrong. */
export async function checkConfig({ path, text }: Writing, read: (path: string) => Promise<unknown>): Promise<void> {
  const trial = `${path}.new`;
  attempt(`${trial} cannot be written`, () => {
    mkdirSync(dirname(path), { recursive: true });
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
    writeFileSync(path, text);
  });
}

function attempt<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new PaperboyError('file', `${what}: ${messageOf(error)}`, { cause: error });
  }
}
