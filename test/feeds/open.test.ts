import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { FeedError } from '../../src/core/errors.ts';
import { isDumpName, isThere, listFiles, listUnopenable, openDumps, type DumpOrigins } from '../../src/feeds/open.ts';
import { bytesOf } from '../fakes/feed.ts';

const origins: DumpOrigins = { stdin: bytesOf('from stdin'), fetch: globalThis.fetch };

/** More than a stream reads ahead. */
function* manyChunks(): Generator<Uint8Array> {
  for (let i = 0; i < 100; i += 1) yield Buffer.from('x');
}

/** Each dump that a path names, and what is read from it. */
async function readAll(path: string, from: DumpOrigins = origins) {
  const read = [];
  for (const { source, bytes } of await openDumps(path, from)) read.push([source, String(await buffer(bytes))]);
  return read;
}

async function failureOf(path: string, from?: DumpOrigins): Promise<FeedError> {
  const error: unknown = await readAll(path, from).catch((thrown: unknown) => thrown);
  if (!(error instanceof FeedError)) throw new TypeError(`expected a FeedError, got ${error}`);
  expect(error.code).toBe('unreadable');
  return error;
}

describe('files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-open-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, text = name): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }

  test('a file is one dump, whatever its name', async () => {
    const path = write('.hidden page?.tmp', 'text');
    expect(await readAll(path)).toEqual([[path, 'text']]);
  });

  test('a large file comes in pieces', async () => {
    const path = write('large', 'x'.repeat(1_000_000));
    const [dump] = await openDumps(path, origins);
    const sizes = [];
    for await (const chunk of dump?.bytes ?? []) sizes.push(chunk.length);
    expect([sizes.length > 1, sizes.reduce((sum, size) => sum + size, 0)]).toEqual([true, 1_000_000]);
  });

  test('a folder gives its files by name, without hidden and half ones, without its folders', async () => {
    for (const name of ['b.txt', 'a.txt', 'C.txt', '.DS_Store', 'a.txt~', 'd.crdownload', 'e.part', 'f.tmp'])
      write(name);
    mkdirSync(join(folder, 'aa.txt'));
    symlinkSync(join(folder, 'b.txt'), join(folder, 'link.txt'));
    const names = ['C.txt', 'a.txt', 'b.txt', 'link.txt'];
    expect((await readAll(folder)).map(([source]) => basename(source ?? ''))).toEqual(names);
    expect((await listFiles(folder)).map((path) => basename(path))).toEqual(names);
  });

  test('a link that leads nowhere is among the files, and says so when it is read', async () => {
    const path = join(folder, 'b.txt');
    symlinkSync('nowhere', path);
    write('a.txt');
    const message = `${path}: it cannot be opened: it is a link, and what it leads to is not there; mend or remove it.`;
    expect(await listFiles(folder)).toEqual([join(folder, 'a.txt'), path]);
    expect(await listUnopenable(folder)).toEqual([path]);
    expect((await failureOf(folder)).message).toBe(message);
    expect((await failureOf(path)).message).toBe(message);
    expect([await isThere(path), await isThere(join(folder, 'c.txt'))]).toEqual([true, false]);
  });

  test.skipIf(process.platform !== 'linux')(
    'a name that is not UTF-8 is among them, too (skipped: this system has no such names)',
    async () => {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), '');
      const path = join(folder, 'caf\uFFFD');
      expect(await listUnopenable(folder)).toEqual([path]);
      expect((await failureOf(folder)).message).toBe(`${path}: it cannot be opened: its name is not UTF-8; rename it.`);
    },
  );

  test('a folder without a file is no source', async () => {
    mkdirSync(join(folder, 'below'));
    write('.DS_Store');
    expect((await failureOf(folder)).message).toBe(
      `${folder}: expected dumps, found no file in this folder. Save a papers page as text into it.`,
    );
  });

  test('a path with nothing behind it is no source', async () => {
    const path = join(folder, 'nowhere.txt');
    expect((await failureOf(path)).message).toBe(`${path}: there is no such file or folder.`);
    expect((await failureOf(join(write('a.txt'), 'below'))).message).toMatch(/ENOTDIR.*\.$/);
    await expect(listFiles(path)).rejects.toThrow(FeedError);
  });

  test.skipIf(process.getuid?.() === 0)(
    'a file that this user may not read says so (skipped: root reads all)',
    async () => {
      const path = write('a.txt');
      chmodSync(path, 0);
      expect((await failureOf(path)).message).toBe(`${path}: this user may not read it.`);
    },
  );

  test('a file that goes away between finding and reading is a FeedError with its cause', async () => {
    const path = write('a.txt');
    const [dump] = await openDumps(path, origins);
    rmSync(path);
    const error: unknown = await buffer(dump?.bytes ?? bytesOf('')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FeedError);
    expect(error).toHaveProperty('cause.code', 'ENOENT');
  });

  test('- is standard input', async () => {
    expect(await readAll('-')).toEqual([['-', 'from stdin']]);
  });

  test.each([
    ['page.txt', true],
    ['.page.txt', false],
    ['page.txt~', false],
    ['page.txt.part', false],
    ['apart', true],
  ])('%s is a dump: %s', (name, is) => {
    expect(isDumpName(name)).toBe(is);
  });
});

describe('addresses', () => {
  /** A server on this machine; its address ends in a path and a query that nobody should see. */
  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer).listen(0, '127.0.0.1');
    onTestFinished(() => void server.closeAllConnections());
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = z.object({ port: z.number() }).parse(server.address());
    return `http://127.0.0.1:${port}/papers?token=s3cret#access_token=s3cret`;
  }

  const bare = (url: string): string => url.replace(/\?.*/, '');

  test('are read, named without their query', async () => {
    const url = await serve((request, response) => response.end(`asked ${request.url}`));
    expect(await readAll(url)).toEqual([[bare(url), 'asked /papers?token=s3cret']]);
  });

  test('tell the day of the page where their query has it', async () => {
    const savedOn = async (query: string): Promise<unknown> =>
      (await openDumps(`https://papers.example/list${query}`, origins)).map((dump) => dump.savedOn?.toJSON());
    expect(await savedOn('?token=s3cret&date=2025-07-14')).toEqual(['2025-07-14T00:00:00.000Z']);
    expect(await savedOn('?date=2025-02-30')).toEqual([undefined]);
    expect(await savedOn('?update=2025-07-14')).toEqual([undefined]);
    expect(await savedOn('')).toEqual([undefined]);
  });

  test('that answer anything but a page are no source', async () => {
    const url = await serve((_request, response) => response.writeHead(404).end('no'));
    expect((await failureOf(url)).message).toBe(
      `${bare(url)}: the server answered 404. Check the address, or save the page and ingest the file.`,
    );
  });

  test('that are cut give what came, then fail without their query', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    const [dump] = await openDumps(url, origins);
    const read: string[] = [];
    const reading = (async () => {
      for await (const chunk of dump?.bytes ?? []) read.push(String(Buffer.from(chunk)));
    })();
    const error: unknown = await reading.catch((thrown: unknown) => thrown);
    expect(read).toEqual(['half']);
    expect(error).toBeInstanceOf(FeedError);
    expect(String(error)).toContain(`${bare(url)}: `);
    expect(String(error)).not.toContain('s3cret');
  });

  test('where nobody listens say why', async () => {
    const url = 'http://127.0.0.1:9/papers?token=s3cret';
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' });
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: refused }));
    expect((await failureOf(url, { ...origins, fetch })).message).toBe(
      'http://127.0.0.1:9/papers: connect ECONNREFUSED 127.0.0.1:9.',
    );
  });

  test('with a name and password fail without them', async () => {
    const { message } = await failureOf('https://ada:s3cret@papers.example/list?token=s3cret');
    expect(message).toMatch(/^https:\/\/papers\.example\/list: /);
    expect(message).not.toContain('s3cret');
  });

  test('that fall silent are given up, but a slow reader is waited for', async () => {
    const silent = await serve((_request, response) => response.write('half'));
    expect((await failureOf(silent, { ...origins, silenceMs: 60 })).message).toBe(
      `${bare(silent)}: the server was silent for 0.06 seconds.`,
    );
    const fetch: DumpOrigins['fetch'] = async (_url, init) =>
      new Response(Readable.toWeb(Readable.from(manyChunks(), init?.signal ? { signal: init.signal } : {})));
    const [dump] = await openDumps(silent, { ...origins, fetch, silenceMs: 20 });
    let length = 0;
    for await (const chunk of dump?.bytes ?? []) {
      if (length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      length += chunk.length;
    }
    expect(length).toBe(100);
  });
});
