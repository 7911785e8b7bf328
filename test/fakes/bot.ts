import { defineCommand, type Command } from '../../src/command.ts';
import { readButtonId } from '../../src/command/buttons.ts';
import type { Bot } from '../../src/platform.ts';
import { fakeServices } from './services.ts';

/** A command `echo` that takes any text and runs as given. */
export function echo(run: Command['run']): Command {
  const options = [{ name: 'text', description: 'what to say', type: 'text' }] as const;
  return defineCommand({ name: 'echo', description: 'Say it again', options, examples: ['echo hello'], run });
}

/** What is said in threads is nothing to it. */
export const deaf: Pick<Bot, 'hear' | 'noteChange'> = { hear: async () => undefined, noteChange: async () => {} };

/** A bot of these commands over an empty library. */
export function botOf(...commands: readonly Command[]): Bot {
  const services = fakeServices({ commands });
  return {
    commands,
    greeting: { title: 'Hello', sections: [] },
    invoke: (command, invocation) => command.run(invocation, services),
    complete: async () => [],
    keepButtons: async () => {},
    findButton: async (id) => readButtonId(id),
    awaitsDigests: async () => false,
    spaces: async () => [],
    leave: async () => {},
    join: async () => false,
    ...deaf,
  };
}

/** A bot that says the channel and the text again. */
export const echoBot = botOf(
  echo(async ({ channel, options }) => ({ title: `${channel} ${options.text}`, sections: [] })),
);
