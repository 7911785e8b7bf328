import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createLog } from '../../src/core/log.ts';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import { createDiscord } from '../../src/platforms/discord/index.ts';
import { createSlack } from '../../src/platforms/slack/index.ts';
import { median, quantile, type Bench, type Figure } from './bench.ts';
import { openDiscordChat, openSlackChat, type Chat } from './chats.ts';
import type { Vitals } from './deliveries-bot.ts';
import { measureFlow, measureMemory } from './deliveries-figures.ts';
import { fillDue, PARTS, timeComposing, type DueChannel } from './deliveries-store.ts';
import { openFrontDoor, type FrontDoor } from './front-door.ts';
import { discordWire, slackWire, type Wire } from './wires.ts';

/** A chat whose channels are due, behind its limits. */
export interface Post {
  readonly chat: Chat;
  readonly wire: Wire;
  readonly door: FrontDoor;
  readonly due: readonly DueChannel[];
}

interface Watched {
  readonly vitals: readonly Vitals[];
  readonly asked: ReadonlyMap<string, number[]>;
}

const SEED = 7;

/** Both last about as long: a post takes 20 ms of Discord's rate, and 200 ms of Slack's. */
const SIZES = { short: { discord: 800, slack: 80 }, full: { discord: 1800, slack: 200 } } as const;

/** With this many papers a digest of ours is three messages. */
const CAPS = { discord: 13, slack: 17 } as const;

const ASK_EVERY_MS = 250;

/** All channels of both chats due in the same minute, three messages each, under the rates that the platforms enforce. */
export const deliveries: Bench = {
  name: 'deliveries',
  async run(full) {
    hurry(-10);
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-deliveries-'));
    const sizes = full ? SIZES.full : SIZES.short;
    const posts = [
      await openPost(await openDiscordChat(), discordWire, sizes.discord),
      await openPost(await openSlackChat(), slackWire, sizes.slack),
    ];
    try {
      return await measure(posts, folder);
    } finally {
      for (const { chat, door } of posts) await Promise.all([chat.close(), door.close()]);
      rmSync(folder, { recursive: true });
    }
  },
};

/** Chats are on machines of their own: the bot is not to hold them up. Where that is not allowed, they share as others do. */
function hurry(priority: number): void {
  try {
    setPriority(priority);
  } catch {
    // The figures say what comes of it.
  }
}

async function openPost(chat: Chat, wire: Wire, count: number): Promise<Post> {
  const due = chat.addChannels(count).map((channel) => ({ ...channel, cap: CAPS[chat.name] }));
  return { chat, wire, due, door: await openFrontDoor(chat.access[0] ?? '', chat.name, SEED) };
}

async function measure(posts: readonly Post[], folder: string): Promise<readonly Figure[]> {
  const storeUrl = `sqlite:${join(folder, 'paperboy.db')}`;
  await fillDue(
    storeUrl,
    posts.flatMap(({ due }) => due),
    Date.now(),
  );
  const composing = await measureComposing(posts, storeUrl);
  const log = join(folder, 'log');
  const access = posts.flatMap(({ chat, door }) => [door.url, ...chat.access.slice(1)]);
  const bot = fork(new URL('deliveries-bot.ts', import.meta.url), [folder, storeUrl, ...access], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', openSync(log, 'w'), 'ipc'],
  });
  const { vitals, asked } = await watch(bot, posts);
  const open = await countOpen(storeUrl);
  const digests = posts.reduce((sum, { due }) => sum + due.length, 0);
  return [
    ...composing,
    ...posts.flatMap((post) => measureFlow(post)),
    ...[...asked].flatMap(([name, took]) => [
      { what: `acknowledged on ${name} meanwhile, p99`, value: quantile(took, 0.99), unit: 'ms', atMost: 500 } as const,
    ]),
    ...measureMemory(vitals),
    { what: 'event loop stood still, longest', value: Math.max(...vitals.map(({ loopMs }) => loopMs)), unit: 'ms' },
    { what: 'CPU for each digest, all told', value: cpuMs(vitals) / digests, unit: 'ms' },
    { what: 'digests left open', value: open, unit: 'times', atMost: 0 },
    { what: 'warnings and errors in the log', value: countWarnings(log), unit: 'lines', atMost: 0 },
  ];
}

/** Watches the bot until everything is posted, or it has had twice as long as it may need. */
async function watch(bot: ChildProcess, posts: readonly Post[]): Promise<Watched> {
  const vitals: Vitals[] = [];
  bot.on('message', (message: Vitals) => {
    if (posts.some(({ door }) => door.arrivals.length > 0)) vitals.push(message);
  });
  const done = new AbortController();
  const asking = posts.map(({ chat }) => askUntil(chat, done.signal));
  const idealMs = Math.max(
    ...posts.map(({ due, wire: { overall } }) => (due.length * PARTS * overall.perMs) / overall.calls),
  );
  const untilMs = performance.now() + 2 * idealMs + 20_000;
  while (posts.some((post) => !isDone(post)) && performance.now() < untilMs && bot.exitCode === null)
    await setTimeout(100);
  done.abort();
  const asked = new Map(await Promise.all(asking));
  // What comes too often comes now.
  await setTimeout(1000);
  if (bot.exitCode === null) {
    bot.disconnect();
    await once(bot, 'exit');
  }
  return { vitals, asked };
}

function isDone({ door, due }: Post): boolean {
  return door.arrivals.reduce((sum, { isTaken }) => sum + Number(isTaken), 0) >= due.length * PARTS;
}

/** A person asks something every now and then, once digests flow. */
async function askUntil(chat: Chat, done: AbortSignal): Promise<readonly [string, number[]]> {
  const took: number[] = [];
  // A bot that has only just been started is still getting ready.
  for (let i = 0; !done.aborted; i++) {
    await setTimeout(i === 0 ? 5000 : ASK_EVERY_MS);
    const asked = chat.ask({ command: 'latest', options: {} }, i).then((ms) => took.push(ms));
    await Promise.race([asked, once(done, 'abort'), setTimeout(10_000)]);
  }
  return [chat.name, took];
}

async function measureComposing(posts: readonly Post[], storeUrl: string): Promise<readonly Figure[]> {
  const log = createLog({ level: 'silent' });
  const platforms = {
    discord: createDiscord({ token: 'none', log }),
    slack: createSlack({ botToken: 'xoxb-none', log }),
  };
  const store = await openStore(storeUrl);
  const figures: Figure[] = [];
  for (const { chat, due } of posts) {
    const took = await timeComposing(store, platforms[chat.name], due.slice(0, 24));
    figures.push({ what: `composing one digest for ${chat.name}, median`, value: median(took), unit: 'ms' });
  }
  await store.close();
  return figures;
}

async function countOpen(storeUrl: string): Promise<number> {
  const store = await openStore(storeUrl);
  const rows = await store.query(sql`SELECT COUNT(*) AS open FROM deliveries WHERE state = 'open'`);
  await store.close();
  return Number(rows[0]?.['open']);
}

function cpuMs(vitals: readonly Vitals[]): number {
  return (vitals.at(-1)?.cpuMs ?? 0) - (vitals[0]?.cpuMs ?? 0);
}

/** Levels of pino: 40 is a warning (https://getpino.io/#/docs/api?id=levels). */
function countWarnings(log: string): number {
  const lines = readFileSync(log, 'utf8').split('\n');
  const loud = lines.filter((line) => line !== '' && !/"level":(?:10|20|30|"(?:debug|info)")[,}]/.test(line));
  for (const line of new Set(loud.slice(0, 3))) console.log(line.slice(0, 300));
  return loud.length;
}
