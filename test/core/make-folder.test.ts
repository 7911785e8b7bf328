import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder } from '../../src/core/make-folder.ts';

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-folder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('makes a folder with those above it, and leaves one that is there', () => {
  const path = join(freshFolder(), 'a', 'b', 'c');
  makeFolder(path);
  writeFileSync(join(path, 'kept'), '');
  makeFolder(path);
  expect(statSync(join(path, 'kept')).isFile()).toBe(true);
});

test('names the file that is in the way, also further up', () => {
  const file = join(freshFolder(), 'file');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'a', 'b')])
    expect(() => makeFolder(path)).toThrow(`${file} is a file where a folder should be`);
});

test.skipIf(!existsSync('/proc/self'))('ends where no folder can be made', () => {
  expect(() => makeFolder('/proc/paperboy/data')).toThrow(/^the folder \/proc\/paperboy cannot be made \(E[A-Z]+\)$/);
});
