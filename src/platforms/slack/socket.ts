import { setTimeout as pass } from 'node:timers/promises';
import { SocketModeReceiver, type App, type webApi } from '@slack/bolt';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { toQuietLog } from './bolt-log.ts';

/** What a connection is opened with. */
export interface SocketOptions {
  readonly appToken: string;
  readonly clientOptions: webApi.WebClientOptions;
  readonly log: Log;
}

/** One connection over its life. */
export interface Socket {
  /** When it was opened, by `performance.now()`. */
  readonly sinceMs: number;
  /** Resolves when Slack has said that it will end, or it has ended without a word. */
  readonly ending: Promise<'announced' | 'lost'>;
  close(): Promise<void>;
}

type Client = SocketModeReceiver['client'];

const HELLO_WITHIN_MS = 15_000;
const CLOSE_WITHIN_MS = 500;

/** Slack must be heard of within this time, in milliseconds, be it only a pong. */
const PONG_WITHIN_MS = 15_000;

/**
 * Opens one connection (https://docs.slack.dev/apis/events-api/using-socket-mode); what comes over it goes to the app.
 * Resolves when Slack has said hello.
 */
export async function openSocket(options: SocketOptions, app: App | undefined, stopping: AbortSignal): Promise<Socket> {
  const late = new AbortController();
  const receiver = createReceiver(options, AbortSignal.any([stopping, late.signal]));
  if (app !== undefined) receiver.init(app);
  const { client } = receiver;
  const { promise: ending, resolve: end } = Promise.withResolvers<'announced' | 'lost'>();
  readFrames(client, () => end('announced'), options.log);
  // One that is told to go before it began has failed.
  const gone = ending.then(() => Promise.reject(new Error('it closed the connection')));
  const hello = Promise.race([receiver.start(), gone]);
  client.once('disconnected', () => end('lost'));
  try {
    await within(hello, HELLO_WITHIN_MS, stopping);
  } catch (error) {
    late.abort();
    await close(client);
    // The library does not say why it was not let in.
    throw error ?? new Error('it let no socket in');
  }
  return { sinceMs: performance.now(), ending, close: () => close(client) };
}

/** The library changes the options that it is given. */
function createReceiver({ appToken, clientOptions, log }: SocketOptions, signal: AbortSignal): SocketModeReceiver {
  const fetchUntil: typeof fetch = (url, init) =>
    fetch(url, { ...init, signal: AbortSignal.any([signal, init?.signal ?? []].flat()) });
  return new SocketModeReceiver({
    appToken,
    logger: toQuietLog(log),
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_WITHIN_MS,
    installerOptions: { clientOptions: { ...clientOptions, fetch: fetchUntil } },
  });
}

/** Slack says beforehand that it will close a connection: the library would do so at once, and lose what still comes over it. */
function readFrames(client: Client, end: () => void, log: Log): void {
  const readers = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    if (typeof data === 'string' && isGoodbye(data)) return end();
    for (const read of readers)
      Promise.resolve(read(data, isBinary)).catch((error: unknown) =>
        log.warn(`Slack sent something that cannot be read: ${messageOf(error)}`),
      );
  });
}

function isGoodbye(data: string): boolean {
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && 'type' in message && message.type === 'disconnect';
  } catch {
    return false;
  }
}

/** A peer that takes no part in closing is left all the same, the second time without asking it. */
async function close(client: Client): Promise<void> {
  await Promise.race([client.disconnect(), pass(CLOSE_WITHIN_MS)]);
  await client.disconnect();
}

async function within<Result>(work: Promise<Result>, ms: number, signal: AbortSignal): Promise<Result> {
  const done = new AbortController();
  const late = pass(ms, undefined, { signal: AbortSignal.any([done.signal, signal]) }).then(() => {
    throw new Error('it did not answer in time');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
