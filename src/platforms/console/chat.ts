import { clearScreenDown, createInterface, cursorTo, moveCursor, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { callbackify } from 'node:util';

/** The two ends of a terminal, or of a pipe. */
export interface Streams {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
}

/** What a chat is about: how it asks, and who answers. */
export interface ChatOptions extends Streams {
  /** Shown where a person is expected to type; never to a pipe. */
  readonly prompt: string;
  /** Shown once to a person, never to a pipe. */
  readonly greeting: string;
  /** For the tab key: the candidates, and the text they replace; none where it rejects. */
  complete(line: string): Promise<[string[], string]>;
  /** The text to show for a typed line; must not reject. */
  answer(line: string): Promise<string>;
}

/** A conversation over two streams, from its greeting until somebody ends it. */
export interface Chat {
  /** Resolves when the person quits, the input ends and all is answered, the output breaks, or after {@link close}. */
  readonly closed: Promise<void>;
  /** Shows a text above the line being typed. Rejects where it cannot be written. */
  print(text: string): Promise<void>;
  /** Ends the chat at once; an answer still under way is not shown. */
  close(): void;
}

/** Whether a person sits at both ends. */
function isInteractive({ input, output }: Streams): boolean {
  return input.isTTY === true && output.isTTY === true;
}

/** Writes a text and an empty line after it; resolves once the stream has taken it. */
export function write(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(`${text}\n\n`, (error) => (error ? reject(error) : resolve()));
  });
}

function nothingFor(line: string): [string[], string] {
  return [[], line];
}

/** Opens a chat: lines are answered one after the other, in the order they came. */
export function openChat(options: ChatOptions): Chat {
  const { input, output, prompt } = options;
  const terminal = isInteractive(options);
  const completer = callbackify((line: string) => options.complete(line).catch(() => nothingFor(line)));
  const lines = createInterface({ input, output, terminal, prompt, completer, removeHistoryDuplicates: true });
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  let open = true;
  let prompted = false;

  function close(): void {
    if (!open) return;
    open = false;
    lines.close();
    if (prompted) output.write('\n');
    resolve();
  }

  function ask(): void {
    if (!terminal || !open) return;
    prompted = true;
    lines.prompt(true);
  }

  async function print(text: string): Promise<void> {
    const rowsBelow = terminal && open ? clearTyped(lines, output) : 0;
    const written = write(output, text + '\n'.repeat(rowsBelow));
    ask();
    await written;
  }

  async function serve(): Promise<void> {
    // From here on lines are kept; those that come before anybody listens would be lost.
    const typed = lines[Symbol.asyncIterator]();
    if (terminal) await print(options.greeting);
    for await (const line of typed) {
      prompted = false;
      if (/^\s*\/?(?:quit|exit)\s*$/i.test(line)) return;
      const text = line.trim() === '' ? undefined : await options.answer(line);
      if (!open) return;
      await (text === undefined ? ask() : print(text));
    }
  }

  lines.on('SIGINT', close);
  input.on('error', close);
  output.on('error', close);
  serve().then(close, close);
  return { closed, print, close };
}

/**
 * Clears the typed line, however many rows it fills. Redrawing, readline goes up as many rows as it last drew before it
 * clears: so many, which it returns, must be left free under whatever is written meanwhile.
 */
function clearTyped(lines: Interface, output: Writable): number {
  const { rows } = lines.getCursorPos();
  moveCursor(output, 0, -rows);
  cursorTo(output, 0);
  clearScreenDown(output);
  return rows;
}
