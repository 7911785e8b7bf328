import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { cardButtons } from '../../src/command/buttons.ts';
import { checkOptions } from '../../src/command/options.ts';
import { parseInput } from '../../src/command/typed-commands.ts';
import { fakeCard } from '../fakes/services.ts';

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

test('descriptions are lines without a full stop', () => {
  for (const { description, options } of commands) {
    for (const line of [description, ...options.map((option) => option.description)]) expect(line).toMatch(/^.+[^.]$/);
  }
});

test('the example that help names exists', () => {
  expect(parseInput('help search', commands).options).toEqual({ command: 'search' });
});

test('the buttons of a card are uses of commands', () => {
  for (const { command, options } of cardButtons(fakeCard('arxiv:2406.04331'))) {
    const found = commands.find(({ name }) => name === command);
    expect(found && checkOptions(options, found)).toEqual(options);
  }
});

// https://docs.discord.com/developers/interactions/application-commands#application-command-object
test('the declarations fit into one Discord command with subcommands', () => {
  expect(commands.length).toBeLessThanOrEqual(25);
  let characters = 0;
  for (const { name, description, options } of commands) {
    expect(options.length).toBeLessThanOrEqual(25);
    expect(options.map(({ required }) => required === true)).toEqual(
      options.map(({ required }) => required === true).sort((a, b) => Number(b) - Number(a)),
    );
    for (const { choices = [] } of options) expect(choices.length).toBeLessThanOrEqual(25);
    for (const named of [{ name, description }, ...options]) {
      expect(named.name).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
      expect(named.description).toMatch(/^.{1,100}$/);
      characters += named.name.length + named.description.length;
    }
    // Of a choice both its name and its value count.
    for (const choice of options.flatMap(({ choices = [] }) => choices)) characters += 2 * choice.length;
    expect(new Set(options.map((option) => option.name)).size).toBe(options.length);
  }
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  // The root's own name and description count as well.
  expect(characters).toBeLessThanOrEqual(8000 - 132);
});

test('what a choice needs is among its values', () => {
  for (const { options } of commands) {
    const values = options.find(({ type }) => type === 'choice')?.choices ?? [];
    for (const { neededFor = [] } of options) expect(values).toEqual(expect.arrayContaining([...neededFor]));
  }
});
