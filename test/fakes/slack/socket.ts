import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { acknowledge, giveUp, type Delivery } from './delivery.ts';
import { createId } from './ids.ts';
import { isJson } from './json.ts';
import type { StoredEnvelope, World } from './world.ts';

/** The Socket Mode of a fake Slack (https://docs.slack.dev/apis/events-api/using-socket-mode). */
export interface SocketMode extends Delivery {
  /** How many connections are open. */
  count(): number;
  /** Asks every client to come back, and closes its connection a little later. */
  refresh(reason?: 'warning' | 'refresh_requested'): void;
  /** Ends Socket Mode for the app. */
  disable(): void;
  /** Cuts every socket, as a network does. */
  cut(): void;
  close(): void;
}

const CLOSES_AFTER_MS = 20;

/** Serves Socket Mode on a server to whoever brings a ticket. */
export function serveSocketMode(server: Server, world: World): SocketMode {
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }: { req: IncomingMessage }, letIn: (isIn: boolean, status?: number) => void) =>
      world.refusedSockets-- > 0 ? letIn(false, 503) : letIn(spendTicket(world, req.url ?? '')),
  });
  /** Open connections, the newest last. */
  let open: WebSocket[] = [];
  /** Events that came while nobody was connected: their first delivery failed, and they come again (https://github.com/vercel/chat/issues/666). */
  const waiting = new Set<StoredEnvelope>();
  sockets.on('connection', (socket) => {
    // The library answers a closing frame by itself.
    const close = socket.close.bind(socket);
    Object.assign(socket, { close: (code?: number) => (world.slowClose ? undefined : close(code)) });
    open.push(socket);
    socket.on('close', () => leave(socket));
    socket.on('error', () => leave(socket));
    socket.on('message', (bytes) => readAck(world, String(bytes)));
    tell(socket, {
      type: 'hello',
      num_connections: open.length,
      debug_info: { host: 'applink', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: world.appId },
    });
    const missed = [...waiting];
    waiting.clear();
    for (const envelope of missed) send(envelope, 'timeout');
    world.changes.emit('change');
  });

  function leave(socket: WebSocket): void {
    open = open.filter((other) => other !== socket);
    world.changes.emit('change');
  }

  function send(envelope: StoredEnvelope, reason?: string): void {
    const socket = open.findLast(({ readyState }) => readyState === 1);
    if (socket === undefined && envelope.type === 'events_api') {
      waiting.add(envelope);
      envelope.attempts ||= 1;
      return;
    }
    if (socket === undefined) return giveUp(world, envelope, 'dispatch_failed');
    const id = reason === undefined ? envelope.id : createId('e');
    world.envelopes.set(id, envelope);
    tell(socket, {
      envelope_id: id,
      type: envelope.type,
      accepts_response_payload: envelope.type !== 'events_api',
      payload: envelope.payload,
      ...(envelope.type === 'events_api' && { retry_attempt: envelope.attempts, retry_reason: reason ?? '' }),
    });
    envelope.attempts++;
  }

  function disconnect(reason: string): void {
    for (const socket of open) {
      tell(socket, { type: 'disconnect', reason, debug_info: { host: 'applink' } });
      setTimeout(() => socket.close(1000), CLOSES_AFTER_MS).unref();
    }
  }

  return {
    send,
    count: () => open.length,
    refresh: (reason = 'refresh_requested') => disconnect(reason),
    disable: () => disconnect('link_disabled'),
    cut: () => sockets.clients.forEach((socket) => socket.terminate()),
    close() {
      waiting.clear();
      sockets.clients.forEach((socket) => socket.terminate());
      sockets.close();
    },
  };
}

function spendTicket({ tickets }: World, url: string): boolean {
  return tickets.delete(new URL(url, 'http://localhost').searchParams.get('ticket') ?? '');
}

function readAck(world: World, text: string): void {
  const body: unknown = JSON.parse(text);
  if (!isJson(body)) return;
  const envelope = world.envelopes.get(String(body['envelope_id']));
  if (envelope !== undefined) acknowledge(world, envelope, isJson(body['payload']) ? body['payload'] : {});
}

function tell(socket: WebSocket, body: object): void {
  socket.send(JSON.stringify(body));
}
