import { setTimeout as pass } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import { explainRefusal } from './refusals.ts';
import { openSocket, type Socket, type SocketOptions } from './socket.ts';

/** What Slack is listened to with over sockets. */
export interface ConnectionOptions extends SocketOptions {
  /** How long to wait before the next try, in milliseconds, after so many that did not last. */
  readonly pauseMs?: (failures: number) => number;
}

/** What listens to Slack over sockets. */
export interface SocketReceiver extends Receiver {
  /** Whether a connection stands. */
  isOpen(): boolean;
}

/** How long an old connection is still listened to when a new one stands; Slack closes it by itself. */
const LINGER_MS = 2000;

/** A connection that has lasted so long was a good one. */
const GOOD_MS = 10_000;

/** So many tries come at once. */
const PROMPT_TRIES = 3;

/**
 * Listens to Slack over sockets, one after the other, the next before the last is left. The library's own reconnecting
 * leaves a gap between them, and ends the process where it fails.
 */
export function createSocketReceiver(options: ConnectionOptions): SocketReceiver {
  const { log, pauseMs = waitMs } = options;
  const stopping = new AbortController();
  const open = new Set<Socket>();
  let app: App | undefined;
  let failures = 0;
  let last: Socket | undefined;

  async function connect(): Promise<void> {
    const socket = await openSocket(options, app, stopping.signal);
    open.add(socket);
    last = socket;
    void socket.ending.then(() => (last = last === socket ? undefined : last));
    void socket.ending.then((how) => (stopping.signal.aborted ? undefined : renew(socket, how)));
  }

  /** The last connection is listened to until the next stands. */
  async function renew(ended: Socket, how: Awaited<Socket['ending']>): Promise<void> {
    if (performance.now() - ended.sinceMs > GOOD_MS) failures = 0;
    // Slack's own wish is no failure.
    if (how === 'announced') failures = Math.min(failures, PROMPT_TRIES);
    await connectAgain();
    await pass(LINGER_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    if (open.delete(ended)) await ended.close();
  }

  /** Resolves when a connection stands again, however often it takes, or is not wanted any more. */
  async function connectAgain(): Promise<void> {
    for (let isTold = false; !stopping.signal.aborted; isTold = true) {
      try {
        await pass(pauseMs(failures++), undefined, { signal: stopping.signal });
        await connect();
        if (isTold) log.info('the connection to Slack was taken up again');
        return;
      } catch (error) {
        if (!isTold && !stopping.signal.aborted) tellLoss(error, log);
      }
    }
  }

  return {
    isOpen: () => last !== undefined,
    init: (given) => void (app = given),
    start: connect,
    async stop() {
      stopping.abort();
      await Promise.all([...open].map((socket) => socket.close()));
      open.clear();
    },
  };
}

function tellLoss(error: unknown, log: Log): void {
  const { code, reason, fix, isPassing } = explainRefusal(error, 'SLACK_APP_TOKEN');
  if (isPassing) log.warn(`the connection to Slack was lost; taking it up again (${reason})`);
  else log.error({ code }, `the connection to Slack has ended: ${reason}. To have it back, ${fix}`);
}

/** None for the first three, then about 1 s, 2 s, 4 s … half a minute. */
function waitMs(failures: number): number {
  return failures < PROMPT_TRIES
    ? 0
    : Math.min(30_000, 1000 * 2 ** (failures - PROMPT_TRIES)) * (0.75 + Math.random() / 2);
}
