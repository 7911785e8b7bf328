import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Chat } from './chats.ts';
import type { Letter } from './wires.ts';

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

/** What the door's process tells. */
export type News = { readonly url: string } | { readonly arrival: Arrival } | { readonly other: string };

/** Opens one before the server at a URL, in a process of its own: what it counts is when a request comes in, whoever else is busy. */
export async function openFrontDoor(target: string, platform: Chat['name'], seed: number): Promise<FrontDoor> {
  const arrivals: Arrival[] = [];
  const others = new Map<string, number>();
  const server = fork(new URL('front-door-server.ts', import.meta.url), [target, platform, String(seed)]);
  const { promise: url, resolve, reject } = Promise.withResolvers<string>();
  server.once('exit', () => reject(new Error('The front door is closed.')));
  server.on('message', (news: News) => {
    if ('url' in news) resolve(news.url);
    else if ('arrival' in news) arrivals.push(news.arrival);
    else others.set(news.other, (others.get(news.other) ?? 0) + 1);
  });
  return {
    url: await url,
    arrivals,
    others,
    async close() {
      if (!server.connected) return;
      server.disconnect();
      await once(server, 'exit');
    },
  };
}
