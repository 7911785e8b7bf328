import { defineCommand, type Command, type OptionSpec, type Reply } from '../src/command.ts';
import { shorten } from '../src/core/plain-text.ts';
import { list } from '../src/core/wording.ts';
import { readText } from '../src/command/options.ts';
import { suggest } from '../src/command/suggestions.ts';

/** Lists the commands, or explains one of them. */
export const help = defineCommand({
  name: 'help',
  description: 'List the commands, or explain one of them',
  options: [
    {
      name: 'command',
      description: 'the command to explain',
      type: 'text',
      async complete(typed, _caller, { commands }) {
        return suggest(
          typed,
          commands.map(({ name }) => ({ label: name, value: name })),
        );
      },
    },
  ],
  examples: ['help', 'help search'],
  async run({ options }, { commands }) {
    const wanted = readText(options, 'command').toLowerCase();
    if (wanted === '') return listCommands('Commands', commands);
    const command = commands.find(({ name }) => name === wanted);
    if (command !== undefined) return explain(command);
    return listCommands(`There is no command “${shorten(wanted)}”; these are the commands`, commands);
  },
});

function listCommands(title: string, commands: readonly Command[]): Reply {
  const text = commands.map(({ name, description }) => `• ${name}: ${description}`).join('\n');
  return { title, sections: [{ text }], footer: 'Add a name to see its options and examples: help search' };
}

function explain({ name, description, options, examples }: Command): Reply {
  return {
    title: `${name}: ${description}`,
    sections: [
      ...(options.length > 0 ? [{ heading: 'Options', text: options.map(describeOption).join('\n') }] : []),
      { heading: 'Examples', text: examples.map((example) => `• ${example}`).join('\n') },
    ],
  };
}

function describeOption(option: OptionSpec): string {
  const { name, description, type, required, choices = [], neededFor } = option;
  const notes = [
    ...(type === 'integer' ? [`whole number${range(option)}`] : []),
    ...(type === 'choice' ? [list(choices, 'or')] : []),
    ...(neededFor === undefined ? [] : [`with ${list(neededFor, 'and')}`]),
    ...(required ? ['required'] : []),
  ];
  return `• ${name}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}: ${description}`;
}

function range({ min, max }: OptionSpec): string {
  return (min === undefined ? '' : ` from ${min}`) + (max === undefined ? '' : ` to ${max}`);
}
