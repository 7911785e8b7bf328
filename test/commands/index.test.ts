import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { parseInput } from '../../src/platforms/console/commands.ts';

test('the list holds every file of the folder, each named as its command', () => {
  const files = readdirSync(new URL('../../commands/', import.meta.url)).filter((file) => file !== 'index.ts');
  expect(commands.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
});

test('every example is input for its own command', () => {
  for (const command of commands) {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) expect(parseInput(example, commands).command).toBe(command);
  }
});

test('names are lower-case words, descriptions lines without a full stop', () => {
  for (const { name, description, options } of commands) {
    for (const word of [name, ...options.map((option) => option.name)]) expect(word).toMatch(/^[a-z]+$/);
    for (const line of [description, ...options.map((option) => option.description)]) expect(line).toMatch(/^.+[^.]$/);
  }
});

test('the example that help names exists', () => {
  expect(parseInput('help search', commands).options).toEqual({ command: 'search' });
  expect(commands.map(({ name }) => name)).toContain('search');
});
