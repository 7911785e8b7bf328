import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answer } from './answers.ts';
import { isJson, type Json } from './json.ts';
import { respond } from './posts.ts';
import { answer } from './routes.ts';
import { upload } from './uploads.ts';
import type { Call, World } from './world.ts';

/** Fields that are JSON inside of a form. */
const NESTED = new Set(['blocks', 'attachments', 'metadata', 'view', 'files']);

/** Serves the Web API, the addresses to answer at, and those of uploads. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [, place = '', name = ''] = pathname.split('/');
  const token = request.headers.authorization?.replace(/^Bearer /, '');
  const body = await readBody(request);
  if (isHung(world, name)) return;
  const answered = isBroken(world)
    ? { status: 500, body: 'Internal Server Error' }
    : route(world, place, name, body, token);
  const error = isJson(answered.body) && answered.body['ok'] === false ? { error: String(answered.body['error']) } : {};
  world.calls.push({ ...nameCall(place, name, request), body, status: answered.status, token, ...error });
  const isPosted = name === 'chat.postMessage' && isJson(answered.body) && answered.body['ok'] === true;
  const isCut = isPosted && world.cutAfterPost > 0;
  if (isCut) {
    world.cutAfterPost--;
    request.socket.destroy();
  } else send(response, answered);
  world.changes.emit('change');
}

function nameCall(
  place: string,
  name: string,
  { url = '', headers }: IncomingMessage,
): Pick<Call, 'method' | 'address'> {
  if (place === 'commands') return { method: 'response_url', address: `http://${headers.host}${url}` };
  return { method: place === 'upload' ? place : name };
}

function route(world: World, place: string, name: string, body: Json, token: string | undefined): Answer {
  if (place === 'api') return answer(world, { method: name, body, token: token ?? tokenIn(body) });
  if (place === 'commands') return respond(world, name, body);
  if (place === 'upload') return upload(world, name, String(body['body'] ?? ''));
  return { status: 404, body: 'Not Found' };
}

function tokenIn({ token }: Json): string | undefined {
  return typeof token === 'string' ? token : undefined;
}

function isHung(world: World, method: string): boolean {
  const isConnection = method === 'apps.connections.open' && world.hangingConnections > 0;
  if (isConnection) world.hangingConnections--;
  if (isConnection || world.hanging === 0) return isConnection;
  world.hanging--;
  return true;
}

function isBroken(world: World): boolean {
  if (world.broken === 0) return false;
  world.broken--;
  return true;
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Json> {
  const bytes = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return {};
  if (type.startsWith('application/json')) {
    const body: unknown = JSON.parse(bytes.toString());
    return isJson(body) ? body : {};
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const fields = [...form].map(async ([key, value]) => [
    key,
    typeof value === 'string' ? read(key, value) : await value.text(),
  ]);
  return Object.fromEntries(await Promise.all(fields));
}

function read(key: string, value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (!NESTED.has(key)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
