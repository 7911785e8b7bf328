import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readEnvironment } from '../../src/core/env.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openChannels, type Channels } from '../../src/digests/channels.ts';
import { startBot, type Parts, type RunningBot } from '../../src/main.ts';
import type { Platform, Post } from '../../src/platform.ts';
import { channelConfig, configOf } from './channels.ts';
import { fakePlatform } from './platform.ts';
import { openStages, REFERENCE_MS, topicsOf } from './stages.ts';

/** A file counts as complete after so many milliseconds without growth. */
const SETTLE_MS = 20;

/** A bot with an inbox, and what it said. */
export interface World {
  /** What whoever runs the bot was told, one text each. */
  readonly told: string[];
  /** What was not as it should be. */
  readonly logged: string[];
  /** What was done. */
  readonly done: string[];
  /** Starts the bot, on the same store and folder every time; on a console where nothing is given. */
  start(...platforms: readonly Platform[]): Promise<RunningBot>;
  /** Begins a minute, and resolves when what is done in it is done. */
  begin(minute: string): Promise<void>;
  /** Starts again each platform that is to be tried again. */
  retry(): void;
  /** Puts a file into the inbox. */
  drop(name: string, content: string): void;
  readonly dataDir: string;
  readonly store: Store;
  readonly channels: Channels;
}

/** Everything a bot runs on: a folder, a store in memory, a clock that goes by the minutes that begin, and channels that follow everything at 09:00 UTC. */
export async function openWorld(...channelIds: readonly string[]): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-bot-'));
  let nowMs = REFERENCE_MS;
  const stages = await openStages({ now: () => nowMs });
  const topics = topicsOf({ All: '*' });
  const config = configOf({
    topics: [{ name: 'All', query: '*' }],
    channels: channelIds.map((id) => channelConfig(id)),
  });
  const channels = openChannels(stages.store, config, topics);
  const told: string[] = [];
  const logged: string[] = [];
  const done: string[] = [];
  const noteIn =
    (lines: string[]) =>
    (first: object | string, message?: string): void =>
      void lines.push(message ?? String(first));
  const log = noteIn(logged);
  const retries: (() => void)[] = [];
  let onMinute = (_begun: Date): void => {};
  let running: RunningBot | undefined;
  onTestFinished(async () => {
    await running?.stop();
    await stages.store.close();
    rmSync(dataDir, { recursive: true });
  });
  const parts: Omit<Parts, 'platforms'> = {
    config,
    environment: readEnvironment({ PORT: '0', PAPERBOY_DATA_DIR: dataDir, PAPERBOY_SECRET: 'sixteen characters' }),
    stages,
    channels,
    log: { debug: log, info: noteIn(done), warn: log, error: log },
    notify: async (post) => void told.push(textOf(post)),
    wait: () => new Promise<void>((resolve) => void retries.push(resolve)),
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
    store: stages.store,
    channels,
    told,
    logged,
    done,
    async start(...platforms) {
      await running?.stop();
      running = await startBot({
        ...parts,
        platforms: platforms.length > 0 ? platforms : [fakePlatform({ id: 'console' })],
      });
      await running.ready;
      return running;
    },
    async begin(minute) {
      nowMs = Math.max(nowMs, Date.parse(minute));
      onMinute(new Date(minute));
      // The store and the fake platform answer at once: a digest takes a few turns of the event loop.
      for (let i = 0; i < 500; i += 1) await new Promise(setImmediate);
    },
    retry: () => retries.splice(0).forEach((goOn) => goOn()),
    drop(name, content) {
      mkdirSync(join(dataDir, 'inbox'), { recursive: true });
      writeFileSync(join(dataDir, 'inbox', name), content);
    },
  };
}

function textOf({ title, sections }: Post): string {
  return [title, ...sections.map(({ text }) => text)].join('\n');
}
