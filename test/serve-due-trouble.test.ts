import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DeliveryError, StoreError } from '../src/core/errors.ts';
import type { Log } from '../src/core/log.ts';
import { sql } from '../src/core/store/sql.ts';
import type { RetryWait } from '../src/deliveries/channel-troubles.ts';
import { retryNow } from '../src/deliveries/channel-troubles.ts';
import { collect, type Stages } from '../src/pipeline.ts';
import type { Platform, Post } from '../src/platform.ts';
import { openServing, type Serving } from '../src/serve-due.ts';
import { createStatusService } from '../src/services/channel-status.ts';
import { channelConfig, channelsOn } from './fakes/channels.ts';
import { dumpOfPapers } from './fakes/feed.ts';
import { fakePlatform, partsOf, renderCards, type FakePlatform } from './fakes/platform.ts';
import { openStages } from './fakes/stages.ts';

const [FIRST, SECOND, KEEPER] = ['fake:A:1', 'fake:A:2', 'fake:A:D'];
const at = (time: string): Date => new Date(`2026-11-${time}Z`);
/** Five minutes, then ten, and so on. */
const growing: RetryWait = (_hindrance, tries) => tries * 5 * 60_000;

const closed = new DeliveryError('closed', 'The channel is closed: open it.', { obstacle: 'channel' });
const limited = new DeliveryError('limited', 'It asks to wait.', { obstacle: 'passing' });
const away = new DeliveryError('away', 'It is out of reach.', { obstacle: 'platform' });

let stages: Stages;
let nowMs: number;
let platform: FakePlatform;
let logged: string[];
let notices: string[];
let stopping: AbortController;

beforeEach(async () => {
  nowMs = at('16T08:00').getTime();
  stages = await openStages({ now: () => nowMs });
  platform = fakePlatform({
    render: (post) => [...renderCards(post), ...partsOf(...post.sections.flatMap(({ text = [] }) => text))],
    findKeeper: async () => KEEPER,
  });
  [logged, notices] = [[], []];
  stopping = new AbortController();
  await collect(stages, dumpOfPapers('A'));
});

/** Serves both channels on a platform; what stands in its way is asked of before each post. */
async function open(obstacle: (channel: string) => unknown, given: Partial<Platform> = {}, retryWait = growing) {
  const note = (level: string) => (_first: object | string, message?: string) =>
    void logged.push(`${level} ${message}`);
  const log: Log = { debug: note('debug'), info: () => {}, warn: note('warn'), error: note('error') };
  const channels = channelsOn(
    stages.store,
    { All: '*' },
    [FIRST, SECOND].map((id) => channelConfig(id, ['All'])),
  );
  await channels.settle(nowMs);
  const post: Platform['post'] = async (channel, ...rest) => {
    const error = await obstacle(channel);
    if (error !== undefined) throw error;
    return platform.post(channel, ...rest);
  };
  const notify = async ({ title }: Post): Promise<void> => void notices.push(title);
  const parts = { stages, channels, log, notify, retryWait };
  const serving = openServing(parts, { ...platform, post, ...given }, stopping.signal);
  const status = createStatusService(stages, channels);
  return {
    serving,
    troubles: async () =>
      (await status.status({ channel: FIRST, space: 'fake:A', person: 'p', mayManage: true })).troubles,
  };
}

async function begin({ begin: go, ended }: Serving, minute: string): Promise<readonly string[]> {
  nowMs = at(minute).getTime();
  await go(at(minute));
  await ended();
  return platform.posts.map(({ channel }) => channel);
}

describe('a channel that takes no posts', () => {
  test('is on hold, someone is told once, its status says so, and it goes on by itself', async () => {
    let isOpen = false;
    const { serving, troubles } = await open((to) => (to === FIRST && !isOpen ? closed : undefined));
    expect(await begin(serving, '16T09:00')).toEqual([SECOND]);
    await collect(stages, dumpOfPapers('B'));
    expect(await begin(serving, '16T09:01')).toEqual([SECOND, KEEPER]);
    expect(await begin(serving, '16T09:05')).toEqual([SECOND, KEEPER]);
    expect(platform.posts.at(-1)?.part).toBe('The channel is closed: open it.');
    expect(notices).toEqual(['A channel takes no digests from me']);
    expect(logged).toEqual([
      expect.stringMatching(/^error a channel takes no digests; they are kept for it: The channel is closed/),
      'debug a channel still takes no digests',
    ]);
    expect((await troubles()).map((text) => text.replaceAll('\u202f', ' '))).toEqual([
      'Digests are on hold since Nov 16, 2026, 9:00 AM: The channel is closed: open it. They are kept, and go on by themselves once that is mended.',
    ]);
    isOpen = true;
    expect(await begin(serving, '16T09:14')).toHaveLength(2);
    expect(await begin(serving, '16T09:15')).toEqual([SECOND, KEEPER, FIRST]);
    expect(await troubles()).toEqual([]);
    await begin(serving, '17T09:00');
    expect(platform.posts.map(({ channel, part }) => `${channel} ${part}`).toSorted()).toEqual([
      ...[FIRST, SECOND].flatMap((id) => [`${id} All: A`, `${id} All: B`]),
      `${KEEPER} The channel is closed: open it.`,
    ]);
  });

  test('is tried at once when the bot is let in again', async () => {
    let isOpen = false;
    const { serving } = await open((to) => (to === FIRST && !isOpen ? closed : undefined));
    await begin(serving, '16T09:00');
    isOpen = true;
    await retryNow(stages.store, 'fake:A', nowMs);
    expect(await begin(serving, '16T09:01')).toEqual([SECOND, KEEPER, FIRST]);
  });

  test('is told of when it is tried again, where nobody could be told at first', async () => {
    const obstacles = [limited, undefined];
    const { serving } = await open((to) => (to === FIRST ? closed : to === KEEPER ? obstacles.shift() : undefined));
    expect(await begin(serving, '16T09:00')).toEqual([SECOND]);
    expect(await begin(serving, '16T09:04')).toEqual([SECOND]);
    expect(await begin(serving, '16T09:05')).toEqual([SECOND]);
    expect(await begin(serving, '16T09:06')).toEqual([SECOND, KEEPER]);
    expect(await begin(serving, '16T09:15')).toEqual([SECOND, KEEPER]);
    expect(await begin(serving, '16T09:16')).toEqual([SECOND, KEEPER]);
  });

  test('is told of after a restart that came before', async () => {
    const first = await open((to) => (to === FIRST ? closed : undefined));
    await begin(first.serving, '16T09:00');
    const { serving } = await open((to) => (to === FIRST ? closed : undefined));
    await begin(serving, '16T09:05');
    expect(await begin(serving, '16T09:06')).toEqual([SECOND, KEEPER]);
  });
});

test('a terminal that takes nothing more keeps nobody from being told', async () => {
  const { serving } = await open((to) => (to === FIRST ? closed : undefined));
  vi.spyOn(notices, 'push').mockImplementation(() => {
    throw new Error('EPIPE');
  });
  for (const minute of ['00', '01', '05', '06']) await begin(serving, `16T09:${minute}`);
  expect(platform.posts.map(({ channel }) => channel)).toEqual([SECOND, KEEPER]);
  expect(logged).toContain('warn could not tell of it');
});

describe('what may pass', () => {
  test('is tried again after a while that grows, by channel', async () => {
    const tried: string[] = [];
    const { serving, troubles } = await open((to) => {
      if (to !== FIRST) return undefined;
      tried.push(new Date(nowMs).toISOString().slice(11, 16));
      return limited;
    });
    for (let minute = 0; minute < 31; minute += 1) await begin(serving, `16T09:${String(minute).padStart(2, '0')}`);
    expect(tried).toEqual(['09:00', '09:05', '09:15', '09:30']);
    expect(await troubles()).toEqual([
      expect.stringMatching(/^The digest could not be posted since .* 9:00 AM: It asks to wait\. It is tried/u),
    ]);
  });

  test('is told of once when it has lasted a day, a fault of our own among it, but not while all are out of reach', async () => {
    let met: unknown = limited;
    const { serving } = await open((to) => (to === KEEPER ? undefined : met));
    await begin(serving, '16T09:00');
    met = new TypeError('no such thing');
    await begin(serving, '17T08:58');
    met = away;
    for (const minute of ['09:08', '09:09']) expect(await begin(serving, `17T${minute}`)).toEqual([]);
    met = limited;
    expect(await begin(serving, '17T09:10')).toEqual([]);
    for (const time of ['17T09:11', '17T11:00', '17T11:01']) expect(await begin(serving, time)).toEqual([KEEPER]);
    expect(platform.posts[0]?.part).toBe('No digest has got through for a day: It asks to wait.');
  });

  test('is tried again within the minute where the wait is short', async () => {
    let isFirst = true;
    const { serving } = await open(
      () => (isFirst ? ((isFirst = false), limited) : undefined),
      {},
      () => 20,
    );
    await begin(serving, '16T09:00');
    expect(platform.posts).toHaveLength(1);
    await vi.waitFor(() => expect(platform.posts).toHaveLength(2));
  });

  test('is not tried again once the bot is stopped', async () => {
    const obstacle = vi.fn<() => unknown>(() => limited);
    const { serving } = await open(obstacle, {}, () => 20);
    await begin(serving, '16T09:00');
    stopping.abort();
    await setTimeout(60);
    expect(obstacle).toHaveBeenCalledTimes(2);
  });

  test('does not keep a channel waiting where the clock was far ahead', async () => {
    let isBusy = true;
    const { serving } = await open((to) => (to === FIRST && isBusy ? limited : undefined));
    await begin(serving, '18T09:00');
    isBusy = false;
    expect(await begin(serving, '16T09:01')).toEqual([SECOND, FIRST]);
  });
});

test('a channel that hangs keeps no other waiting, in this minute and the next', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const { serving } = await open((to) => (to === FIRST ? promise : undefined));
  nowMs = at('16T09:00').getTime();
  await serving.begin(at('16T09:00'));
  await vi.waitFor(() => expect(platform.posts).toHaveLength(1));
  await collect(stages, dumpOfPapers('B'));
  nowMs = at('17T09:00').getTime();
  await serving.begin(at('17T09:00'));
  await vi.waitFor(() => expect(platform.posts.map(({ channel }) => channel)).toEqual([SECOND, SECOND]));
  resolve(undefined);
  await serving.ended();
  expect(platform.posts.at(-1)).toMatchObject({ channel: FIRST, part: 'All: A' });
});

test('a platform that is out of reach is told of once, and all go on the minute it is back', async () => {
  let isAway = true;
  const { serving, troubles } = await open(() => (isAway ? away : undefined));
  for (const minute of ['00', '01', '02']) expect(await begin(serving, `16T09:${minute}`)).toEqual([]);
  expect(logged).toEqual(['error fake takes no posts: It is out of reach.']);
  expect(await troubles()).toEqual([]);
  isAway = false;
  expect((await begin(serving, '16T09:03')).toSorted()).toEqual([FIRST, SECOND]);
  isAway = true;
  await collect(stages, dumpOfPapers('B'));
  await begin(serving, '17T09:00');
  expect(logged).toHaveLength(2);
});

describe('a fault of our own', () => {
  test('five times in a row sets the digest aside, tells its papers, and lets the next come', async () => {
    const { serving, troubles } = await open((to) =>
      to === FIRST && nowMs < at('17T00:00').getTime() ? new TypeError('no such thing') : undefined,
    );
    for (const time of ['09:00', '09:05', '09:15', '09:30']) await begin(serving, `16T${time}`);
    await collect(stages, dumpOfPapers('B'));
    await begin(serving, '16T09:50');
    expect(logged.at(-1)).toBe('error a digest was set aside, for it could not be posted; the next ones go on');
    expect(await stages.store.query(sql`SELECT * FROM channel_troubles`)).toEqual([]);
    await begin(serving, '17T09:00');
    expect(platform.posts.map(({ channel, part }) => `${channel} ${part}`).toSorted()).toEqual([
      `${FIRST} All: B`,
      `${SECOND} All: A`,
      `${SECOND} All: B`,
    ]);
    expect((await troubles()).map((text) => text.replaceAll('\u202f', ' '))).toEqual([
      'The digest of Nov 16, 2026, 9:00 AM was set aside, for it could not be posted: "A".',
    ]);
  });

  test('of the store leaves no trouble with the channel', async () => {
    const full = new StoreError('store-full', 'The disk is full.');
    const { serving } = await open((to) => (to === FIRST ? full : undefined));
    await begin(serving, '16T09:00');
    expect(logged).toEqual(['error a digest failed; it is tried again in a minute']);
    expect(await stages.store.query(sql`SELECT * FROM channel_troubles`)).toEqual([]);
  });
});
