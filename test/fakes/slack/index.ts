import { once } from 'node:events';
import { createServer } from 'node:http';
import { actsOf, type Acts } from './acts.ts';
import { findPings } from './faults.ts';
import { callAt, type Calling } from './http.ts';
import { serve } from './server.ts';
import { serveSocketMode, type SocketMode } from './socket.ts';
import { createWorld, type StoredFile, type StoredMessage, type StoredView, type World } from './world.ts';

/** A Slack on loopback, with what tests do to it and look at. */
export interface FakeSlack extends Acts {
  readonly world: World;
  readonly socket: SocketMode;
  /** For `SLACK_API_URL`. */
  readonly url: string;
  /** From now on calls the app at an address, signed, where it went over sockets. */
  http(target: string): Calling;
  /** What the bot posted to a channel, oldest first; what is for one person alone where asked for. */
  messages(channel: string, kind?: 'public' | 'private'): readonly StoredMessage[];
  /** The forms that are open, oldest first. */
  views(): readonly StoredView[];
  /** What in the bot's messages and in open forms would ping people. */
  pings(): readonly string[];
  /** What was uploaded. */
  files(): readonly StoredFile[];
  /** Resolves with the first value that is there; looks again after each call and acknowledgement. */
  until<Value>(look: () => Value | undefined | false): Promise<Value>;
  close(): Promise<void>;
}

/** Opens a Slack on a free port. */
export async function openSlack(): Promise<FakeSlack> {
  const world = createWorld();
  world.changes.setMaxListeners(0);
  const server = createServer((request, response) => void serve(world, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  world.origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const socket = serveSocketMode(server, world);
  const way: { delivery: SocketMode | Calling } = { delivery: socket };
  return {
    world,
    socket,
    url: `${world.origin}/api/`,
    ...actsOf(world, way),
    ...looksAt(world),
    http(target) {
      const calling = callAt(world, target);
      way.delivery = calling;
      return calling;
    },
    async close() {
      socket.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function looksAt(world: World): Pick<FakeSlack, 'messages' | 'views' | 'pings' | 'files' | 'until'> {
  return {
    messages: (channel, kind = 'public') =>
      [...world.messages.values()].filter(
        (message) =>
          message.channel === channel &&
          message.bot_id === world.botId &&
          (message.to !== undefined) === (kind === 'private'),
      ),
    views: () => [...world.views.values()],
    pings: () =>
      [...world.messages.values(), ...world.views.values()]
        .filter((shown) => shown['bot_id'] === world.botId || shown['type'] === 'modal')
        .flatMap(findPings),
    files: () => [...world.files.values()],
    async until(look) {
      for (;;) {
        const value = look();
        if (value !== undefined && value !== false) return value;
        await once(world.changes, 'change');
      }
    },
  };
}
