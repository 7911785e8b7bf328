import { expect, test, vi } from 'vitest';
import { discuss } from '../commands/discuss.ts';
import { sql } from '../src/core/store/sql.ts';
import type { Bot } from '../src/platform.ts';
import { spacedPage } from './fakes/pages.ts';
import { openWorld } from './fakes/world.ts';
import { threadedPlatform } from './fakes/threads.ts';

const CALLER = { channel: 'fake:A:c', space: 'fake:A', person: 'fake:ada', mayManage: false };
const TEXTS: Readonly<Record<string, string>> = {
  m1: 'I would count otters at dawn, while they are still asleep.',
  m2: 'The whistles carry far over the water on a calm night.',
  m3: 'Our microphones cost less than a hundred euros each.',
};
const TITLE = 'Counting Otters by Their Whistles at Night';

test('a thread lives from its opening, through restarts, to the recap that comes by itself, and is forgotten in the end', async () => {
  const world = await openWorld();
  let bot: Bot | undefined;
  const platform = threadedPlatform({ start: async (given) => void (bot = given) });
  world.drop('1.txt', spacedPage(TITLE));
  await world.start(platform);
  const reply = await bot?.invoke(discuss, { ...CALLER, options: { paper: TITLE } });
  expect(reply?.title).toBe('Its thread is open');
  const [thread] = platform.opened;
  if (thread === undefined) throw new Error('no thread');

  await world.start(platform);
  await world.store.query(sql`INSERT INTO thread_settings VALUES ('fake:A:c', 'mentions', 3)`);
  const said = { thread: thread.id, channel: 'fake:A:c', space: 'fake:A', person: 'fake:ada', name: 'Ada', atMs: 1 };
  for (const id of Object.keys(TEXTS)) {
    const message = { ...said, id, text: TEXTS[id] ?? '', isToBot: id === 'm3' };
    thread.messages.push(message);
    expect((await bot?.hear(message)) !== undefined).toBe(message.isToBot);
  }
  const before = platform.posts.length;
  await world.begin('2023-11-16T00:00:00Z');
  expect(platform.posts).toHaveLength(before);
  await world.begin('2023-11-18T00:00:00Z');
  expect(platform.posts.slice(before).map(({ channel }) => channel)).toContain(thread.id);
  const after = platform.posts.length;
  await bot?.noteChange({ kind: 'message-deleted', thread: thread.id, message: 'm1' });
  await world.begin('2023-11-19T00:00:00Z');
  expect(platform.posts).toHaveLength(after);
  const recapped = async () =>
    (await world.store.query(sql`SELECT message FROM recap_lines`)).map((row) => row['message']);
  expect(await recapped()).toEqual(['m2']);

  // Deleted while nobody told the bot.
  thread.messages.splice(0, 2);
  const { served } = await world.start(platform);
  await served;
  await vi.waitFor(async () => expect(await recapped()).toEqual([]));

  await world.begin('2025-01-01T00:00:00Z');
  expect(await world.store.query(sql`SELECT * FROM discussions`)).toEqual([]);
  expect(world.logged).toEqual([]);
});

test('what a crash has cut short is finished when the platform serves again', async () => {
  const world = await openWorld();
  const platform = threadedPlatform();
  world.drop('1.txt', spacedPage(TITLE));
  await world.start(platform);
  await world.store.query(sql`INSERT INTO discussions (space, channel, paper, title, state, opened_ms, last_ms)
    SELECT 'fake:A', 'fake:A:c', paper, 'T', 'opening', 1700000000000, 1700000000000 FROM intake_papers`);
  const running = await world.start(platform);
  await running.served;
  for (let i = 0; i < 200; i += 1) await new Promise(setImmediate);
  expect(platform.opened.map(({ name }) => name)).toEqual([TITLE]);
  expect(await world.store.query(sql`SELECT state FROM discussions`)).toEqual([{ state: 'open' }]);
});
