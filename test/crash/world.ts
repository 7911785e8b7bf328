import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import { openLook, type Look } from './look.ts';
import { judge } from './oracle.ts';
import { toPage, words } from './papers.ts';
import { openFollowing, type Happening, type Plan } from './plan.ts';
import { openServers, type Servers } from './servers.ts';

/** A place for one run: the servers, the bot's folder, and what has been put into it. */
export interface World {
  readonly folder: string;
  readonly servers: Servers;
  readonly look: Look;
  /** The environment of the bot. */
  readonly env: Readonly<Record<string, string>>;
  /** How many dumps have been put into the inbox. */
  dumps(): number;
  happen(happening: Happening): void;
  /** What is not as it should be, at the end. */
  judge(): readonly string[];
  close(): Promise<void>;
}

/** How a world is opened. */
export interface WorldOptions {
  /** How long requests take, in milliseconds; where it is not given, no time. */
  readonly delayMs?: () => number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Opens a world whose channels are due at once, with what has come in first. */
export async function openWorld(plan: Plan, { delayMs = () => 0, env = {} }: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-crash-'));
  const servers = await openServers(delayMs);
  const path = join(folder, 'paperboy.db');
  await prepareStore(path, servers);
  const look = openLook(path);
  const dumps: (readonly string[])[] = [];
  const following = openFollowing(plan.channels);
  const config = join(folder, 'paperboy.yaml');
  mkdirSync(join(folder, 'inbox'));

  function happen(happening: Happening): void {
    if (happening.kind === 'dump') dumps.push(happening.titles);
    else following.toggle(happening.channel, happening.word);
    if (happening.kind === 'dump') drop(folder, dumps.length, happening.titles);
    else writeFileSync(config, toConfig(servers.channels, following.now));
  }

  writeFileSync(config, toConfig(servers.channels, following.now));
  for (const titles of plan.first) happen({ kind: 'dump', titles });
  return {
    folder,
    servers,
    look,
    env: {
      PATH: process.env['PATH'] ?? '',
      TZ: 'UTC',
      PORT: '0',
      NODE_COMPILE_CACHE: join(tmpdir(), 'paperboy-compiled'),
      LOG_LEVEL: 'info',
      PAPERBOY_CONFIG: config,
      PAPERBOY_DATA_DIR: folder,
      ...servers.env,
      ...env,
    },
    dumps: () => dumps.length,
    happen,
    judge: () =>
      judge({
        dumps,
        followers: following.followers(servers.channels),
        shown: servers.shown(),
        kept: look.kept(),
      }),
    async close() {
      look.close();
      await servers.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Its channels are due, and it has greeted everyone. */
async function prepareStore(path: string, { channels, spaces }: Servers): Promise<void> {
  const store = await openStore(`sqlite:${path}`);
  const nowMs = Date.now();
  await store.transaction(function* () {
    for (const id of channels)
      yield sql`INSERT INTO channels (id, cursor, last_due_ms, next_due_ms) VALUES (${id}, 0, ${nowMs - 60_000}, ${nowMs - 1000})`;
    for (const id of spaces) yield sql`INSERT INTO spaces (id, joined_ms) VALUES (${id}, ${nowMs})`;
  });
  await store.close();
}

/** Whoever reads the inbox finds the whole file or none. */
function drop(folder: string, number: number, titles: readonly string[]): void {
  const name = `${String(number).padStart(3, '0')}.txt`;
  writeFileSync(join(folder, name), toPage(titles));
  renameSync(join(folder, name), join(folder, 'inbox', name));
}

function toConfig(channels: readonly string[], following: readonly (readonly string[])[]): string {
  const config = {
    feeds: [{ feed: 'papers-page', folder: 'inbox' }],
    topics: words.map((word) => ({ name: word, query: word })),
    channels: channels.map((channel, i) => ({
      channel,
      topics: following[i],
      at: '00:00',
      timezone: 'UTC',
      cap: 200,
      emptyDays: i % 3 === 0 ? 'say' : 'silent',
    })),
  };
  // As YAML reads it too.
  return JSON.stringify(config, undefined, 2);
}
