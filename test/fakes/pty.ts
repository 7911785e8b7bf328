import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** Whether this machine has the program that makes a pseudo-terminal, `script` of util-linux. */
export const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

/** What keys send. */
export const KEYS = { enter: '\r', space: ' ', down: '\x1b[B', ctrlC: '\x03', ctrlD: '\x04', clear: '\x15' } as const;

/** A program in a pseudo-terminal. */
export interface Pty {
  /** Resolves once this was shown after what was last waited for. Rejects where the program ends before. */
  shows(text: string): Promise<void>;
  /** Waits for a text, then types. */
  answer(text: string, ...keys: readonly string[]): Promise<void>;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
  /** All that was shown, without colours and movements of the cursor. */
  shown(): string;
  /** Whether the cursor was left where it is seen. */
  hasCursor(): boolean;
  /** Ends the program, where it has not ended. */
  close(): void;
}

/** Runs a command of the shell in a pseudo-terminal of 100 columns. */
export function openPty(command: string, cwd: string, env: Readonly<Record<string, string>>): Pty {
  const child = spawn('script', ['-qfec', `stty cols 100 rows 50; ${command}`, '/dev/null'], { cwd, env });
  const ended = once(child, 'close').then(() => child.exitCode);
  let output = '';
  let read = 0;
  let wake = Promise.withResolvers<void>();
  const tell = (): void => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
    tell();
  });
  void ended.then(tell);
  const shown = (): string => stripVTControlCharacters(output);
  async function shows(text: string): Promise<void> {
    for (;;) {
      const at = shown().indexOf(text, read);
      if (at >= 0) {
        read = at + text.length;
        return;
      }
      if (child.exitCode !== null) throw new Error(`ended before it showed "${text}":\n${shown()}`);
      await wake.promise;
    }
  }
  return {
    shows,
    async answer(text, ...keys) {
      await shows(text);
      for (const key of keys) child.stdin.write(key);
    },
    ended,
    shown,
    hasCursor: () => output.lastIndexOf('\x1b[?25h') >= output.lastIndexOf('\x1b[?25l'),
    close: () => void child.kill(),
  };
}
