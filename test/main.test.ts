import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FeedError } from '../src/core/errors.ts';
import { sql } from '../src/core/store/sql.ts';
import { noteJoined, noteLeft } from '../src/digests/spaces.ts';
import { addSubscription, removeSubscription } from '../src/digests/subscriptions.ts';
import type { Platform } from '../src/platform.ts';
import { createConsole } from '../src/platforms/console/index.ts';
import { spacedPage } from './fakes/pages.ts';
import { fakePlatform, type FakePlatform } from './fakes/platform.ts';
import { FakeTerminal } from './fakes/terminal.ts';
import { openWorld, type World } from './fakes/world.ts';

const CHANNEL = 'console:local';

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';
const newts = 'A Census of Newts in Flooded Quarries';

function notice(name: string, found: number, parsed = found): string {
  const title = found === 1 ? '1 new paper came in' : `${found} new papers came in`;
  return `${title}\n${name}: ${parsed} on the page, ${found} new. "digest" previews what the next digest holds.`;
}

test('collects what stands in the inbox at the start and what comes in later, and nothing again after a restart', async () => {
  const world = await openWorld(CHANNEL);
  world.drop('1.txt', spacedPage(otters, herons));
  await world.start();
  expect(world.told).toEqual([notice('1.txt', 2)]);
  world.drop('2.txt', spacedPage(herons, newts));
  await vi.waitFor(() => expect(world.told).toEqual([notice('1.txt', 2), notice('2.txt', 1, 2)]), 5000);
  await world.start();
  expect(world.told).toHaveLength(2);
});

test('reports a dump that cannot be read, and goes on with the next', async () => {
  const world = await openWorld(CHANNEL);
  world.drop('1.txt', '<!doctype html><html><body><h1>Sign in</h1></body></html>');
  world.drop('2.txt', spacedPage(otters));
  await world.start();
  expect(world.told).toEqual([
    expect.stringMatching(/^0 new papers came in\n1\.txt: .*\nline 1: expected/),
    notice('2.txt', 1),
  ]);
  expect(world.logged).toEqual([expect.stringMatching(/^line 1: expected/)]);
});

test('of many problems of a dump it names a few, and the log all', async () => {
  const world = await openWorld(CHANNEL);
  const line = 'x'.repeat(300_000);
  world.drop('1.txt', [spacedPage(otters), ...Array.from({ length: 7 }, () => line)].join('\n\n'));
  await world.start();
  expect(world.told[0]?.split('\n').slice(2)).toEqual([
    ...Array.from({ length: 5 }, () => expect.stringContaining('over 262144 characters')),
    'And 2 more problems: the log names them all.',
  ]);
  expect(world.logged).toHaveLength(7);
});

test('tells once of what in the inbox cannot be opened, at the start or later', async () => {
  const world = await openWorld(CHANNEL);
  const link = (name: string): void => symlinkSync('nowhere', join(world.dataDir, 'inbox', name));
  const about = (name: string) =>
    expect.stringMatching(`^0 new papers came in\n${name}: [^]*is a link, and what it leads to is not there`);
  world.drop('2.txt', spacedPage(otters));
  link('1.txt');
  await world.start();
  expect(world.told).toEqual([about('1.txt'), notice('2.txt', 1)]);
  link('3.txt');
  await world.begin('2023-11-14T22:14:00Z');
  const all = [about('1.txt'), notice('2.txt', 1), about('3.txt')];
  await vi.waitFor(() => expect(world.told).toEqual(all), 5000);
  await world.begin('2023-11-14T22:15:00Z');
  await world.start();
  expect(world.told).toEqual(all);
});

test('posts at the time of the channel: waits for its first, and catches a missed one up once', async () => {
  const world = await openWorld(CHANNEL);
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

test('tries a digest again that failed, tells where it may not have been shown, and posts the next one at its time', async () => {
  const world = await openWorld(CHANNEL);
  const post = vi.fn<Platform['post']>(async () => 'm1').mockRejectedValueOnce(new Error('the line is dead'));
  const platform = fakePlatform({ id: 'console', post, find: async () => 'unknown' });
  world.drop('1.txt', spacedPage(otters));
  await world.start(platform);
  await world.begin('2023-11-15T09:00:00Z');
  expect(world.logged).toEqual(['a digest failed; it is tried again']);
  world.drop('2.txt', spacedPage(herons));
  await world.start(platform);
  await world.begin('2023-11-15T09:01:00Z');
  expect(world.told.at(-1)).toMatch(/^An earlier digest may not have been shown\n/);
  expect(post).toHaveBeenCalledTimes(1);
  await world.begin('2023-11-16T09:00:00Z');
  expect(post.mock.calls.map(([, part]) => part)).toEqual([`All: ${otters}`, `All: ${herons}`]);
});

test('goes on at once where the clock was days ahead, and is put right', async () => {
  const world = await openWorld(CHANNEL);
  const platform = fakePlatform({ id: 'console' });
  world.drop('1.txt', spacedPage(otters));
  await world.start(platform);
  await world.begin('2026-11-15T09:00:00Z');
  world.drop('2.txt', spacedPage(herons));
  await vi.waitFor(() => expect(world.told).toHaveLength(2), 5000);
  await world.begin('2023-11-15T08:59:00Z');
  await world.begin('2023-11-15T09:00:00Z');
  expect(platform.posts.map(({ part }) => part)).toEqual([`All: ${otters}`, `All: ${herons}`]);
});

describe('a channel that was set up in chat', () => {
  const chat = 'console:A:1';
  const setUpMs = Date.parse('2023-11-14T22:00:00Z');
  const at = (time: string): string => `2023-11-15T${time}:00Z`;
  let world: World;
  let platform: FakePlatform;

  const posted = () => platform.posts.flatMap(({ channel, part }) => (channel === chat ? [part] : []));

  beforeEach(async () => {
    world = await openWorld(CHANNEL);
    platform = fakePlatform({ id: 'console' });
    await world.channels.setUp(chat, 'console:A', setUpMs);
    await addSubscription(world.store, chat, 'all');
    await world.channels.changeSchedule(chat, { at: '07:30', timezone: 'Europe/Berlin' }, setUpMs);
    world.drop('1.txt', spacedPage(otters));
    await world.start(platform);
  });

  test('gets its digest at its own time', async () => {
    await world.begin(at('06:29'));
    expect(posted()).toEqual([]);
    await world.begin(at('06:30'));
    expect(posted()).toEqual([`All: ${otters}`]);
    await world.begin(at('06:31'));
    expect(platform.posts).toHaveLength(1);
  });

  test('gets none while it is paused, nor at once when it goes on', async () => {
    await world.channels.changeSchedule(chat, { isPaused: true }, setUpMs);
    await world.begin(at('06:30'));
    await world.channels.changeSchedule(chat, { isPaused: false }, Date.parse(at('08:00')));
    await world.begin(at('08:01'));
    expect(posted()).toEqual([]);
    await world.begin('2023-11-16T06:30:00Z');
    expect(posted()).toEqual([`All: ${otters}`]);
  });

  test('gets none while the bot is out of its space, and what it missed when the bot is back', async () => {
    await noteLeft(world.store, 'console:A', setUpMs);
    await world.begin(at('06:30'));
    expect(posted()).toEqual([]);
    await noteJoined(world.store, 'console:A', setUpMs);
    await world.begin(at('06:45'));
    expect(posted()).toEqual([`All: ${otters}`]);
  });

  test('gets none while it follows nothing, and waits for its next time when it does', async () => {
    await removeSubscription(world.store, chat, 'all');
    await world.begin(at('06:30'));
    await addSubscription(world.store, chat, 'all');
    world.drop('2.txt', spacedPage(herons));
    await world.start(platform);
    await world.begin(at('06:31'));
    expect(posted()).toEqual([]);
    await world.begin('2023-11-16T06:30:00Z');
    expect(posted()).toEqual([`All: ${herons}`]);
  });

  test('loses what persons kept there 90 days after the bot was taken out', async () => {
    await world.store.query(sql`INSERT INTO saves (space, person, paper, channel, at_ms)
      VALUES ('console:A', 'p', 'x', ${chat}, 0)`);
    const saves = () => world.store.query(sql`SELECT paper FROM saves`);
    await noteLeft(world.store, 'console:A', Date.parse(at('06:00')));
    await world.begin('2024-02-13T06:00:00Z');
    expect(await saves()).toHaveLength(1);
    await world.begin('2024-02-13T06:01:00Z');
    expect(await saves()).toEqual([]);
  });
});

test('refuses to start where a folder cannot be made, before it serves anyone', async () => {
  const world = await openWorld(CHANNEL);
  writeFileSync(join(world.dataDir, 'inbox'), '');
  const start = vi.fn<Platform['start']>(async () => {});
  await expect(world.start(fakePlatform({ id: 'console', start }))).rejects.toThrow(FeedError);
  expect(start).not.toHaveBeenCalled();
});

test('says on its port whether it is ready, and what came in', async () => {
  const world = await openWorld(CHANNEL);
  world.drop('1.txt', spacedPage(otters, herons));
  let isConnected = true;
  const { port, served, stop } = await world.start(fakePlatform({ id: 'console', isConnected: () => isConnected }));
  const ask = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}${path}`)).text();
  await served;
  expect(await ask('/readyz')).toBe('{"ready":true}\n');
  isConnected = false;
  expect(await ask('/readyz')).toContain('No platform serves people.');
  expect(await ask('/metrics')).toContain('paperboy_feed_items_total{feed="papers-page",result="new"} 2\n');
  await stop();
  await expect(ask('/healthz')).rejects.toThrow('fetch failed');
});

test('chats in a terminal about what stands in the inbox', async () => {
  const world = await openWorld(CHANNEL);
  const terminal = new FakeTerminal(100);
  const { input, output } = terminal;
  world.drop('1.txt', spacedPage(otters, herons));
  await world.start(createConsole({ input, output, colour: false }));
  await terminal.endsWith('papers>');
  terminal.type('search whistles\r');
  await vi.waitFor(() => expect(terminal.screen()).toMatch(/Search: whistles\n\n▪ Counting Otters by Their Whistles/));
});
