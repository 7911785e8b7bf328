import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Config } from '../src/core/config.ts';
import { channelDefaults } from '../src/core/config-schema.ts';
import { FeedError } from '../src/core/errors.ts';
import { startBot, type BotParts } from '../src/main.ts';
import type { Bot, Platform, Post } from '../src/platform.ts';
import { createConsole } from '../src/platforms/console/index.ts';
import type { Schedule } from '../src/schedule.ts';
import { spacedPage } from './fakes/pages.ts';
import { fakePlatform } from './fakes/platform.ts';
import { openStages, subscriptionOf, topicsOf } from './fakes/stages.ts';
import { FakeTerminal } from './fakes/terminal.ts';

const CHANNEL = 'console:local';
const SETTLE_MS = 20;

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';
const newts = 'A Census of Newts in Flooded Quarries';

interface World {
  /** What whoever runs the bot was told, one text each. */
  readonly told: string[];
  readonly logged: string[];
  /** Starts the bot, on the same store and folder every time. */
  start(platform?: Platform): Promise<Schedule>;
  /** Begins a minute, and resolves when what is done in it is done. */
  begin(minute: string): Promise<void>;
  /** Puts a file into the inbox. */
  drop(name: string, content: string): void;
  readonly dataDir: string;
}

/** Everything a bot runs on: a folder, a store in memory, and a clock that stands still. */
async function openWorld(): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-bot-'));
  const stages = await openStages();
  const topics = topicsOf({ All: '*' });
  const subscription = subscriptionOf({ channel: CHANNEL, topics });
  const config: Config = {
    feeds: [{ feed: 'papers-page', folder: 'inbox' }],
    topics: [{ name: 'All', query: '*' }],
    channels: [{ ...channelDefaults(CHANNEL), at: '09:00', timezone: 'UTC' }],
    summaries: { model: 'none', maxPerRun: 50, concurrency: 1, timeoutSeconds: 1 },
  };
  const told: string[] = [];
  const logged: string[] = [];
  const log = (first: object | string, message?: string): void => void logged.push(message ?? String(first));
  let onMinute = (_begun: Date): void => {};
  let running: Schedule | undefined;
  onTestFinished(async () => {
    await running?.stop();
    await stages.store.close();
    rmSync(dataDir, { recursive: true });
  });
  const parts: Omit<BotParts, 'platforms'> = {
    config,
    dataDir,
    stages,
    topics,
    subscriptionOf: () => subscription,
    log: { debug: log, info: () => undefined, warn: log, error: log },
    notify: async (post) => void told.push(textOf(post)),
    schedule: {
      settleMs: SETTLE_MS,
      everyMinute: (listener) => {
        onMinute = listener;
        return { stop: () => undefined };
      },
    },
  };
  return {
    dataDir,
    told,
    logged,
    async start(platform = fakePlatform({ id: 'console' })) {
      await running?.stop();
      running = await startBot({ ...parts, platforms: [platform] });
      await running.ready;
      return running;
    },
    async begin(minute) {
      onMinute(new Date(minute));
      // The store and the fake platform answer at once: nothing of a minute outlives a turn of the event loop.
      for (let i = 0; i < 5; i += 1) await new Promise(setImmediate);
    },
    drop(name, content) {
      mkdirSync(join(dataDir, 'inbox'), { recursive: true });
      writeFileSync(join(dataDir, 'inbox', name), content);
    },
  };
}

function textOf({ title, sections }: Post): string {
  return [title, ...sections.map(({ text }) => text)].join('\n');
}

function notice(name: string, found: number, parsed = found): string {
  const title = found === 1 ? '1 new paper came in' : `${found} new papers came in`;
  return `${title}\n${name}: ${parsed} on the page, ${found} new. "digest" previews what the next digest holds.`;
}

test('collects what stands in the inbox at the start and what comes in later, and nothing again after a restart', async () => {
  const world = await openWorld();
  world.drop('1.txt', spacedPage(otters, herons));
  await world.start();
  expect(world.told).toEqual([notice('1.txt', 2)]);
  world.drop('2.txt', spacedPage(herons, newts));
  await vi.waitFor(() => expect(world.told).toEqual([notice('1.txt', 2), notice('2.txt', 1, 2)]), 5000);
  await world.start();
  expect(world.told).toHaveLength(2);
});

test('reports a dump that cannot be read, and goes on with the next', async () => {
  const world = await openWorld();
  world.drop('1.txt', '<!doctype html><html><body><h1>Sign in</h1></body></html>');
  world.drop('2.txt', spacedPage(otters));
  await world.start();
  expect(world.told).toEqual([
    expect.stringMatching(/^0 new papers came in\n1\.txt: .*\nline 1: expected/),
    notice('2.txt', 1),
  ]);
  expect(world.logged).toEqual([expect.stringMatching(/^line 1: expected/)]);
});

test('posts at the time of the channel: waits for its first, and catches a missed one up once', async () => {
  const world = await openWorld();
  const platform = fakePlatform({ id: 'console' });
  const posted = () => platform.posts.map(({ part }) => part);
  world.drop('1.txt', spacedPage(otters));
  await world.start(platform);
  await world.begin('2023-11-14T22:14:00Z');
  expect(posted()).toEqual([]);
  await world.begin('2023-11-15T09:00:00Z');
  expect(posted()).toEqual([`All: ${otters}`]);
  world.drop('2.txt', spacedPage(herons));
  await world.start(platform);
  await world.begin('2023-11-18T15:30:00Z');
  expect(posted()).toEqual([`All: ${otters}`, `All: ${herons}`]);
  world.drop('3.txt', spacedPage(newts));
  await world.start(platform);
  await world.begin('2023-11-18T15:31:00Z');
  expect(posted()).toHaveLength(2);
  await world.begin('2023-11-19T09:00:00Z');
  expect(posted()).toEqual([`All: ${otters}`, `All: ${herons}`, `All: ${newts}`]);
});

test('tries a digest again that failed, tells where it may not have been shown, and posts the next one', async () => {
  const world = await openWorld();
  const post = vi.fn<Platform['post']>(async () => 'm1').mockRejectedValueOnce(new Error('the line is dead'));
  const platform = fakePlatform({ id: 'console', post, find: async () => 'unknown' });
  world.drop('1.txt', spacedPage(otters));
  await world.start(platform);
  await world.begin('2023-11-15T09:00:00Z');
  expect(world.logged).toEqual(['a digest failed; it is tried again in a minute']);
  world.drop('2.txt', spacedPage(herons));
  await world.start(platform);
  await world.begin('2023-11-15T09:01:00Z');
  expect(world.told.at(-1)).toMatch(/^An earlier digest may not have been shown\n/);
  expect(post.mock.calls.map(([, part]) => part)).toEqual([`All: ${otters}`, `All: ${herons}`]);
});

test('answers a mistake with its sentence, and a fault of its own with a hint at the log', async () => {
  const world = await openWorld();
  const served = Promise.withResolvers<Bot>();
  await world.start(fakePlatform({ id: 'console', start: async (bot) => served.resolve(bot) }));
  const { commands, invoke } = await served.promise;
  const search = commands.find(({ name }) => name === 'search');
  if (search === undefined) throw new Error('expected a command search');
  const invocation = { channel: CHANNEL, options: { query: '"otters' } };
  expect(textOf(await invoke(search, invocation))).toMatch(/^That did not work\nThis quote is never closed/);
  const broken = { ...search, run: () => Promise.reject(new Error('no more ink')) };
  expect(textOf(await invoke(broken, invocation))).toBe('Something went wrong\nno more ink\nThe log tells more.');
  expect(world.logged).toEqual(['a command failed']);
});

test('refuses to start where a folder cannot be made, before it serves anyone', async () => {
  const world = await openWorld();
  writeFileSync(join(world.dataDir, 'inbox'), '');
  const start = vi.fn<Platform['start']>(async () => {});
  await expect(world.start(fakePlatform({ id: 'console', start }))).rejects.toThrow(FeedError);
  expect(start).not.toHaveBeenCalled();
});

test('chats in a terminal about what stands in the inbox', async () => {
  const world = await openWorld();
  const terminal = new FakeTerminal(100);
  const { input, output } = terminal;
  world.drop('1.txt', spacedPage(otters, herons));
  await world.start(createConsole({ input, output, colour: false }));
  await terminal.endsWith('papers>');
  terminal.type('search whistles\r');
  await vi.waitFor(() => expect(terminal.screen()).toMatch(/Search: whistles\n\n▪ Counting Otters by Their Whistles/));
});
