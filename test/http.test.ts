import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { PlatformError } from '../src/core/errors.ts';
import { openStore } from '../src/core/store/open.ts';
import { sql } from '../src/core/store/sql.ts';
import { findUnready, listen, openHttp, reachable, type HttpParts } from '../src/http.ts';
import type { HttpRoute } from '../src/platform.ts';
import { fakePlatform } from './fakes/platform.ts';

const slow: HttpRoute = { path: '/slow', serve: (_request, response) => void response.write('half') };

async function serve(given: Partial<HttpParts> = {}) {
  const server = await openHttp({
    host: '127.0.0.1',
    port: 0,
    findUnready: async () => ({}),
    readMetrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'paperboy_papers 3\n' }),
    routes: [],
    ...given,
  });
  onTestFinished(() => server.close());
  const url = `http://127.0.0.1:${server.port}`;
  const ask = async (path: string, method = 'GET'): Promise<[number, string]> => {
    const response = await fetch(url + path, { method });
    return [response.status, await response.text()];
  };
  return { ...server, ask };
}

test('says that it is alive, whether it is ready, and what it counts; nothing else', async () => {
  const { ask } = await serve();
  expect(await ask('/healthz')).toEqual([200, '{"alive":true}\n']);
  expect(await ask('/readyz?verbose')).toEqual([200, '{"ready":true}\n']);
  expect(await ask('/metrics')).toEqual([200, 'paperboy_papers 3\n']);
  expect(await ask('/healthz', 'HEAD')).toEqual([200, '']);
  expect((await ask('/healthz', 'POST'))[0]).toBe(405);
  expect((await ask('/'))[0]).toBe(404);
});

test('names what is not ready', async () => {
  const { ask } = await serve({ findUnready: async () => ({ store: 'The store is full.' }) });
  expect(await ask('/readyz')).toEqual([503, '{"ready":false,"notReady":{"store":"The store is full."}}\n']);
  expect((await ask('/healthz'))[0]).toBe(200);
});

test('a fault of its own is an answer, and no end', async () => {
  const { ask } = await serve({ readMetrics: async () => Promise.reject(new Error('broken')) });
  expect(await ask('/metrics')).toEqual([500, '{"error":"broken"}\n']);
  expect((await ask('/healthz'))[0]).toBe(200);
});

test('is ready when the store takes and gives, a platform serves and the schedule ticks', async () => {
  const store = await openStore('sqlite::memory:');
  const well = { store, served: 1, sinceTickMs: 60_000 };
  expect(await findUnready(well)).toEqual({});
  expect(await findUnready({ ...well, served: 0, sinceTickMs: 200_000 })).toEqual({
    platforms: 'No platform serves people.',
    schedule: 'No minute has begun for 200 s.',
  });
  await store.query(sql`PRAGMA query_only = 1`);
  expect(await findUnready(well)).toEqual({ store: expect.stringContaining('can be read but not written') });
  await store.close();
  expect(await findUnready(well)).toEqual({ store: expect.any(String) });
});

test('is alive while another program holds the store, and ready when that one has ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-http-'));
  const path = join(folder, 'a.db');
  const store = await openStore(`sqlite:${path}`);
  const other = new DatabaseSync(path);
  onTestFinished(async () => {
    other.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const { ask } = await serve({ findUnready: () => findUnready({ store, served: 1, sinceTickMs: 0 }) });
  await ask('/healthz');
  other.exec('BEGIN IMMEDIATE');
  const ready = ask('/readyz');
  const begunMs = performance.now();
  for (let i = 0; i < 5; i++) expect((await ask('/healthz'))[0]).toBe(200);
  // A store that waited with the whole thread would do so for five seconds.
  expect(performance.now() - begunMs).toBeLessThan(4000);
  other.exec('COMMIT');
  expect(await ready).toEqual([200, '{"ready":true}\n']);
});

test('a port that is taken is said once, and keeps only those from serving who must be called', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const said: string[] = [];
  const note = (first: object | string, message?: string): void => void said.push(message ?? String(first));
  const parts = { host: '127.0.0.1', port, findUnready: async () => ({}), routes: [] };
  const readMetrics = async () => ({ contentType: '', text: '' });
  const http = await listen({ ...parts, readMetrics }, { debug: note, info: note, warn: note, error: note });
  expect(said).toEqual([
    `Paperboy cannot listen on 127.0.0.1:${port} (another program listens there): set another PORT, or 0 for any free one. Until then nobody can ask how it is.`,
  ]);
  const [deaf, other2] = reachable([fakePlatform({ route: slow }), fakePlatform()], http);
  await expect(deaf?.start(Object.create(null))).rejects.toThrow(PlatformError);
  await expect(other2?.start(Object.create(null))).resolves.toBeUndefined();
});

test('a call that never ends holds up no stop', async () => {
  const { port, close } = await serve({ routes: [slow] });
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write('GET /slow HTTP/1.1\r\nhost: a\r\n\r\n');
  await once(socket, 'data');
  await close();
  await once(socket, 'close');
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed');
});
