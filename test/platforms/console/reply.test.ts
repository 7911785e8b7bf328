import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { OptionValues, Reply } from '../../../src/command.ts';
import { checkOptions } from '../../../src/command/options.ts';
import { layout } from '../../../src/platforms/console/layout.ts';
import { renderReply, writeInput } from '../../../src/platforms/console/reply.ts';
import { parseInput } from '../../../src/command/typed-commands.ts';
import { table } from '../../commands/table.ts';

function show(reply: Reply): string {
  return renderReply(reply, commands)
    .map((part) => layout(part, { width: 80, colour: false }))
    .join('\n');
}

function write(name: string, options: OptionValues): string {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  return writeInput(command, options);
}

test('buttons are lines that one can type; there is nobody to share with', () => {
  expect(
    show({
      title: 'Search: kites',
      sections: [{ text: 'Two.' }],
      buttons: [
        { label: 'Next', command: 'search', options: { query: 'kites', page: 2 }, how: 'replace' },
        { label: 'Share', command: 'search', options: { query: 'kites' }, how: 'share' },
        { label: 'Gone', command: 'no-command', options: {}, how: 'answer' },
      ],
    }),
  ).toBe('Search: kites\n\nTwo.\n\n→ Next: search kites --page 2');
});

test('a file stands under its name, line by line', () => {
  const text = '@misc{kites,\n  title = {Kites \u001b[2Jthat land},\n}\n';
  expect(show({ title: 'Export', sections: [], file: { name: 'papers.bib', text } })).toBe(
    ['Export', '', `papers.bib ${'─'.repeat(69)}`, '', '@misc{kites,', '  title = {Kites [2Jthat land},', '}'].join(
      '\n',
    ),
  );
});

test.each<[string, OptionValues, string]>([
  ['status', {}, 'status'],
  ['topics', { action: 'preview', query: '"a b" -c' }, 'topics preview "a b" -c'],
  ['topics', { action: 'add', name: 'two kites', query: 'kite*' }, 'topics add "two kites" kite*'],
  ['schedule', { state: 'paused' }, 'schedule paused'],
  ['schedule', { at: '9:30', cap: 5, timezone: 'UTC' }, 'schedule 9:30 --timezone UTC --cap 5'],
  ['mute', { action: 'remove', author: 'Ada Lovelace' }, 'mute remove --author Ada Lovelace'],
  ['mute', { word: 'remove' }, 'mute --word remove'],
  ['save', { paper: 'title:1', action: 'forget' }, 'save title:1 --action forget'],
  ['search', { query: 'a --page 3', page: 2 }, 'search --page 2 -- a --page 3'],
  ['search', { query: 'two\nlines' }, 'search two lines'],
])('%s with %j is typed %s', (name, options, line) => {
  expect(write(name, options)).toBe(line);
});

test('what is written is read as the same', () => {
  const faults = table
    .filter((row) => row.expect === 'reply')
    .map(({ command, options }) => {
      const line = write(command, options);
      const parsed = parseInput(line, commands);
      return { line, options: parsed.options, expected: checkOptions(options, parsed.command) };
    })
    .filter(({ options, expected }) => JSON.stringify(options) !== JSON.stringify(expected));
  expect(faults).toEqual([]);
});
