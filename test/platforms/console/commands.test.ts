import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { Suggestion } from '../../../src/command.ts';
import { completeInput } from '../../../src/platforms/console/commands.ts';
import { botOf } from '../../fakes/bot.ts';
import { fakeCaller } from '../../fakes/services.ts';

/** Completes a line where every option has these suggestions; what the bot was asked stands third. */
async function complete(line: string, suggestions: readonly Suggestion[] = []) {
  const asked: string[] = [];
  const bot = {
    ...botOf(...commands),
    complete: async ({ name }: { name: string }, option: string, typed: string) => {
      asked.push(`${name} ${option}: ${typed}`);
      return suggestions;
    },
  };
  const [candidates, replaced] = await completeInput(line, bot, fakeCaller());
  return { candidates, replaced, asked };
}

const labelled = (...labels: readonly string[]) => labels.map((label) => ({ label, value: label }));

test('names of commands that begin as typed, also after a slash', async () => {
  expect(await complete('sa')).toEqual({ candidates: ['save ', 'saved '], replaced: 'sa', asked: [] });
  expect((await complete('/papers La')).candidates).toEqual(['latest ']);
  expect((await complete('')).candidates).toHaveLength(commands.length);
  expect((await complete('frobnicate it')).candidates).toEqual([]);
});

test('names of options after two dashes', async () => {
  expect(await complete('schedule 9:30 --t')).toEqual({ candidates: ['--timezone '], replaced: '--t', asked: [] });
  expect((await complete('search kites --')).candidates).toEqual(['--query ', '--page ']);
});

test('values of a choice, by place and by name', async () => {
  expect(await complete('topics pre')).toEqual({ candidates: ['preview '], replaced: 'pre', asked: [] });
  expect((await complete('saved --export ')).candidates).toEqual(['bibtex ']);
  expect((await complete('vote ')).candidates).toEqual(['up ', 'down ']);
});

test.each([
  ['paper kites that', 'paper paper: kites that', 'kites that'],
  ['vote up ', 'vote paper: ', ''],
  ['topics remove two k', 'topics name: two k', 'two k'],
  ['topics preview a OR b', 'topics query: a OR b', 'a OR b'],
  ['topics add "two k', 'topics name: two k', '"two k'],
  ['topics add kites sparse k', 'topics query: sparse k', 'sparse k'],
  ['topics --action add ki', 'topics name: ki', 'ki'],
  ['schedule 9:30 --timezone new y', 'schedule timezone: new y', 'new y'],
  ['mute remove sur', 'mute word: sur', 'sur'],
  ['mute sur', 'mute word: sur', 'sur'],
])('%s asks for %s', async (line, asked, replaced) => {
  expect(await complete(line)).toEqual({ candidates: [], replaced, asked: [asked] });
});

test('one suggestion is taken by its value, quoted where a blank would end it', async () => {
  const only = [{ label: 'Kites that land', value: 'arxiv:2406.04331' }];
  expect((await complete('paper kites th', only)).candidates).toEqual(['arxiv:2406.04331']);
  expect((await complete('topics add tw', labelled('Two kites'))).candidates).toEqual(['"Two kites" ']);
  expect((await complete('topics remove tw', labelled('Two kites'))).candidates).toEqual(['Two kites']);
});

test('several go on from what was typed, or leave it as it is', async () => {
  expect((await complete('paper kit', labelled('Kites A', 'Kites B'))).candidates).toEqual(['kites A', 'kites B']);
  expect((await complete('paper kit', labelled('Kites A', 'My kites'))).candidates).toEqual([
    'kit',
    'kites A',
    'My kites',
  ]);
});

test('nothing where all is said', async () => {
  expect((await complete('saved --page 2 ')).candidates).toEqual(['bibtex ']);
  expect((await complete('search kites --page 2 ')).candidates).toEqual([]);
  expect((await complete('status ')).candidates).toEqual([]);
  expect((await complete('status --nothing x')).candidates).toEqual([]);
});
