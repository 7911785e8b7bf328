import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { readSecret } from '../../src/core/secret.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-secret-'));
});

test('a secret that is given is used, and nothing is written', async () => {
  expect(await readSecret('given by a person', folder)).toBe('given by a person');
  expect(await readdir(folder)).toEqual([]);
});

test('without one a long random one is made, kept for its owner alone, and read again', async () => {
  const dataDir = join(folder, 'new', 'data');
  const secret = await readSecret(undefined, dataDir);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await readSecret(undefined, dataDir)).toBe(secret);
  expect((await readFile(join(dataDir, 'secret'), 'utf8')).trim()).toBe(secret);
  expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
  expect(await readSecret(undefined, join(folder, 'other'))).not.toBe(secret);
});

test('those who come at once agree on one, and leave nothing else behind', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => readSecret(undefined, folder)));
  expect(new Set(secrets).size).toBe(1);
  expect(await readdir(folder)).toEqual(['secret']);
});

test('a file that is too short, or is none, is refused with what to do', async () => {
  await writeFile(join(folder, 'secret'), 'short\n');
  await expect(readSecret(undefined, folder)).rejects.toThrow(/shorter than 16 characters: restore it/);
  await expect(readSecret(undefined, join(folder, 'secret'))).rejects.toThrow(ConfigError);
});
