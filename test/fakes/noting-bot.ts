import { readButtonId } from '../../src/command/buttons.ts';
import { checkOptions } from '../../src/command/options.ts';
import { defineCommand, type Button, type Command, type Reply } from '../../src/command.ts';
import { UserInputError } from '../../src/core/errors.ts';
import type { Bot } from '../../src/platform.ts';
import { fakeCards } from './services.ts';

/** A bot that answers without any library, and notes what it was asked. */
export interface NotingBot extends Bot {
  /** `channel command {options}`, in order. */
  readonly asked: string[];
  readonly joined: string[];
  readonly left: string[];
  readonly kept: Map<string, Button>;
}

const [CARD] = fakeCards(1);

function declare(
  name: string,
  run: () => Reply,
  options: Command['options'] = [],
  more: Partial<Command> = {},
): Command {
  return defineCommand({ name, description: `Do ${name}`, options, examples: [name], run: async () => run(), ...more });
}

const text = { name: 'query', description: 'what to look for', type: 'text', required: true } as const;

/** Commands of every kind: private, shareable, public, paged, long, failing, with a file. */
export const commands: readonly Command[] = [
  declare('search', () => ({ title: 'Found', sections: [{ cards: CARD ? [CARD] : [] }], isShareable: true }), [
    { ...text, complete: async (typed) => [{ label: `${typed} otters`, value: typed }] },
    { name: 'page', description: 'which page', type: 'integer', min: 1, max: 9 },
  ]),
  {
    ...declare('paper', () => ({ title: 'One paper', sections: [], isShareable: true }), [{ ...text, name: 'paper' }]),
    shortcut: { label: 'Find this paper', option: 'paper' },
  },
  declare('subscribe', () => ({ title: 'Now following Otters', sections: [], isPublic: true }), [], {
    changesChannel: () => true,
  }),
  declare('long', () => ({ title: 'Long', sections: [{ text: 'word '.repeat(2000) }] })),
  declare('endless', () => ({ title: 'Endless', sections: [{ text: 'word '.repeat(12_000) }] })),
  declare('export', () => ({ title: 'Your papers', sections: [], file: { name: 'my papers.bib', text: '@misc{a}' } })),
  declare('topics', () => ({ title: 'Topic added', sections: [], isPublic: true }), [
    { name: 'action', description: 'what to do', type: 'choice', choices: ['list', 'add'] },
    { name: 'name', description: 'the name of the topic', type: 'text', neededFor: ['add'] },
    { name: 'query', description: 'what its papers match', type: 'text', neededFor: ['add'] },
  ]),
  declare('choose', () => ({
    title: 'Many',
    sections: [],
    menu: {
      label: 'Which?',
      choices: Array.from({ length: 6 }, (_, i) => ({
        label: `Otter ${i}`,
        command: 'paper',
        options: { paper: `otter ${i}` },
        how: 'answer',
      })),
    },
  })),
  declare('broken', () => {
    throw new Error('a bug');
  }),
  declare('paged', () => ({
    title: 'Page 1',
    sections: [{ cards: fakeCards(10) }],
    buttons: [{ label: 'Next', command: 'search', options: { query: 'o'.repeat(200) }, how: 'replace' }],
  })),
];

/** A bot of these commands; `given` replaces what it does. */
export function notingBot(given: Partial<Bot> = {}): NotingBot {
  const asked: string[] = [];
  const joined: string[] = [];
  const left: string[] = [];
  const kept = new Map<string, Button>();
  return {
    commands,
    greeting: { title: 'Hello, this is Paperboy', sections: [{ text: 'Try `/papers subscribe`.' }] },
    asked,
    joined,
    left,
    kept,
    async invoke(command, { options: given, channel, person, mayManage }) {
      try {
        const options = checkOptions(given, command);
        asked.push(`${channel} ${person} ${mayManage} ${command.name} ${JSON.stringify(options)}`);
        // None of these commands uses the services.
        return await command.run({ options, channel, person, mayManage, space: channel }, Object.create(null));
      } catch (error) {
        if (!(error instanceof UserInputError)) throw error;
        return { title: 'That did not work', sections: [{ text: error.message }] };
      }
    },
    complete: async (command, option, typed, caller) =>
      (await command.options.find(({ name }) => name === option)?.complete?.(typed, caller, Object.create(null))) ?? [],
    keepButtons: async (buttons) => buttons.forEach((button, i) => kept.set(`#${i}`, button)),
    findButton: async (id) => readButtonId(id) ?? [...kept.values()].find(() => id.startsWith('#')),
    awaitsDigests: async () => true,
    spaces: async () => [],
    leave: async (space) => void left.push(space),
    join: async (space) => joined.push(space) === 1,
    hear: async () => undefined,
    noteChange: async () => {},
    ...given,
  };
}
