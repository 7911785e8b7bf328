import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { randomFrom } from '../fakes/random.ts';
import type { News } from './front-door.ts';
import { openWindow, type SlidingWindow } from './sliding-window.ts';
import { discordWire, slackWire, type Answer, type Letter, type Wire } from './wires.ts';

/** How long an answer takes, in milliseconds. */
const ANSWER_MS = { least: 60, most: 150 } as const;

/** The server behind the door and its platform, by its parent's word; it ends when its parent lets go of it. */
const [target = '', platform = '', seed = ''] = process.argv.slice(2);
const wire: Wire = platform === 'slack' ? slackWire : discordWire;
const random = randomFrom(Number(seed));
const overall = openWindow(wire.overall);
const channels = new Map<string, SlidingWindow>();
const { origin, pathname: root } = new URL(target);
let posts = 0;

const server = createServer((request, response) => void serve(request, response));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
process.once('disconnect', () => process.exit());
tell({ url: `http://127.0.0.1:${port}${root}` });

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
  if (letter) tell({ arrival: { ...letter, atMs, isTaken: refused === undefined } });
  else if (isCounted) tell({ other: `${request.method} ${path.replaceAll(/\d+/g, 'N')}` });
  const number = ++posts;
  await setTimeout(ANSWER_MS.least + random() * (ANSWER_MS.most - ANSWER_MS.least));
  const answer = refused ?? (letter && wire.accept(letter, number));
  if (answer === undefined) return passOn(request, body, response);
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.body));
}

function tell(news: News): void {
  process.send?.(news);
}

async function passOn(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
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
