import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { readEnvironment } from '../../src/core/env.ts';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import { startBot } from '../../src/main.ts';
import type { Platform } from '../../src/platform.ts';
import { channelsOn, configOf } from '../fakes/channels.ts';
import { spacedPage } from '../fakes/pages.ts';
import { stagesOn } from '../fakes/stages.ts';

/** A chat with two teams, and one person who talks to the bot directly; people may manage their channels. */
export interface TeamChat<Place, Message> {
  readonly one: Place;
  readonly two: Place;
  readonly own: Place;
  /** The platform, each time anew. */
  open(): Platform;
  /** Types a command as it would be typed. */
  type(place: Place, line: string): void;
  press(place: Place, message: Message, label: string): void;
  /** What was posted, oldest first: for all, or for one person alone. */
  messages(place: Place, kind: 'public' | 'private'): readonly Message[];
  show(message: Message): string;
  until<Value>(look: () => Value | undefined | false): Promise<Value>;
}

interface Running {
  begin(minute: string): void;
  drop(name: string, titles: readonly string[]): void;
  stop(): Promise<void>;
}

const NOON = Date.parse('2026-11-22T12:00:00Z');
const SECRET = 'sixteen characters';

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';

/**
 * A team follows a topic, gets its digest, keeps a paper from it after a restart; another team sees nothing of it.
 * Resolves with whom the store names as readers.
 */
export async function tellTeamStory<Place, Message>(chat: TeamChat<Place, Message>): Promise<readonly unknown[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'paperboy-team-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  mkdirSync(join(dataDir, 'inbox'));
  const { one, two, own, show } = chat;
  const shown = (place: Place, text: string) =>
    chat.until(() => chat.messages(place, 'public').find((message) => show(message).includes(text)));
  const first = await run(chat.open(), dataDir);
  chat.type(one, 'subscribe otter*');
  chat.type(two, 'subscribe heron*');
  chat.type(own, 'subscribe title:patience');
  await Promise.all([shown(one, 'otter*'), shown(two, 'heron*'), shown(own, 'follows title:patience now')]);
  first.drop('monday.txt', [otters, herons]);
  await expect
    .poll(() => answerTo(chat, one, () => chat.type(one, 'search whistles')), { timeout: 10_000 })
    .toContain(otters);
  first.begin('2026-11-23T09:00:00Z');
  const digest = await shown(one, otters);
  expect(show(digest)).not.toContain(herons);
  expect(show(await shown(two, herons))).not.toContain(otters);
  await shown(own, herons);
  await first.stop();

  const second = await run(chat.open(), dataDir);
  const posted = chat.messages(one, 'public').length;
  second.begin('2026-11-23T09:01:00Z');
  expect(await answerTo(chat, one, () => chat.press(one, digest, '🔖'))).toContain('Saved');
  expect(await answerTo(chat, one, () => chat.type(one, 'saved'))).toContain(otters);
  for (const line of ['saved', 'topics', 'status'])
    expect(await answerTo(chat, two, () => chat.type(two, line))).not.toMatch(/otter/i);
  await second.stop();
  expect(chat.messages(one, 'public')).toHaveLength(posted);
  return readersIn(dataDir);
}

/** Resolves with what is answered privately. */
async function answerTo<Place, Message>(
  chat: TeamChat<Place, Message>,
  place: Place,
  act: () => void,
): Promise<string> {
  const before = chat.messages(place, 'private').length;
  act();
  return chat.show(await chat.until(() => chat.messages(place, 'private')[before]));
}

/** The whole bot on a platform, over a folder that outlives it. */
async function run(platform: Platform, dataDir: string): Promise<Running> {
  const environment = readEnvironment({ PAPERBOY_DATA_DIR: dataDir, PAPERBOY_SECRET: SECRET });
  const store = await openStore(environment.storeUrl);
  let begin = (_begun: Date): void => {};
  const log = { debug() {}, info() {}, warn() {}, error: (...told: unknown[]) => expect.unreachable(String(told)) };
  const schedule = await startBot({
    config: configOf(),
    environment,
    stages: stagesOn(store, { now: () => NOON }),
    channels: channelsOn(store),
    platforms: [platform],
    log,
    schedule: {
      settleMs: 20,
      everyMinute: (listener) => {
        begin = listener;
        return { stop: () => undefined };
      },
    },
  });
  await Promise.all([schedule.served, schedule.ready]);
  return {
    begin: (minute) => begin(new Date(minute)),
    drop: (name, titles) => writeFileSync(join(dataDir, 'inbox', name), spacedPage(...titles)),
    async stop() {
      await schedule.stop();
      await platform.stop();
      await store.close();
    },
  };
}

async function readersIn(dataDir: string): Promise<readonly unknown[]> {
  const store = await openStore(`sqlite:${dataDir}/paperboy.db`);
  const saves = await store.query(sql`SELECT person FROM saves`);
  await store.close();
  return saves.map(({ person }) => person);
}
