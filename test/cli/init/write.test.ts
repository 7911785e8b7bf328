import { linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeConfig, writeDotEnv } from '../../../src/cli/init/write.ts';
import { openDesk } from '../program.ts';

const read = (path: string): string => readFileSync(path, 'utf8');

test('a file is replaced as a whole, never half written, and a link goes on leading to it', () => {
  const { folder } = openDesk();
  const [kept, target, link] = ['kept', 'target', '.env'].map((name) => join(folder, name));
  if (kept === undefined || target === undefined || link === undefined) throw new Error('no names');
  writeFileSync(target, 'A=1\n', { mode: 0o644 });
  linkSync(target, kept);
  symlinkSync(target, link);
  writeDotEnv({ path: link, text: 'A=2\n', before: 'A=1\n', changes: [] });
  // Written in place, the other name would show the new text, and half of it where the disk is full.
  expect([read(kept), read(target), read(link)]).toEqual(['A=1\n', 'A=2\n', 'A=2\n']);
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

test('a configuration keeps its rights, and the old one stands beside it', () => {
  const { folder } = openDesk();
  const path = join(folder, 'config.yaml');
  writeFileSync(path, 'old', { mode: 0o640 });
  writeConfig({ path, text: 'new', before: 'old', changes: [] });
  expect([read(path), read(`${path}.bak`), statSync(path).mode & 0o777]).toEqual(['new', 'old', 0o640]);
});

test('what cannot be written is said, and what stood there stays', () => {
  const { folder } = openDesk();
  const path = join(folder, '.env');
  writeFileSync(path, 'A=1\n');
  mkdirSync(`${path}.part`);
  expect(() => writeDotEnv({ path, text: 'A=2\n', changes: [] })).toThrow(`${path} cannot be written`);
  expect(read(path)).toBe('A=1\n');
});
