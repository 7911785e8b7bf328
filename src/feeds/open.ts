import { lstat, open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FeedError, hasCode, messageOf } from '../core/errors.ts';
import { redact } from '../core/redact.ts';
import type { DumpContext } from './feed.ts';

/** One dump that can be read. */
export interface OpenDump extends DumpContext {
  /** Reading it may throw `FeedError`. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Where dumps are read from, besides files. */
export interface DumpOrigins {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly fetch: typeof globalThis.fetch;
  /** How long a server may be silent, in milliseconds; half a minute where absent. */
  readonly silenceMs?: number;
}

const CHUNK_BYTES = 1 << 19;
const SILENCE_MS = 30_000;

/** Finds the dumps a path names: a file, the files of a folder by name, `-` for standard input, or a URL. Throws `FeedError`. */
export async function openDumps(path: string, origins: DumpOrigins): Promise<readonly OpenDump[]> {
  if (path === '-') return [{ source: '-', bytes: origins.stdin }];
  if (/^https?:\/\//i.test(path)) return [openUrl(path, origins)];
  const found = await attempt(path, () => stat(path));
  if (!found.isDirectory()) return [openFile(path)];
  const files = await listFiles(path);
  if (files.length === 0)
    throw new FeedError(
      'unreadable',
      `${path}: expected dumps, found no file in this folder. Save a papers page as text into it.`,
    );
  return files.map(openFile);
}

/**
 * The paths of a folder's dumps in the order of their names: its files, links to files among them, and what cannot be opened,
 * which says so when it is read. Throws `FeedError`.
 */
export async function listFiles(folder: string): Promise<readonly string[]> {
  return (await findFiles(folder)).map(({ path }) => path);
}

/** Those of a folder's dumps that cannot be opened: links that lead nowhere, and names that are not UTF-8. Throws `FeedError`. */
export async function listUnopenable(folder: string): Promise<readonly string[]> {
  return (await findFiles(folder)).filter(({ isOpenable }) => !isOpenable).map(({ path }) => path);
}

async function findFiles(folder: string): Promise<readonly { path: string; isOpenable: boolean }[]> {
  const names = (await attempt(folder, () => readdir(folder))).filter(isDumpName).toSorted();
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const behind = await stat(path).catch(() => undefined);
      const isDump = behind === undefined ? await isThere(path) : behind.isFile();
      return isDump ? [{ path, isOpenable: behind !== undefined }] : [];
    }),
  );
  return found.flat();
}

/** Whether something has this name, be it only a link that leads nowhere; of names that are not UTF-8, nobody can say. */
export async function isThere(path: string): Promise<boolean> {
  return isMisnamed(path) || (await lstat(path).catch(() => undefined)) !== undefined;
}

/** Node puts this sign where a name has bytes that are no UTF-8. */
function isMisnamed(path: string): boolean {
  return basename(path).includes('\uFFFD');
}

/** Whether a file of this name is meant to be read: not hidden, and not the half of a download or save. */
export function isDumpName(name: string): boolean {
  return !/^\.|~$|\.(?:part|tmp|crdownload)$/.test(name);
}

/** Opens one file as a dump. */
export function openFile(path: string): OpenDump {
  return { source: path, bytes: readFile(path) };
}

/** A query may hold a token, so that only the day of the page is taken from it. */
function openUrl(url: string, origins: DumpOrigins): OpenDump {
  const source = redact(url);
  const day = /[?&]date=(\d{4}-\d\d-\d\d)(?:[&#]|$)/.exec(url)?.[1] ?? '';
  const savedOn = new Date(day);
  const bytes = fetchBytes(url, source, origins);
  return { source, bytes, ...(savedOn.toJSON()?.startsWith(day) && { savedOn }) };
}

/** Reads into two buffers in turn: a chunk is gone once the next is asked for, and memory does not grow with the file. */
async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  const file = await attempt(path, () => open(path));
  const read = async (buffer: Buffer): Promise<Buffer> => {
    const { bytesRead } = await attempt(path, () => file.read(buffer, 0, CHUNK_BYTES));
    return buffer.subarray(0, bytesRead);
  };
  let [ahead, spare] = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)];
  let reading = read(ahead);
  try {
    for (;;) {
      const chunk = await reading;
      if (chunk.length === 0) return;
      [ahead, spare] = [spare, ahead];
      reading = read(ahead);
      yield chunk;
    }
  } finally {
    // Nobody asks any more for what is being read ahead.
    await Promise.allSettled([reading]);
    await file.close();
  }
}

async function* fetchBytes(url: string, source: string, { fetch, silenceMs }: DumpOrigins): AsyncGenerator<Uint8Array> {
  const abort = new AbortController();
  const listen = <Answer>(answer: Promise<Answer>): Promise<Answer> => within(silenceMs ?? SILENCE_MS, abort, answer);
  try {
    const response = await listen(fetch(url, { signal: abort.signal }));
    if (!response.ok || response.body === null)
      throw new FeedError(
        'unreadable',
        `${source}: the server answered ${response.status}. Check the address, or save the page and ingest the file.`,
      );
    const chunks = response.body[Symbol.asyncIterator]();
    for (let next = await listen(chunks.next()); !next.done; next = await listen(chunks.next())) yield next.value;
  } catch (error) {
    throw error instanceof FeedError ? error : unreadable(source, error);
  } finally {
    abort.abort();
  }
}

/** Only the server's silence counts: the reader may take its time between two chunks. */
async function within<Answer>(silenceMs: number, abort: AbortController, answer: Promise<Answer>): Promise<Answer> {
  const timer = setTimeout(
    () => abort.abort(new Error(`the server was silent for ${silenceMs / 1000} seconds`)),
    silenceMs,
  );
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}

async function attempt<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw unreadable(path, error, hasCode(error, 'ENOENT') ? await whyAbsent(path) : undefined);
  }
}

async function whyAbsent(path: string): Promise<string> {
  if (isMisnamed(path)) return 'it cannot be opened: its name is not UTF-8; rename it';
  if (await isThere(path))
    return 'it cannot be opened: it is a link, and what it leads to is not there; mend or remove it';
  return 'there is no such file or folder';
}

function unreadable(source: string, error: unknown, reason = reasonOf(error)): FeedError {
  return new FeedError('unreadable', `${source}: ${reason}.`, { cause: error });
}

/** What was thrown, in words; `fetch` itself says nothing but that it failed, and may repeat the whole address. */
function reasonOf(error: unknown): string {
  if (hasCode(error, 'EACCES') || hasCode(error, 'EPERM')) return 'this user may not read it';
  const deepest = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return redact(messageOf(deepest)).replace(/\.$/, '');
}
