import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The program's entry. */
export const ENTRY = fileURLToPath(new URL('../../src/cli/launch.js', import.meta.url));

/** How a run ended, and what it wrote. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run is given besides its arguments. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Nobody reads its standard output. */
  readonly unread?: true;
}

/** A folder of one test's own, in which the program runs as a person runs it, with nothing set but what the test sets. */
export interface Desk {
  readonly folder: string;
  /** Writes a file, and resolves its path inside the folder. */
  write(name: string, content: string): string;
  run(args: readonly string[], options?: RunOptions): Promise<Run>;
}

/** Sets up a folder that is gone after the test. */
export function openDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    write(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    async run(args, { env = {}, stdin = '', unread } = {}) {
      const child = spawn(process.execPath, [ENTRY, ...args], { cwd: folder, env: { ...BARE, ...env } });
      const closed = once(child, 'close');
      if (unread) child.stdout.destroy();
      // A program that never reads its input may have ended before it was written.
      child.stdin.on('error', () => undefined);
      child.stdin.end(stdin);
      const [stdout, stderr] = await Promise.all([unread ? '' : text(child.stdout), text(child.stderr)]);
      await closed;
      return { code: child.exitCode, stdout, stderr };
    },
  };
}

/** The lines a program would read; throws where one is no JSON. */
export function linesOf({ stdout }: Run): readonly unknown[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line));
}

/** The environment in which nothing is set. */
export const BARE = {
  PATH: process.env['PATH'] ?? '',
  TZ: 'UTC',
  // Any free one.
  PORT: '0',
  // Each run compiles the same sources: https://nodejs.org/api/module.html#module-compile-cache
  NODE_COMPILE_CACHE: join(tmpdir(), 'paperboy-compiled'),
};
