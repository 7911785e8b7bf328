import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { hasCode, messageOf, PlatformError } from './core/errors.ts';
import type { Log } from './core/log.ts';
import type { Store } from './core/store/store.ts';
import type { HttpRoute, Platform } from './platform.ts';

/** What is served. */
export interface HttpParts {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** What is not ready, by name, each with a sentence; nothing where all is. */
  findUnready(): Promise<Readonly<Record<string, string>>>;
  readMetrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** What platforms are called at. */
  readonly routes: readonly HttpRoute[];
}

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  /** Takes no more calls, lets those under way end for a second, and resolves when all have ended. */
  close(): Promise<void>;
}

/** What readiness depends on. */
export interface Vitals {
  readonly store: Store;
  /** How many platforms serve people. */
  readonly served: number;
  /** How long ago the schedule's last minute began, or the schedule. */
  readonly sinceTickMs: number;
}

/** Two minutes may be late on a busy machine. */
const LATEST_TICK_MS = 150_000;
const LAST_CALLS_MS = 1000;

/**
 * Listens on HOST and PORT. Where that cannot be done, says so once and resolves with why: it is a reason not to start only
 * for a platform that must be called.
 */
export async function listen(parts: HttpParts, log: Log): Promise<HttpServer | PlatformError> {
  const { host, port } = parts;
  try {
    const server = await openHttp(parts);
    log.info(`answers at http://${host}:${server.port}/healthz, /readyz and /metrics`);
    return server;
  } catch (cause) {
    const fault = isTaken(cause) ? 'another program listens there' : messageOf(cause);
    const what = `Paperboy cannot listen on ${host}:${port} (${fault}): set ${whatToSet(cause)}.`;
    log.warn(`${what} Until then nobody can ask how it is.`);
    return new PlatformError('http-port', what, { retryable: false, cause });
  }
}

/** What is to be set otherwise where listening failed with this error: it completes "set …". */
export function whatToSet(error: unknown): string {
  return isTaken(error)
    ? 'another PORT, or 0 for any free one'
    : 'HOST to an address of this machine, and PORT to a free port';
}

function isTaken(error: unknown): boolean {
  return hasCode(error, 'EADDRINUSE');
}

/** The same platforms; where nobody can call, one that must be called cannot be started. */
export function reachable(platforms: readonly Platform[], http: HttpServer | PlatformError): readonly Platform[] {
  if (!(http instanceof PlatformError)) return platforms;
  return platforms.map((platform) =>
    platform.route === undefined ? platform : { ...platform, start: () => Promise.reject(http) },
  );
}

/** Listens on HOST and PORT. Rejects where that cannot be done. */
export async function openHttp(parts: HttpParts): Promise<HttpServer> {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, { error: messageOf(error) });
      else response.destroy();
    });
  });
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(parts.port, parts.host, resolve);
  await listening;
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? parts.port) : parts.port,
    close: () => close(server),
  };
}

/** What is not ready, by name: the store must take and give, a platform must serve, the schedule must tick. */
export async function findUnready({ store, served, sinceTickMs }: Vitals): Promise<Readonly<Record<string, string>>> {
  const fault = await tryStore(store);
  return {
    ...(fault !== undefined && { store: fault }),
    ...(served === 0 && { platforms: 'No platform serves people.' }),
    ...(sinceTickMs > LATEST_TICK_MS && {
      schedule: `No minute has begun for ${Math.round(sinceTickMs / 1000)} s.`,
    }),
  };
}

async function tryStore(store: Store): Promise<string | undefined> {
  try {
    const checks = store.records<string>('health');
    const mark = new Date().toISOString();
    await checks.set('ready', mark);
    return (await checks.get('ready')) === undefined ? 'The store does not keep what is written.' : undefined;
  } catch (error) {
    return messageOf(error);
  }
}

async function answer(parts: HttpParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = URL.parse(request.url ?? '', 'http://localhost')?.pathname;
  const route = parts.routes.find((candidate) => candidate.path === path);
  if (route !== undefined) return route.serve(request, response);
  if (path !== '/healthz' && path !== '/readyz' && path !== '/metrics')
    return send(response, 404, { error: 'not found' });
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, { error: 'only GET' });
  if (path === '/healthz') return send(response, 200, { alive: true });
  if (path === '/metrics') {
    const { contentType, text } = await parts.readMetrics();
    response.writeHead(200, { 'content-type': contentType }).end(text);
    return;
  }
  const unready = await parts.findUnready();
  const ready = Object.keys(unready).length === 0;
  send(response, ready ? 200 : 503, ready ? { ready } : { ready, notReady: unready });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

async function close(server: Server): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  const cut = setTimeout(() => server.closeAllConnections(), LAST_CALLS_MS);
  await closed;
  clearTimeout(cut);
}
