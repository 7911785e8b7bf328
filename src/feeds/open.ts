import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FeedError, messageOf } from '../core/errors.ts';

/** One dump that can be read. */
export interface OpenDump {
  /** A file path, `-` or a URL. */
  readonly source: string;
  /** Reading it may throw `FeedError`. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Where dumps are read from, besides files. */
export interface DumpOrigins {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly fetch: typeof globalThis.fetch;
}

const CHUNK_BYTES = 1 << 18;
const FETCH_TIMEOUT_MS = 30_000;

/** Finds the dumps a path names: a file, the files of a folder by name, `-` for standard input, or a URL. Throws `FeedError`. */
export async function openDumps(path: string, origins: DumpOrigins): Promise<readonly OpenDump[]> {
  if (path === '-') return [{ source: '-', bytes: origins.stdin }];
  if (/^https?:\/\//i.test(path)) return [{ source: path, bytes: fetchBytes(path, origins.fetch) }];
  const found = await attempt(path, () => stat(path));
  if (!found.isDirectory()) return [openFile(path)];
  const entries = await attempt(path, () => readdir(path, { withFileTypes: true }));
  const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name);
  if (names.length === 0)
    throw new FeedError(
      'unreadable',
      `${path}: expected dumps, found an empty folder. Save a papers page as text into it.`,
    );
  return names.toSorted().map((name) => openFile(join(path, name)));
}

/** Opens one file as a dump. */
export function openFile(path: string): OpenDump {
  return { source: path, bytes: readFile(path) };
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK_BYTES });
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function* fetchBytes(url: string, fetch: DumpOrigins['fetch']): AsyncGenerator<Uint8Array> {
  const shown = url.replace(/[?#].*$/, '');
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (!response.ok || response.body === null)
      throw new FeedError(
        'unreadable',
        `${shown}: the server answered ${response.status}. Check the address, or save the page and ingest the file.`,
      );
    yield* response.body;
  } catch (error) {
    throw error instanceof FeedError ? error : unreadable(shown, error);
  }
}

async function attempt<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): FeedError {
  const why = messageOf(error).startsWith('ENOENT')
    ? 'there is no such file or folder'
    : messageOf(error).replace(/[?#]\S*/g, '');
  return new FeedError('unreadable', `${path}: ${why}.`, { cause: error });
}
