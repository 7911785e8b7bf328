import { describe, expect, test } from 'vitest';
import { defineCommand, type OptionSpec } from '../../src/command.ts';
import { UserInputError } from '../../src/core/errors.ts';
import { isCommandLine, parseInput } from '../../src/command/typed-commands.ts';

function declare(name: string, options: readonly OptionSpec[], examples: readonly string[] = []) {
  return defineCommand({
    name,
    description: name,
    options,
    examples,
    run: async () => ({ title: name, sections: [] }),
  });
}

const LIMIT: OptionSpec = { name: 'limit', description: 'how many', type: 'integer', min: 1, max: 20 };
const QUERY: OptionSpec = { name: 'query', description: 'what to look for', type: 'text', required: true };
const CHANGES = ['add', 'remove'];
const ACTION: OptionSpec = {
  name: 'action',
  description: 'what to do',
  type: 'choice',
  choices: ['list', 'preview', ...CHANGES],
};
const NAME: OptionSpec = { name: 'name', description: 'its name', type: 'text', neededFor: CHANGES };
const TOPIC_QUERY: OptionSpec = {
  name: 'query',
  description: 'its query',
  type: 'text',
  neededFor: ['preview', 'add'],
};
const REMOVING: OptionSpec = { name: 'action', description: 'what to do', type: 'choice', choices: CHANGES };
const WORD: OptionSpec = { name: 'word', description: 'a word', type: 'text' };
const AUTHOR: OptionSpec = { name: 'author', description: 'a name', type: 'text' };
const VOTE: OptionSpec = {
  name: 'vote',
  description: 'yes or no',
  type: 'choice',
  choices: ['up', 'down'],
  required: true,
};
const commands = [
  declare('search', [QUERY, LIMIT], ['search brain', 'search brain --limit 5']),
  declare('latest', [LIMIT], ['latest 10']),
  declare('subscribe', [{ name: 'topic', description: 'its name', type: 'text', required: true }, QUERY]),
  declare('tune', [{ name: 'offset', description: 'any', type: 'integer' }]),
  declare('help', []),
  declare('topics', [ACTION, NAME, TOPIC_QUERY], ['topics preview brain*']),
  declare('mute', [REMOVING, WORD, AUTHOR], ['mute survey']),
  declare('vote', [VOTE, { ...WORD, required: true }]),
];

function parse(line: string): readonly [string, Readonly<Record<string, string | number>>] {
  const { command, options } = parseInput(line, commands);
  return [command.name, options];
}

function refusal(line: string): string {
  try {
    parseInput(line, commands);
  } catch (error) {
    if (error instanceof UserInputError) return error.message;
    throw error;
  }
  throw new Error(`"${line}" was accepted`);
}

describe('reading', () => {
  test('a command is known bare, after a slash and after /papers, in any case', () => {
    for (const line of ['help', ' /help ', '/papers help', 'papers help', '/Papers  HELP']) {
      expect(parse(line)).toEqual(['help', {}]);
    }
  });

  test('a query arrives as it was typed, quotes, operators and inner blanks', () => {
    for (const query of [
      'sparse autoencoder',
      '"sparse  autoencoder" -survey',
      '(a OR b*) title:"x" upvotes>20',
      'don"t',
      "'",
    ]) {
      expect(parse(`search ${query}`)).toEqual(['search', { query }]);
    }
  });

  test('a named option may stand before, after or inside the query, with a blank or an equals sign', () => {
    const both = ['search', { query: '"a b" -c', limit: 5 }];
    expect(parse('search --limit 5 "a b" -c')).toEqual(both);
    expect(parse('search "a b" -c --limit=5')).toEqual(both);
    expect(parse('search "a b" --LIMIT 5 -c')).toEqual(both);
    expect(parse('search --limit 5 --query "a b" -c')).toEqual(both);
    expect(parse('search --query="a b" -c --limit "5"')).toEqual(both);
  });

  test('inside quotes and after a lone -- nothing is an option', () => {
    expect(parse('search "a --limit 5"')).toEqual(['search', { query: '"a --limit 5"' }]);
    expect(parse('search --limit 5 -- --limit 6')).toEqual(['search', { query: '--limit 6', limit: 5 }]);
  });

  test('options fill by place, all but the last text one word or one quoted text', () => {
    expect(parse('latest 5')).toEqual(['latest', { limit: 5 }]);
    expect(parse('subscribe "my topic" a OR "b c"')).toEqual(['subscribe', { topic: 'my topic', query: 'a OR "b c"' }]);
    expect(parse('subscribe a OR b --topic mine')).toEqual(['subscribe', { topic: 'mine', query: 'a OR b' }]);
  });

  test('an option not given is not there', () => {
    expect(parse('latest')).toEqual(['latest', {}]);
  });

  test('the bounds of an integer belong to it', () => {
    expect([parse('latest 1'), parse('latest 20')]).toEqual([
      ['latest', { limit: 1 }],
      ['latest', { limit: 20 }],
    ]);
  });

  test('an integer without bounds may be negative', () => {
    expect(parse('tune -3')).toEqual(['tune', { offset: -3 }]);
  });

  test('a line of a million characters is read at once, and refused', () => {
    expect(refusal(`search ${'"a" -b '.repeat(150_000)}`)).toContain(
      '"query" has 1049999 characters, but may have no more than 4000.',
    );
  });
});

describe('choices', () => {
  test('a choice stands first by place, in any case and in quotes, or anywhere by name', () => {
    for (const line of [
      'topics list',
      'topics LIST',
      'topics "list"',
      'topics --action list',
      'topics --action=List',
    ]) {
      expect(parse(line)).toEqual(['topics', { action: 'list' }]);
    }
    expect(parse('topics brain* --action preview')).toEqual(['topics', { action: 'preview', query: 'brain*' }]);
  });

  test('the choice decides which texts stand by place', () => {
    expect(parse('topics preview "sparse things" -survey')).toEqual([
      'topics',
      { action: 'preview', query: '"sparse things" -survey' },
    ]);
    expect(parse('topics add "sparse things" sparse* OR "a b"')).toEqual([
      'topics',
      { action: 'add', name: 'sparse things', query: 'sparse* OR "a b"' },
    ]);
    expect(parse('topics add --name mine sparse*')).toEqual([
      'topics',
      { action: 'add', name: 'mine', query: 'sparse*' },
    ]);
    expect(parse('topics --name mine --action add sparse*')).toEqual([
      'topics',
      { action: 'add', name: 'mine', query: 'sparse*' },
    ]);
    expect(parse('topics remove sparse things')).toEqual(['topics', { action: 'remove', name: 'sparse things' }]);
  });

  test('where no text is needed, the first stands by place, the others go by name and take all up to the next', () => {
    expect(parse('mute large language models')).toEqual(['mute', { word: 'large language models' }]);
    expect(parse('mute remove survey')).toEqual(['mute', { action: 'remove', word: 'survey' }]);
    expect(parse('mute --author Ada Lovelace --action remove')).toEqual([
      'mute',
      { action: 'remove', author: 'Ada Lovelace' },
    ]);
    expect(parse('mute --word remove')).toEqual(['mute', { word: 'remove' }]);
  });

  test('a first word that is none of them asks what was meant', () => {
    expect(refusal('topics interpretab* -survey')).toBe(
      '"topics" takes nothing like "interpretab* -survey"; did you mean "topics preview interpretab* -survey"?',
    );
    expect(refusal('topics previw brain')).toContain('did you mean "topics preview brain"?');
    expect(refusal('topics rm')).toContain('did you mean');
    expect(refusal('topics list brain')).toContain('"topics" takes nothing like "brain".');
  });

  test('a choice that is needed is said with its values', () => {
    expect(refusal('vote brain')).toBe('"vote" must be up or down, not "brain".');
    expect(refusal('vote')).toBe('"vote" needs a vote: yes or no.');
    expect(parse('vote up sparse things')).toEqual(['vote', { vote: 'up', word: 'sparse things' }]);
  });

  test('what a choice needs must be there, and what it does not need must not', () => {
    expect(refusal('topics add brain')).toBe(
      '"topics add" needs a query: its query.\nFor example: topics preview brain*',
    );
    expect(refusal('topics --query brain')).toContain('"query" goes with "topics preview" or "topics add" only.');
    expect(refusal('topics remove x --query brain')).toContain('"query" goes with');
  });
});

describe('refusing', () => {
  test('an unknown command, with the nearest where one is near', () => {
    expect(refusal('serach brain')).toBe(
      'There is no command "serach"; did you mean "search"? Type "help" to see them all.',
    );
    expect(refusal('sub')).toContain('did you mean "subscribe"?');
    expect(refusal('frobnicate')).toBe('There is no command "frobnicate"; type "help" to see them all.');
    expect(refusal('constructor')).toBe('There is no command "constructor"; type "help" to see them all.');
    expect(refusal('x'.repeat(1000))).toContain(`"${'x'.repeat(40)}…"`);
    expect(refusal('/papers')).toBe('A command is missing; type "help" to see them all.');
  });

  test('a required option that is missing, with an example', () => {
    const message = '"search" needs a query: what to look for.\nFor example: search brain --limit 5';
    expect(refusal('search')).toBe(message);
    expect(refusal('search --limit 5')).toBe(message);
  });

  test('an option that the command does not have', () => {
    expect(refusal('search brain --sort=new')).toContain(
      '"search" has no option "--sort"; it takes "--query" and "--limit".',
    );
    expect(refusal('help --constructor 1')).toBe('"help" has no option "--constructor"; it takes none.');
  });

  test('a number out of range, not whole, or none at all', () => {
    for (const value of ['0', '21', '1e1', '1.5', 'five', '٥', '9'.repeat(400)]) {
      const shown = value.length > 41 ? `${value.slice(0, 40)}…` : value;
      expect(refusal(`latest ${value}`)).toBe(
        `"limit" must be a whole number from 1 to 20, not "${shown}".\nFor example: latest 10`,
      );
    }
    expect(refusal('tune x')).toBe('"offset" must be a whole number, not "x".');
    expect(refusal('tune 9007199254740993')).toContain('must be a whole number');
  });

  test('an option without value, given twice, or one word too many', () => {
    expect(refusal('search brain --limit')).toContain('"--limit" needs a value.');
    expect(refusal('search brain --limit= --query x')).toContain('"--limit" needs a value.');
    expect(refusal('latest --limit 1 --limit 2')).toContain('"--limit" is given twice.');
    expect(refusal('subscribe a --topic b --query c')).toContain('"subscribe" takes nothing like "a".');
    expect(refusal('latest 5 6')).toContain('"latest" takes nothing like "6".');
  });
});

test.each([
  ['/search why', true],
  ['papers search why', true],
  ['Papers fly', true],
  ['help', true],
  ['search', true],
  ['vote up', true],
  ['search?', false],
  [' Latest 10 ', true],
  ['latest --limit 10', true],
  ['topics list', true],
  ['latest ones?', false],
  ['help me', false],
  ['search brain', false],
  ['topics remove Wind', false],
  ['paperscape?', false],
  ['papers', false],
  ['why does it work?', false],
  ['', false],
])('among people who talk, "%s" is a command: %s', (line, expected) => {
  expect(isCommandLine(line, commands)).toBe(expected);
});
