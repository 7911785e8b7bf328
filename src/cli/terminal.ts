import { createConsole } from '../platforms/console/index.ts';
import type { Platform, Post } from '../platform.ts';

/** The terminal a verb writes to: results on stdout, everything else on stderr. */
export interface Terminal {
  /** A result for programs: one JSON line on stdout. Rejects where nobody takes it, such as behind a closed pipe. */
  line(value: unknown): Promise<void>;
  /** A result for people, laid out to the terminal. Rejects as `line` does. */
  show(post: Post): Promise<void>;
  /** Text for people as it is, on stdout. Rejects as `line` does. */
  print(text: string): Promise<void>;
  /** A remark beside the results, on stderr. */
  remark(text: string): void;
  /** How far long work has come, on one line of stderr that replaces itself; nothing where that is no TTY. */
  progress(text: string): void;
  /** The console as a platform, for digests that count as posted. */
  readonly platform: Platform;
}

const CLEAR_LINE = '\r\u001B[K';

/** The terminal of this process. */
export function openTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const platform = createConsole({ input: stdin, output: stdout, colour: wantsColour() });
  let shown = false;
  const clear = (): void => {
    if (shown) stderr.write(CLEAR_LINE);
    shown = false;
  };
  const print = (text: string): Promise<void> => {
    clear();
    return new Promise((resolve, reject) => {
      stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
    });
  };
  return {
    platform,
    print,
    line: (value) => print(JSON.stringify(value)),
    async show(post) {
      clear();
      for (const { body } of platform.render(post)) await platform.post('', body, '');
    },
    remark(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      // A line that wraps could not be cleared as one.
      stderr.write(CLEAR_LINE + text.slice(0, Math.max(0, stderr.columns - 1)));
      shown = true;
    },
  };
}

/** Whether stdout should be styled: it is a TTY, unless NO_COLOR or FORCE_COLOR says otherwise (https://no-color.org). */
export function wantsColour(): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return no === undefined || no === '' ? process.stdout.isTTY : false;
}
