import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';

/**
 * What goes wrong with a request. `limit`, `break` and `hang`: it is answered with 429, with 500 or not at all, and never reaches
 * the server; `cut`, `break-after` and `hang-after`: the server does what it is asked to, and the answer is lost.
 */
export type Fault = 'limit' | 'break' | 'hang' | 'cut' | 'break-after' | 'hang-after';

/** What a request to a chat server asks for. */
export type Asked = 'post' | 'find' | 'other';

/** What stands between a bot and the API of a chat server, and lets requests fail. */
export interface Front {
  /** Where it is, without a path. */
  readonly origin: string;
  /** How often each was asked for. */
  readonly asked: Record<Asked, number>;
  /** How often something went wrong. */
  faults: number;
  /** What goes wrong with the request that has just come. */
  faultFor: (asked: Asked) => Fault | undefined;
  /** Tells of each request before it is passed on. */
  onAsked: (asked: Asked) => void;
  /** Is out of reach until it opens again at the same port. */
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** The methods of both that post and look for posts. */
const POSTS = /^POST .*(?:\/channels\/\d+\/messages|\/chat\.postMessage)$/;
const FINDS = /(?:^GET .*\/channels\/\d+\/messages|\/conversations\.history)$/;

const KEPT_HEADERS = ['content-type', 'retry-after', 'x-oauth-scopes'];

/** Opens a front of the server at an origin; each request takes so long on its way there, and again on its way back. */
export async function openFront(target: string, delayMs: () => number = () => 0): Promise<Front> {
  const server = createServer((request, response) => void pass(request, response).catch(() => response.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const front: Front = {
    origin: `http://127.0.0.1:${port}`,
    asked: { post: 0, find: 0, other: 0 },
    faults: 0,
    faultFor: () => undefined,
    onAsked: () => undefined,
    shut,
    async open() {
      if (server.listening) return;
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    close: shut,
  };
  return front;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const asked = kindOf(request);
    front.asked[asked]++;
    front.onAsked(asked);
    const fault = front.faultFor(asked);
    if (fault !== undefined) front.faults++;
    await setTimeout(delayMs());
    if (fault === 'hang') return;
    if (fault === 'limit') return send(response, 429, TOO_MANY, { 'retry-after': '1' });
    if (fault === 'break') return send(response, 500, 'Internal Server Error');
    const { method = 'GET', url = '' } = request;
    const headers = pick(request.headers, ['authorization', 'content-type']);
    const answered = await fetch(`${target}${url}`, { method, headers, ...(body.length > 0 && { body }) });
    const text = await answered.text();
    await setTimeout(delayMs());
    if (fault === 'hang-after') return;
    if (fault === 'cut') return void request.socket.destroy();
    if (fault === 'break-after') return send(response, 500, 'Internal Server Error');
    send(response, answered.status, text, pick(Object.fromEntries(answered.headers), KEPT_HEADERS));
  }

  async function shut(): Promise<void> {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

/** As both chats say it. */
const TOO_MANY = JSON.stringify({
  ok: false,
  error: 'ratelimited',
  message: 'Too many',
  retry_after: 1,
  global: false,
});

function kindOf({ method = '', url = '' }: IncomingMessage): Asked {
  const line = `${method} ${url.split('?')[0]}`;
  if (POSTS.test(line)) return 'post';
  return FINDS.test(line) ? 'find' : 'other';
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': body.startsWith('{') ? 'application/json' : 'text/plain', ...headers });
  // What has no body must be told so, or the client would read it.
  response.end(status === 204 ? undefined : body);
}

function pick(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
