import { styleText } from 'node:util';
import type { Caller } from '../../command.ts';
import { LOCAL_CHANNEL } from '../../core/config-schema.ts';
import { messageOf, UserInputError } from '../../core/errors.ts';
import type { Bot, Platform, Post } from '../../platform.ts';
import { parseInput } from '../../command/typed-commands.ts';
import { openChat, write, type Chat, type Streams } from './chat.ts';
import { completeInput } from './commands.ts';
import { layout } from './layout.ts';
import { render, renderWarning } from './render.ts';
import { renderReply } from './reply.ts';

/** Whoever sits at the terminal: alone in a space of their own, and free to change it. */
const CALLER: Caller = {
  channel: LOCAL_CHANNEL,
  space: LOCAL_CHANNEL,
  person: LOCAL_CHANNEL,
  mayManage: true,
};

/** Columns where the terminal does not tell. */
const DEFAULT_WIDTH = 80;

const PROMPT = 'papers> ';

const GREETING: Post = {
  title: 'Paperboy: research papers for your topics, in the terminal',
  sections: [
    {
      text: 'Try "latest", "digest" or "search sparse autoencoder"; "help" lists everything.\nThe tab key completes a name, and "quit" ends the chat.',
    },
  ],
};

/** What the console runs on. */
export interface ConsoleOptions extends Streams {
  /** In columns; without it the output's own, followed as it changes, else 80. */
  readonly width?: number;
  /** Whether to style the text; the caller has looked at NO_COLOR, FORCE_COLOR and the terminal. */
  readonly colour: boolean;
}

/** The terminal as a platform. */
export interface ConsolePlatform extends Platform {
  /** Resolves when the person has quit, the input has ended and is answered, or the platform was stopped. */
  readonly closed: Promise<void>;
}

/**
 * Makes the console: commands are typed as in a chat, digests appear above the line being typed. `post` works before
 * `start` too; `find` cannot say, for a terminal keeps no record of what it showed.
 */
export function createConsole({ input, output, width, colour }: ConsoleOptions): ConsolePlatform {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  let chat: Chat | undefined;

  function show(part: string): string {
    return layout(part, { width: width ?? (output.columns || DEFAULT_WIDTH), colour });
  }

  return {
    id: 'console',
    closed,
    render: (post) => render(post).map((body) => ({ body, papers: papersOf(post) })),
    renderPlain: (post) => render(post).join(''),
    async start(bot) {
      chat = openChat({
        input,
        output,
        prompt: colour ? styleText('bold', PROMPT, { validateStream: false }) : PROMPT,
        greeting: showPost(GREETING, show),
        complete: (line) => completeInput(line, bot, CALLER),
        answer: (line) => answer(line, bot, show),
      });
      chat.closed.then(resolve);
    },
    async post(_channel, part, marker) {
      const text = show(part);
      await (chat === undefined ? write(output, text) : chat.print(text));
      return marker;
    },
    async find() {
      return 'unknown';
    },
    async stop() {
      chat?.close();
      resolve();
    },
  };
}

function papersOf({ sections }: Post): readonly string[] {
  return sections.flatMap(({ cards = [] }) => cards.map(({ id }) => id));
}

async function answer(line: string, bot: Bot, show: (part: string) => string): Promise<string> {
  try {
    const { command, options } = parseInput(line, bot.commands);
    const reply = await bot.invoke(command, { ...CALLER, options });
    return renderReply(reply, bot.commands).map(show).join('\n');
  } catch (error) {
    const prefix = error instanceof UserInputError ? '' : 'That did not work: ';
    return show(renderWarning(prefix + messageOf(error)));
  }
}

function showPost(post: Post, show: (part: string) => string): string {
  return render(post).map(show).join('\n');
}
