import { randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, hasCode, messageOf } from './errors.ts';
import { makeFolder } from './make-folder.ts';

const SECRET_BYTES = 32;
/** As many as `PAPERBOY_SECRET` needs. */
const FEWEST_CHARACTERS = 16;

/**
 * What this installation signs and hashes with: the one given, else a random one that is made at the first use and kept
 * in the file `secret` of the data directory, for its owner alone. Processes that come at once agree on one. Rejects with
 * `ConfigError` where the file cannot be read, written or used.
 */
export async function readSecret(given: string | undefined, dataDir: string): Promise<string> {
  if (given !== undefined) return given;
  const path = join(dataDir, 'secret');
  try {
    const kept = (await readKept(path)) ?? (await keepNew(path, dataDir));
    if (kept.length >= FEWEST_CHARACTERS) return kept;
  } catch (error) {
    const advice = 'make it readable, or set PAPERBOY_SECRET';
    throw new ConfigError(path, [`it cannot be used (${messageOf(error)}): ${advice}`], { cause: error });
  }
  throw new ConfigError(path, [
    `it is shorter than ${FEWEST_CHARACTERS} characters: restore it from a backup, or take it away for a new one, which forgets whose saves and votes were whose`,
  ]);
}

async function readKept(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Written aside and linked into place whole: a link fails where the file is there already, and is then read instead. */
async function keepNew(path: string, dataDir: string): Promise<string> {
  makeFolder(dataDir);
  const aside = `${path}.${randomUUID()}`;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  try {
    await writeFile(aside, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await link(aside, path);
    return secret;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    return (await readKept(path)) ?? '';
  } finally {
    await rm(aside, { force: true });
  }
}
