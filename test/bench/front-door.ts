import { once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { randomFrom } from '../fakes/random.ts';
import { openWindow, type Limit, type SlidingWindow } from './sliding-window.ts';

/** How a platform speaks of posts, and what it lets through. */
export interface Wire {
  readonly overall: Limit;
  readonly channel: Limit;
  /** Nothing where the request posts nothing to a channel. */
  readPost(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, body: Buffer): Promise<Letter | undefined>;
  /** Whether a request that is no post counts for the overall limit. */
  isCounted(path: string): boolean;
  accept(letter: Letter, number: number): Answer;
  refuse(waitMs: number, scope: 'overall' | 'channel'): Answer;
}

/** What is posted where. */
export interface Letter {
  readonly channel: string;
  readonly marker: string;
}

/** How a request is answered. */
export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: object;
}

/** A post as it came in. */
export interface Arrival extends Letter {
  /** By `performance.now()`. */
  readonly atMs: number;
  readonly isTaken: boolean;
}

/** A server before another one: it takes the posts itself, no faster than the limits permit, and passes the rest on. */
export interface FrontDoor {
  /** In place of that of the other server. */
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  /** Requests that are no posts and count for the limit, by method and path without numbers. */
  readonly others: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** How long an answer takes, in milliseconds. */
const ANSWER_MS = { least: 60, most: 150 } as const;

/** Opens one before the server at a URL. */
export async function openFrontDoor(target: string, wire: Wire, seed: number): Promise<FrontDoor> {
  const random = randomFrom(seed);
  const arrivals: Arrival[] = [];
  const others = new Map<string, number>();
  const overall = openWindow(wire.overall);
  const channels = new Map<string, SlidingWindow>();
  const { origin, pathname: root } = new URL(target);

  function judge(atMs: number, letter?: Letter): Answer | undefined {
    const known = letter && (channels.get(letter.channel) ?? openWindow(wire.channel));
    if (letter && known) channels.set(letter.channel, known);
    const waitMs = known?.waitMs(atMs) ?? 0;
    if (waitMs > 0) return wire.refuse(waitMs, 'channel');
    const waitOverallMs = overall.waitMs(atMs);
    if (waitOverallMs > 0) return wire.refuse(waitOverallMs, 'overall');
    overall.take(atMs);
    known?.take(atMs);
    return undefined;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const atMs = performance.now();
    const body = await buffer(request);
    const letter = await wire.readPost(request, body);
    const path = request.url ?? '/';
    const isCounted = letter !== undefined || wire.isCounted(path);
    const refused = isCounted ? judge(atMs, letter) : undefined;
    if (letter) arrivals.push({ ...letter, atMs, isTaken: refused === undefined });
    if (!letter && isCounted) count(others, `${request.method} ${path.replaceAll(/\d+/g, 'N')}`);
    await setTimeout(ANSWER_MS.least + random() * (ANSWER_MS.most - ANSWER_MS.least));
    const answer = refused ?? (letter && wire.accept(letter, arrivals.length));
    if (answer === undefined) return passOn(origin, request, body, response);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${root}`,
    arrivals,
    others,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function passOn(origin: string, request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' && !/^(?:host|connection|content-length|transfer-encoding|expect)$/.test(name)
      ? [[name, value] as const]
      : [],
  );
  const answered = await fetch(origin + url, {
    method,
    headers: Object.fromEntries(kept),
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await answered.arrayBuffer());
  const { 'content-encoding': _, 'transfer-encoding': __, ...back } = Object.fromEntries(answered.headers);
  response.writeHead(answered.status, back);
  response.end(bytes);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
