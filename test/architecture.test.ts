import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkDocs, checkHabits } from './architecture/habits.ts';
import { checkPackages, checkRooms } from './architecture/imports.ts';
import { checkList, checkTopLevel, listedFolders } from './architecture/lists.ts';
import { checkSizes } from './architecture/sizes.ts';
import { readSources } from './architecture/source.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readSources(root, ['src', 'commands']);

const packageSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

describe('the house', () => {
  test('each room imports only rooms before it, and no platform another', () => {
    expect(checkRooms(sources)).toEqual([]);
  });

  test('each outside package has one home and a use', () => {
    const { dependencies } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    expect(checkPackages(sources, Object.keys(dependencies))).toEqual([]);
  });

  test.each(listedFolders)('the list of $folder holds all that is there', (listed) => {
    expect(checkList(sources, listed)).toEqual([]);
  });

  test('the top level holds what the design names and nothing else', () => {
    expect(checkTopLevel(readdirSync(root), readFileSync(join(root, '.gitignore'), 'utf8'))).toEqual([]);
  });

  test('files and functions are small', () => {
    expect(checkSizes(sources)).toEqual([]);
  });

  test('every exported name is documented', () => {
    expect(checkDocs(sources)).toEqual([]);
  });

  test('no any, non-null !, enum, default export, cast, empty name or loose TODO', () => {
    expect(checkHabits(sources)).toEqual([]);
  });
});
