import { readdirSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { choosePlatforms, platforms, type PlatformEntry } from '../../src/platforms/index.ts';

function declare(id: string, ...variables: PlatformEntry['variables']): PlatformEntry {
  return { id, name: id, variables, create: () => Promise.reject(new Error('not to be created')) };
}

const entries = [declare('slack', ['BOT'], ['APP', 'SIGNING']), declare('discord', ['DISCORD']), declare('console')];

function chosen(env: Readonly<Record<string, string>>): readonly string[] {
  return choosePlatforms(env, entries).map(({ id }) => id);
}

test('the list holds every folder', () => {
  const folders = readdirSync(new URL('../../src/platforms/', import.meta.url), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(platforms.map(({ id }) => id).sort()).toEqual(names.sort());
});

test('platforms with a variable of each group set are started, without the console', () => {
  expect(chosen({ BOT: 'x', APP: 'y', DISCORD: 'z' })).toEqual(['slack', 'discord']);
  expect(chosen({ BOT: 'x', SIGNING: 'y' })).toEqual(['slack']);
  expect(chosen({ APP: 'x', SIGNING: 'y', DISCORD: 'z' })).toEqual(['discord']);
  expect(chosen({ BOT: 'x', DISCORD: 'z' })).toEqual(['discord']);
});

test('without a token, or with an empty one, the console is started', () => {
  expect(chosen({})).toEqual(['console']);
  expect(chosen({ DISCORD: '', BOT: 'x' })).toEqual(['console']);
});

const context = { env: {}, input: new PassThrough(), output: new PassThrough(), colour: false };

test('every entry makes the platform of its id', async () => {
  const made = await Promise.all(platforms.map((entry) => entry.create(context)));
  expect(made.map(({ id }) => id)).toEqual(platforms.map(({ id }) => id));
});

test('how a platform is set up fits into a terminal of 80 columns', () => {
  const lines = platforms.flatMap(({ guide }) => guide?.steps.split('\n') ?? []);
  expect(lines.filter(({ length }) => length > 72)).toEqual([]);
});
