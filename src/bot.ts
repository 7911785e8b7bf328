import { findButton, keepButtons } from './command/buttons.ts';
import type { Services } from './command/services.ts';
import type { Command, Invocation, Reply } from './command.ts';
import type { Config } from './core/config.ts';
import { messageOf, UserInputError } from './core/errors.ts';
import type { Log } from './core/log.ts';
import { logContext, withinRequest } from './core/log-context.ts';
import { shorten } from './core/plain-text.ts';
import { redact } from './core/redact.ts';
import type { Store } from './core/store/store.ts';
import { takeTurn } from './core/turns.ts';
import { retryNow } from './deliveries/channel-troubles.ts';
import { sectionsWithDiscussions } from './discussions/card-discussions.ts';
import { listSpaces, noteJoined, noteLeft } from './digests/spaces.ts';
import { checkOptions } from './command/options.ts';
import { limitSuggestions } from './command/suggestions.ts';
import { isCommandLine, splitInput } from './command/typed-commands.ts';
import type { Bot, Post, Said } from './platform.ts';

/** What the bot is made of. */
export interface BotParts {
  readonly services: Services;
  readonly store: Store;
  readonly access: Config['access'];
  readonly log: Log;
  /** What becomes of what is said in threads. */
  readonly hearing: Pick<Bot, 'hear' | 'noteChange'>;
  /** The present, in milliseconds since 1970. */
  readonly now: () => number;
}

const GREETING: Post = {
  title: 'Hello, I am Paperboy',
  intro: 'I bring this team the research papers it cares about. Three first steps:',
  sections: [
    { text: '/papers search sparse autoencoder\nlooks through the papers that have come in' },
    { text: '/papers subscribe sparse autoencoder\nmakes a channel follow a topic: new papers on it come as a digest' },
    { text: '/papers help\nlists everything else' },
  ],
};

/** Makes what platforms serve people with. */
export function createBot({ services, store, access, log, hearing, now }: BotParts): Bot {
  const { commands } = services;

  async function invoke(command: Command, invocation: Invocation): Promise<Reply> {
    const begunMs = performance.now();
    const { channel } = invocation;
    try {
      const options = checkOptions(invocation.options, command);
      if (access === 'managers' && !isAllowed(command, { ...invocation, options })) return refuse(command);
      await takeTurn();
      const reply = await command.run({ ...invocation, options }, services);
      const sections = await sectionsWithDiscussions(store, reply.sections, invocation);
      log.info({ command: command.name, channel, tookMs: Math.round(performance.now() - begunMs) }, 'ran a command');
      return { ...reply, sections };
    } catch (error) {
      if (error instanceof UserInputError) return mistake('That did not work', error.message);
      log.error({ err: error, command: command.name, channel }, 'a command failed');
      const { request } = logContext();
      return mistake('Something went wrong', `${redact(messageOf(error))}\nThe log tells more, under ${request}.`);
    }
  }

  return {
    commands,
    greeting: GREETING,
    invoke: (command, invocation) => withinRequest(() => invoke(command, invocation)),
    async complete(command, option, typed, caller) {
      try {
        await takeTurn('soon');
        const spec = command.options.find(({ name }) => name === option);
        const suggestions = await spec?.complete?.(typed, caller, services);
        return limitSuggestions(suggestions ?? []);
      } catch (error) {
        // Half a query is no fault of anyone.
        if (!(error instanceof UserInputError))
          log.error({ err: error, command: command.name, option }, 'a completion failed');
        return [];
      }
    },
    keepButtons: (buttons) => keepButtons(store, buttons),
    async findButton(id) {
      const button = await findButton(store, id);
      return commands.some(({ name }) => name === button?.command) ? button : undefined;
    },
    awaitsDigests: async (caller) => (await services.subscriptions(caller)).length > 0,
    spaces: (platform) => listSpaces(store, platform),
    leave: (space) => noteLeft(store, space, now()),
    join: (space) => join(store, space, now()),
    hear: (said) => withinRequest(() => hear(said, commands, hearing)),
    noteChange: (change) => hearing.noteChange(change),
  };
}

/** Where commands reach threads a mention is a question; but some will type a command behind it. */
async function hear(said: Said, commands: readonly Command[], hearing: BotParts['hearing']): Promise<Post | undefined> {
  const isCommand = said.isToBot && said.text.trim() !== '' && isCommandLine(said.text, commands);
  if (!isCommand) return hearing.hear(said);
  const { name, rest } = splitInput(said.text);
  return mistake('That is a command', `Type it without mentioning me: /papers ${name}${shorten(rest, 100)}`);
}

async function join(store: Store, space: string, nowMs: number): Promise<boolean> {
  // It may have been let into a channel where it could not post.
  await retryNow(store, space, nowMs);
  return noteJoined(store, space, nowMs);
}

function isAllowed(command: Command, { options, mayManage }: Invocation): boolean {
  return mayManage || command.changesChannel?.(options) !== true;
}

function refuse({ name }: Command): Reply {
  return mistake(
    'That is not yours to change',
    `"${name}" would change what this whole channel gets, and needs the right to manage the channel: ask someone who has it.`,
  );
}

function mistake(title: string, text: string): Reply {
  return { title, sections: [{ text }] };
}
