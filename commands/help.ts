import { defineCommand, type Command, type OptionSpec, type Reply } from '../src/command.ts';

/** Lists the commands, or explains one of them. */
export const help = defineCommand({
  name: 'help',
  description: 'List the commands, or explain one of them',
  options: [{ name: 'command', description: 'the command to explain', type: 'text' }],
  examples: ['help', 'help search'],
  async run({ options }, { commands }) {
    const wanted = String(options.command ?? '').toLowerCase();
    if (wanted === '') return listCommands('Commands', commands);
    const command = commands.find(({ name }) => name === wanted);
    return command ? explain(command) : listCommands(`There is no command ${wanted}; these are the commands`, commands);
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

function describeOption({ name, description, type, required, min, max }: OptionSpec): string {
  const kind = type === 'integer' ? [`whole number${range(min, max)}`] : [];
  const notes = [...kind, ...(required ? ['required'] : [])];
  return `• ${name}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}: ${description}`;
}

function range(min: number | undefined, max: number | undefined): string {
  return (min === undefined ? '' : ` from ${min}`) + (max === undefined ? '' : ` to ${max}`);
}
