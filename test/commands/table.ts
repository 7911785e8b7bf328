import { commands } from '../../commands/index.ts';
import type { Command, OptionValues } from '../../src/command.ts';
import { parseInput } from '../../src/command/typed-commands.ts';

/** One use of a command in the world of `world.ts`, and whether it is answered or gently refused. */
export interface TableRow {
  /** What is tried, for the name of a test. */
  readonly name: string;
  readonly command: string;
  readonly options: OptionValues;
  readonly expect: 'reply' | 'mistake';
}

/** What people or programs may send where a text is expected. */
const HOSTILE = [
  { name: '10 kB', text: 'kite '.repeat(2000).trim(), isQuery: false, isName: false },
  { name: 'control characters', text: '\u0000\u001b[2J\u0007\u009bkites', isQuery: true, isName: true },
  { name: '@everyone', text: '@everyone @here <@1> <#2> <@&3>', isQuery: false, isName: true },
  { name: 'Markdown', text: '**kites** `code` ||x|| [a](http://x.example) > #', isQuery: false, isName: true },
  { name: 'SQL', text: "kites'; DROP TABLE papers; --", isQuery: false, isName: true },
  { name: 'a flag', text: '--page 3 kites', isQuery: false, isName: true },
  { name: 'right-to-left', text: '\u202eطائرة ورقية\u202c', isQuery: true, isName: true },
  { name: 'emoji', text: '👩‍👩‍👧‍👦🪁', isQuery: false, isName: false },
  { name: 'half an emoji', text: 'kite \ud83e', isQuery: true, isName: true },
  { name: 'a path', text: '../../../etc/passwd', isQuery: true, isName: true },
  { name: 'a huge number', text: '9'.repeat(400), isQuery: true, isName: false },
  { name: 'NaN', text: 'NaN', isQuery: true, isName: true },
  { name: 'a prototype', text: '__proto__', isQuery: true, isName: true },
  { name: 'an unclosed group', text: 'kites (', isQuery: false, isName: true },
] as const;

/** The text options of every command, with the others that they need and what of {@link HOSTILE} they take. */
const TEXTS = [
  { command: 'search', option: 'query', takes: 'query' },
  { command: 'latest', option: 'topic', takes: 'query' },
  { command: 'latest', option: 'day', takes: 'nothing' },
  { command: 'latest', option: 'feed', takes: 'nothing' },
  { command: 'paper', option: 'paper', takes: 'nothing' },
  { command: 'why', option: 'paper', takes: 'nothing' },
  { command: 'topics', option: 'query', takes: 'query', besides: { action: 'preview' } },
  { command: 'topics', option: 'query', takes: 'query', besides: { action: 'add', name: 'Wind' } },
  { command: 'topics', option: 'query', takes: 'query', besides: { action: 'edit', name: 'Kites' } },
  { command: 'topics', option: 'name', takes: 'name', besides: { action: 'add', query: 'wind' } },
  { command: 'topics', option: 'name', takes: 'nothing', besides: { action: 'edit', query: 'wind' } },
  { command: 'topics', option: 'name', takes: 'nothing', besides: { action: 'remove' } },
  { command: 'subscribe', option: 'topic', takes: 'query' },
  { command: 'unsubscribe', option: 'topic', takes: 'nothing' },
  { command: 'schedule', option: 'at', takes: 'nothing' },
  { command: 'schedule', option: 'weekdays', takes: 'nothing' },
  { command: 'schedule', option: 'timezone', takes: 'nothing' },
  { command: 'mute', option: 'word', takes: 'name' },
  { command: 'mute', option: 'author', takes: 'name' },
  { command: 'mute', option: 'word', takes: 'nothing', besides: { action: 'remove' } },
  { command: 'save', option: 'paper', takes: 'nothing' },
  { command: 'save', option: 'paper', takes: 'nothing', besides: { action: 'forget' } },
  { command: 'vote', option: 'paper', takes: 'nothing', besides: { vote: 'down' } },
  { command: 'discussed', option: 'words', takes: 'anything' },
  { command: 'help', option: 'command', takes: 'anything' },
] as const satisfies readonly {
  readonly command: string;
  readonly option: string;
  readonly takes: 'query' | 'name' | 'anything' | 'nothing';
  readonly besides?: OptionValues;
}[];

const PAPERS = ['2406.04331', 'arxiv:2406.04331', 'https://arxiv.org/abs/2406.04331', 'Kites that land softly'];

const GOOD: readonly (readonly [string, ...OptionValues[]])[] = [
  ['search', { query: 'kites' }, { query: '"land softly" OR kite* -survey', page: 2 }],
  [
    'latest',
    {},
    { page: 2 },
    { topic: 'kites' },
    { topic: '"land softly"' },
    { day: '2024-02-29', feed: 'papers-page' },
  ],
  ['paper', ...PAPERS.map((paper) => ({ paper }))],
  ['why', ...PAPERS.map((paper) => ({ paper }))],
  ['topics', {}, { action: 'list' }, { action: 'preview', query: 'brain' }, { action: 'preview', query: 'kite* -toy' }],
  ['topics', { action: 'add', name: 'Two words', query: 'sparse "auto encoder"' }, { action: 'remove', name: 'kites' }],
  ['topics', { action: 'edit', name: 'KITES', query: 'kite' }],
  ['subscribe', { topic: 'wind OR "hot air"' }],
  ['unsubscribe', { topic: 'Kites' }],
  ['schedule', {}, { at: '9:30' }, { at: '4 pm', weekdays: 'mon-fri', timezone: 'europe/berlin', cap: 200 }],
  ['schedule', { state: 'paused' }, { state: 'on', cap: 1 }, { weekdays: 'Monday and Sunday' }, { timezone: 'UTC' }],
  ['digest', {}, { when: 'preview' }, { when: 'now' }],
  ['mute', {}, { word: 'survey' }, { word: 'large language models' }, { author: 'Ada Lovelace', action: 'add' }],
  [
    'save',
    { paper: 'arxiv:2406.04331' },
    { paper: '2406.04331', action: 'keep' },
    { paper: '2406.04331', action: 'forget' },
  ],
  ['saved', {}, { page: 2 }, { export: 'bibtex' }],
  ['vote', { vote: 'up', paper: '2406.04331' }, { vote: 'down', paper: 'Kites that land softly' }],
  ['discuss', ...PAPERS.map((paper) => ({ paper })), {}],
  ['discussed', {}, { words: 'kites' }, { words: 'kites', page: 2 }],
  ['recap', {}, { what: 'week' }, { what: 'thread' }],
  ['threads', {}, { answers: 'questions' }, { recap: 0 }, { answers: 'mentions', recap: 90 }],
  ['forget-me', {}, { sure: 'yes' }],
  ['status', {}],
  ['help', {}, { command: 'search' }, { command: 'TOPICS' }, { command: 'fly' }],
];

const WRONG: readonly (readonly [string, ...OptionValues[]])[] = [
  ['search', {}, { query: '   ' }, { page: 2 }, { query: 'kites', page: 0 }, { query: 'kites', page: 1e300 }],
  ['search', { query: 'kites', page: 'NaN' }, { query: 'kites', page: Number.NaN }, { query: 'kites', colour: 'red' }],
  ['search', { query: 'kites', page: 1.5 }, { query: 'kites', page: '-1' }, { query: 'kites', page: 'two' }],
  ['latest', { day: 'yesterday' }, { day: '2026-02-30' }, { day: '22.11.2026' }, { feed: 'gazette' }, { page: -1 }],
  ['paper', {}, { paper: '2406.99999' }, { paper: ' ' }],
  ['why', {}, { paper: 'Boats' }],
  [
    'topics',
    { action: 'explode' },
    { action: 'preview' },
    { action: 'add', name: 'Wind' },
    { action: 'add', query: 'x' },
  ],
  ['topics', { action: 'edit', name: 'Brain', query: 'x' }, { action: 'remove', name: 'Brain' }, { query: 'kites' }],
  ['topics', { action: 'remove' }, { action: 'edit', name: 'Wind', query: 'wind' }, { action: 'list', name: 'Kites' }],
  ['topics', { action: 'add', name: 'kites', query: 'kite' }, { action: 'preview', query: '"boats' }],
  ['subscribe', {}, { topic: 'Kites' }, { topic: '(kites' }],
  ['unsubscribe', {}, { topic: 'Brain' }, { topic: 'Wind' }],
  ['schedule', { at: '25:00' }, { at: '9:60' }, { at: '13 pm' }, { weekdays: 'someday' }, { weekdays: 'mon,,funday' }],
  ['schedule', { timezone: 'Berlin' }, { timezone: 'Mars/Olympus' }, { cap: 0 }, { cap: 201 }, { state: 'off' }],
  ['digest', { when: 'tomorrow' }],
  ['mute', { word: 'a', author: 'b' }, { action: 'add' }, { action: 'remove', word: 'never muted' }, { word: '…' }],
  ['save', {}, { paper: 'Boats' }, { paper: '2406.04331', action: 'burn' }],
  ['saved', { export: 'pdf' }, { page: 0 }],
  ['vote', {}, { vote: 'up' }, { paper: '2406.04331' }, { vote: 'sideways', paper: '2406.04331' }],
  ['discuss', { paper: 'x', page: 1 }],
  ['discussed', { page: 0 }],
  ['recap', { what: 'month' }],
  ['threads', { answers: 'all' }, { recap: 91 }, { recap: -1 }],
  ['forget-me', { sure: 'no' }],
  ['status', { verbose: 1 }],
  ['help', { command: 'search', page: 1 }],
];

/** A row each for the examples of a command that has no rows of its own here, and one for an option it does not have. */
function rowsFromExamples({ name, examples }: Command): readonly TableRow[] {
  if (GOOD.some(([command]) => command === name)) return [];
  const uses = examples.map((example) => parseInput(example, commands).options);
  return [...uses.map((options) => row(name, options, 'reply')), row(name, { ...uses[0], surprise: 1 }, 'mistake')];
}

/** Every command with good, missing, wrong and hostile options; each row is meant for a fresh world. */
export const table: readonly TableRow[] = [
  ...commands.flatMap(rowsFromExamples),
  ...GOOD.flatMap(([command, ...uses]) => uses.map((options) => row(command, options, 'reply'))),
  ...WRONG.flatMap(([command, ...uses]) => uses.map((options) => row(command, options, 'mistake'))),
  ...TEXTS.flatMap(({ command, option, takes, ...rest }) =>
    HOSTILE.map(({ name, text, isQuery, isName }): TableRow => {
      const taken = { query: isQuery, name: isName, anything: name !== '10 kB', nothing: false }[takes];
      const besides = 'besides' in rest ? rest.besides : {};
      return {
        name: [command, ...Object.values(besides), 'with', name, 'as', option].join(' '),
        command,
        options: { ...besides, [option]: text },
        expect: taken ? 'reply' : 'mistake',
      };
    }),
  ),
];

function row(command: string, options: OptionValues, expect: TableRow['expect']): TableRow {
  const shown = Object.entries(options).map(([name, value]) => `${name} ${value}`);
  return { name: [command, ...shown].join(', '), command, options, expect };
}
