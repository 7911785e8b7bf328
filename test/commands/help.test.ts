import { expect, test } from 'vitest';
import { help } from '../../commands/help.ts';
import { defineCommand } from '../../src/command.ts';
import { fakeCaller, fakeServices } from '../fakes/services.ts';

const run = async () => ({ title: '', sections: [] });
const find = defineCommand({
  name: 'find',
  description: 'Find things',
  options: [
    { name: 'what', description: 'what to find', type: 'text', required: true },
    { name: 'limit', description: 'how many', type: 'integer', min: 1, max: 9 },
    { name: 'skip', description: 'how many to skip', type: 'integer', min: 0 },
    { name: 'seed', description: 'any number', type: 'integer' },
    { name: 'order', description: 'what comes first', type: 'choice', choices: ['old', 'new', 'random'] },
    { name: 'since', description: 'from when on', type: 'text', neededFor: ['old', 'new'] },
  ],
  examples: ['find keys', 'find keys --limit 2'],
  run,
});
const rest = defineCommand({ name: 'rest', description: 'Do nothing', options: [], examples: ['rest'], run });
const services = fakeServices({ commands: [find, rest] });

test('lists every command with its description, in the order given', async () => {
  expect(await help.run({ ...fakeCaller(), options: {} }, services)).toEqual({
    title: 'Commands',
    sections: [{ text: '• find: Find things\n• rest: Do nothing' }],
    footer: 'Add a name to see its options and examples: help search',
  });
});

test('explains one command: options with their bounds, and examples', async () => {
  expect(await help.run({ ...fakeCaller(), options: { command: 'FIND' } }, services)).toEqual({
    title: 'find: Find things',
    sections: [
      {
        heading: 'Options',
        text: [
          '• what (required): what to find',
          '• limit (whole number from 1 to 9): how many',
          '• skip (whole number from 0): how many to skip',
          '• seed (whole number): any number',
          '• order (old, new or random): what comes first',
          '• since (with old and new): from when on',
        ].join('\n'),
      },
      { heading: 'Examples', text: '• find keys\n• find keys --limit 2' },
    ],
  });
});

test('a command without options has no list of them', async () => {
  const reply = await help.run({ ...fakeCaller(), options: { command: 'rest' } }, services);
  expect(reply.sections).toEqual([{ heading: 'Examples', text: '• rest' }]);
});

test('an unknown name is said, and the list shown', async () => {
  const reply = await help.run({ ...fakeCaller(), options: { command: 'fly' } }, services);
  expect(reply.title).toBe('There is no command “fly”; these are the commands');
  expect(reply.sections).toEqual([{ text: '• find: Find things\n• rest: Do nothing' }]);
});

test('a name is completed', async () => {
  expect(await help.options[0]?.complete?.('R', fakeCaller(), services)).toEqual([{ label: 'rest', value: 'rest' }]);
});
