import { describe, expect, test } from 'vitest';
import { sql, type Statement } from '../src/core/store/sql.ts';
import { spacedPage } from './fakes/pages.ts';
import { fakePlatform } from './fakes/platform.ts';
import { openWorld } from './fakes/world.ts';

const CHANNEL = 'console:local';
const titles = Array.from(
  { length: 40 },
  (_, i) => `Herons and the Patience of ${'abcdefghij'[i % 10]} Water Number ${i}`,
);

describe.each<[string, Statement, Statement, unknown]>([
  [
    'full',
    sql`PRAGMA max_page_count = 1`,
    sql`PRAGMA max_page_count = 1000000`, // A few bytes may still find room.
    expect.anything(),
  ],
  [
    'read-only',
    sql`PRAGMA query_only = 1`,
    sql`PRAGMA query_only = 0`,
    { ready: false, notReady: { store: expect.stringMatching(/^The store can be read but not written/) } },
  ],
])('a store that is %s', (_kind, begin, end, answer) => {
  test('keeps the bot going: it says so, and loses nothing when that is over', async () => {
    const world = await openWorld(CHANNEL);
    const platform = fakePlatform({ id: 'console' });
    const { port, served } = await world.start(platform);
    await served;
    const ask = async (): Promise<unknown> => (await fetch(`http://127.0.0.1:${port}/readyz`)).json();
    await world.store.query(begin);
    world.drop('1.txt', spacedPage(...titles));
    await expect.poll(() => world.logged, { timeout: 5000 }).toContain('the schedule met an error and goes on');
    await world.begin('2023-11-14T23:00:00Z');
    expect(await ask()).toEqual(answer);
    expect(world.told).toEqual([]);
    await world.store.query(end);
    await world.begin('2023-11-14T23:01:00Z');
    await expect.poll(() => world.told, { timeout: 5000 }).toHaveLength(1);
    expect(await ask()).toEqual({ ready: true });
    await world.begin('2023-11-15T09:00:00Z');
    expect(platform.posts.map(({ part }) => part)).toHaveLength(10);
  });
});

test('a clock that is set back neither repeats a digest nor holds up the next', async () => {
  const world = await openWorld(CHANNEL);
  const platform = fakePlatform({ id: 'console' });
  const posted = (): number => platform.posts.length;
  world.drop('1.txt', spacedPage('Counting Otters by Their Whistles at Night'));
  await world.start(platform);
  await world.begin('2023-11-15T09:00:00Z');
  expect(posted()).toBe(1);
  world.drop('2.txt', spacedPage('A Census of Newts in Flooded Quarries'));
  await world.start(platform);
  await world.begin('2023-11-15T07:30:00Z');
  await world.begin('2023-11-15T09:00:00Z');
  expect(posted()).toBe(1);
  await world.begin('2023-11-16T09:00:00Z');
  expect(posted()).toBe(2);
});
