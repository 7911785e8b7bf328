import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, PaperboyError } from '../../core/errors.ts';
import { backupOf, type Found, type Writing } from './plan.ts';

/** For the owner's eyes only: the file holds tokens. */
const PRIVATE = 0o600;

/** Reads a file that need not be there. */
export function findFile(path: string): Found {
  return existsSync(path) ? { path, text: readFileSync(path, 'utf8') } : { path };
}

/** Writes `.env`, which only its owner may read. Throws `PaperboyError`. */
export function writeDotEnv({ path, text }: Writing): void {
  attempt(path, () => {
    writeFileSync(path, text, { mode: PRIVATE });
    chmodSync(path, PRIVATE);
  });
}

/** Writes the configuration, once it was read and found good; what stood there stays beside it. Rejects with what `read` finds wrong. */
export async function checkConfig({ path, text }: Writing, read: (path: string) => Promise<unknown>): Promise<void> {
  const trial = `${path}.new`;
  attempt(trial, () => {
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
  attempt(path, () => {
    if (before !== undefined) copyFileSync(path, backupOf(path));
    writeFileSync(path, text);
  });
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new PaperboyError('not-written', `${path} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}
