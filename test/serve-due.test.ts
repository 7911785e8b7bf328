import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Config } from '../src/core/config.ts';
import type { Log } from '../src/core/log.ts';
import { sql, type Statement } from '../src/core/store/sql.ts';
import { listDueChannels } from '../src/deliveries/due-channels.ts';
import type { Channels } from '../src/digests/channels.ts';
import { noteLeft } from '../src/digests/spaces.ts';
import { collect, deliver, type Stages } from '../src/pipeline.ts';
import type { Platform } from '../src/platform.ts';
import { openServing, type ServingParts } from '../src/serve-due.ts';
import { channelConfig, channelsOn } from './fakes/channels.ts';
import { dumpOfPapers } from './fakes/feed.ts';
import { fakePlatform, partsOf, renderCards, type FakePlatform } from './fakes/platform.ts';
import { openStages, stagesOn } from './fakes/stages.ts';

const CHANNEL = 'fake:A:1';
const at = (time: string): Date => new Date(`2026-11-${time}Z`);

let stages: Stages;
let nowMs: number;
let platform: FakePlatform;
let logged: string[];

beforeEach(async () => {
  nowMs = at('16T08:00').getTime();
  stages = await openStages({ now: () => nowMs });
  platform = fakePlatform({
    render: (post) =>
      post.sections.some(({ cards }) => cards) ? renderCards(post) : partsOf(post.sections[0]?.text ?? ''),
  });
  logged = [];
});

/** A process that serves one channel, as it stands in its configuration, on the store of all. */
async function start(given: Partial<Config['channels'][number]> = {}, own: Stages = stages): Promise<ServingParts> {
  const note = (level: string) => (_first: object | string, message?: string) =>
    void logged.push(`${level} ${message}`);
  const log: Log = { debug: note('debug'), info: () => {}, warn: note('warn'), error: note('error') };
  const channels = channelsOn(own.store, { All: '*', Moths: 'moth' }, [
    { ...channelConfig(CHANNEL, ['All']), ...given },
  ]);
  await channels.settle(nowMs);
  return { stages: own, channels, log };
}

async function begin(parts: ServingParts, minute: string, on: Platform = platform): Promise<readonly string[]> {
  nowMs = at(minute).getTime();
  const serving = openServing(parts, on, new AbortController().signal);
  await serving.begin(at(minute));
  await serving.ended();
  return platform.posts.map(({ part }) => part);
}

async function take(...titles: readonly string[]): Promise<void> {
  await collect(stages, dumpOfPapers(...titles));
}

describe('after downtime', () => {
  test('a channel gets one digest of all that came, and the next at its time', async () => {
    const parts = await start();
    await take('A', 'B');
    await start();
    expect(await begin(parts, '19T15:30')).toEqual(['All: A', 'All: B']);
    await take('C');
    expect(await begin(parts, '19T15:31')).toHaveLength(2);
    expect(await begin(parts, '20T09:00')).toEqual(['All: A', 'All: B', 'All: C']);
  });

  test('one that skips gets nothing before its next time, and then loses nothing', async () => {
    const parts = await start({ catchUp: 'skip' });
    await take('A');
    expect(await begin(parts, '19T15:30')).toEqual([]);
    expect(await begin(parts, '20T08:59')).toEqual([]);
    expect(await begin(parts, '20T09:00')).toEqual(['All: A']);
  });

  test('one that skips gets a digest that is late by no more than an hour', async () => {
    const parts = await start({ catchUp: 'skip' });
    await take('A');
    expect(await begin(parts, '18T10:00')).toEqual(['All: A']);
  });

  test('a digest that was left open is finished, also where the time is skipped', async () => {
    const parts = await start({ catchUp: 'skip' });
    await take('A', 'B');
    const post = vi.fn<Platform['post']>().mockRejectedValueOnce(new Error('the line is dead'));
    await begin(parts, '16T09:00', { ...platform, post });
    expect(logged).toEqual(['error a digest failed; it is tried again']);
    expect(await begin(parts, '19T15:30')).toEqual(['All: A', 'All: B']);
  });
});

describe('a day with nothing for a channel', () => {
  test('is silent', async () => {
    const parts = await start();
    expect(await begin(parts, '16T09:00')).toEqual([]);
    await take('A');
    expect(await begin(parts, '17T09:00')).toEqual(['All: A']);
  });

  test('has a line saying why where the channel chose so, each time once', async () => {
    const parts = await start({ topics: ['Moths'], emptyDays: 'say' });
    const none = 'No new papers since the last digest.';
    expect(await begin(parts, '16T09:00')).toEqual([none]);
    expect(await begin(parts, '16T09:01')).toEqual([none]);
    expect(await begin(parts, '17T09:00')).toEqual([none, none]);
    await take('A');
    const unmatched = '1 paper came in, none on your topics.';
    expect(await begin(parts, '18T09:00')).toEqual([none, none, unmatched]);
    await take('A moth');
    expect(await begin(parts, '19T09:00')).toEqual([none, none, unmatched, 'Moths: A moth']);
    expect(new Set(platform.posts.map(({ marker }) => marker)).size).toBe(4);
  });

  test('says nothing where a digest is asked for out of turn', async () => {
    const parts = await start({ emptyDays: 'say' });
    const subscription = await parts.channels.subscriptionOf(CHANNEL);
    if (subscription) await deliver(stages, subscription, platform);
    expect(platform.posts).toEqual([]);
  });
});

describe('a slot', () => {
  test('is served once by two processes on one store, and nobody is alarmed', async () => {
    const both = [
      await start({ emptyDays: 'say' }),
      await start({ emptyDays: 'say' }, stagesOn(stages.store, { now: () => nowMs })),
    ];
    await take('A');
    await Promise.all(both.map((parts) => begin(parts, '16T09:00')));
    expect(platform.posts).toHaveLength(1);
    expect(logged).toEqual([expect.stringMatching(/^debug .*is being served by another Paperboy/)]);
    for (const parts of both) await begin(parts, '17T09:00');
    expect(platform.posts).toHaveLength(2);
  });

  test('is not served by a process that comes to it late', async () => {
    const parts = await start({ emptyDays: 'say' });
    const find = vi.fn<Channels['find']>(parts.channels.find);
    const late = { ...parts, channels: { ...parts.channels, find } };
    const before = await parts.channels.find(CHANNEL);
    find.mockResolvedValueOnce(before);
    await begin(parts, '16T09:00');
    await stages.store.query(sql`UPDATE deliveries SET state = 'open'`);
    await begin(late, '16T09:00');
    expect(find).toHaveBeenCalledTimes(1);
    expect(platform.posts).toHaveLength(1);
  });

  test('stays there where its digest could not be stored', async () => {
    const parts = await start();
    await take('A');
    const render = vi.fn<Platform['render']>(platform.render).mockImplementationOnce(() => {
      throw new Error('no more ink');
    });
    expect(await begin(parts, '16T09:00', { ...platform, render })).toEqual([]);
    expect(await begin(parts, '16T09:01')).toEqual(['All: A']);
  });

  test('comes neither twice nor too late where the clock goes back', async () => {
    const parts = await start({ emptyDays: 'say' });
    await begin(parts, '16T09:00');
    await begin(parts, '16T08:59');
    await begin(parts, '16T09:00');
    expect(platform.posts).toHaveLength(1);
    await start({ emptyDays: 'say' });
    await begin(parts, '17T09:00');
    expect(platform.posts).toHaveLength(2);
  });
});

describe('channels that are due', () => {
  const due = (time: string) => listDueChannels(stages.store, 'fake', at(time).getTime());

  test('are those of the platform whose time has come, the longest due first', async () => {
    const { channels } = await start();
    await channels.setUp('fake:B:1', 'fake:B', nowMs);
    await channels.changeSchedule('fake:B:1', { at: '08:30' }, nowMs);
    await channels.setUp('fake:B:2', 'fake:B', nowMs);
    await channels.changeSchedule('fake:B:2', { isPaused: true }, nowMs);
    await channels.setUp('fake2:A:1', 'fake2:A', nowMs);
    expect(await due('16T08:29')).toEqual([]);
    expect(await due('16T09:00')).toEqual(['fake:B:1', CHANNEL]);
    await noteLeft(stages.store, 'fake:B', nowMs);
    expect(await due('16T09:00')).toEqual([CHANNEL]);
    await noteLeft(stages.store, 'fake:A:1', nowMs);
    expect(await due('16T09:00')).toEqual([]);
  });

  test('are found by indexes', async () => {
    const asked: Statement[] = [];
    const { store } = stages;
    await listDueChannels({ ...store, query: async (statement) => (asked.push(statement), []) }, 'fake', nowMs);
    const [{ text: [first = '', ...rest], values } = sql``] = asked;
    const plan = await store.query({ text: [`EXPLAIN QUERY PLAN ${first}`, ...rest], values });
    const steps = plan.map(({ detail }) => String(detail));
    expect(steps.filter((step) => /SCAN (?:channels|c)\b|autoindex_channels_1 \(id>/.test(step))).toEqual([]);
    expect(steps).toContainEqual(expect.stringContaining('INDEX channels_by_next_due (next_due_ms<?)'));
  });
});
