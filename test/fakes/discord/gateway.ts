import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { botUser, snowflake, toGuild, withoutContent, type Json, type World } from './world.ts';

/** What goes over the socket (https://docs.discord.com/developers/events/gateway-events). */
const payloadSchema = z.object({
  op: z.number(),
  d: z
    .object({
      token: z.string().optional(),
      session_id: z.string().optional(),
      seq: z.number().nullish(),
      intents: z.number().optional(),
    })
    .or(z.number())
    .nullish(),
});

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 } as const;

const GUILD_MESSAGES = 1 << 9;
const MESSAGE_CONTENT = 1 << 15;

/** Everything that was told to one client, also while its socket was cut. */
interface Session {
  readonly id: string;
  /** What the client has asked to be told of. */
  readonly intents: number;
  readonly events: Json[];
  socket: WebSocket | undefined;
}

/** The gateway of a fake Discord. */
export interface Gateway {
  /** What clients have asked for, in order: `identify`, `resume`, `heartbeat`. */
  readonly asked: string[];
  /** How many sockets are open. */
  clients(): number;
  dispatch(event: string, body: Json): void;
  /** Cuts every socket, as a network does. */
  cut(): void;
  /** Asks every client to come back. */
  askToReconnect(): void;
  /** Forgets all sessions: whoever resumes must begin anew. */
  forget(): void;
  /** Ends every connection with a code. */
  end(code: number): void;
  close(): void;
}

/** Serves the gateway on a server, at any path. */
export function serveGateway(server: Server, world: World, url: () => string): Gateway {
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();
  const asked: string[] = [];
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const payload = payloadSchema.parse(JSON.parse(String(data)));
      answerPayload(socket, payload);
      world.changes.emit('change');
    });
    send(socket, { op: OP.hello, d: { heartbeat_interval: 45_000 }, s: null, t: null });
  });

  function answerPayload(socket: WebSocket, { op, d }: z.infer<typeof payloadSchema>): void {
    if (op === OP.heartbeat) {
      asked.push('heartbeat');
      send(socket, { op: OP.ack });
    }
    if (typeof d !== 'object' || d === null) return;
    if (op === OP.identify) identify(socket, d);
    if (op === OP.resume) resume(socket, d);
  }

  function identify(
    socket: WebSocket,
    { token, intents = 0 }: { token?: string | undefined; intents?: number | undefined },
  ): void {
    asked.push('identify');
    if (token !== world.token) return socket.close(4004, 'Authentication failed.');
    // Members, presences, and the content of messages where that is not allowed.
    const privileged = (1 << 1) | (1 << 8) | (world.allowsContent ? 0 : MESSAGE_CONTENT);
    if (world.refusesIntents || intents & privileged) return socket.close(4014, 'Disallowed intent(s).');
    const session: Session = { id: snowflake(), intents, events: [], socket };
    sessions.set(session.id, session);
    const guilds = [...world.guilds.values()];
    tell(session, 'READY', {
      v: 10,
      user: botUser(world),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: url(),
      application: { id: world.id, flags: 0 },
    });
    for (const guild of guilds) tell(session, 'GUILD_CREATE', toGuild(world, guild));
  }

  function resume(
    socket: WebSocket,
    { session_id: id = '', seq }: { session_id?: string | undefined; seq?: number | null | undefined },
  ): void {
    asked.push('resume');
    const session = sessions.get(id);
    if (session === undefined) return send(socket, { op: OP.invalid, d: false });
    session.socket = socket;
    for (const event of session.events.slice(seq ?? 0)) send(socket, event);
    tell(session, 'RESUMED', {});
  }

  /** Tells what each client has asked for, and no more. */
  function dispatch(event: string, body: Json): void {
    const isMessage = event.startsWith('MESSAGE_');
    for (const session of sessions.values()) {
      if (isMessage && !(session.intents & GUILD_MESSAGES)) continue;
      const isWhole = !isMessage || (session.intents & MESSAGE_CONTENT) !== 0 || !('author' in body);
      tell(session, event, isWhole ? body : withoutContent(world, body));
    }
  }
  world.changes.on('dispatch', dispatch);

  return {
    asked,
    clients: () => sockets.clients.size,
    dispatch,
    cut: () => sockets.clients.forEach((socket) => socket.terminate()),
    askToReconnect: () => sockets.clients.forEach((socket) => send(socket, { op: OP.reconnect, d: null })),
    forget: () => sessions.clear(),
    end: (code) => sockets.clients.forEach((socket) => socket.close(code)),
    close() {
      sockets.clients.forEach((socket) => socket.terminate());
      sockets.close();
    },
  };
}

function tell(session: Session, event: string, body: Json): void {
  const payload = { op: OP.dispatch, t: event, s: session.events.length + 1, d: body };
  session.events.push(payload);
  if (session.socket?.readyState === 1) send(session.socket, payload);
}

function send(socket: WebSocket, payload: Json): void {
  socket.send(JSON.stringify(payload));
}
