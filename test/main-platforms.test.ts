import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DeliveryError, PlatformError } from '../src/core/errors.ts';
import { addSubscription } from '../src/digests/subscriptions.ts';
import type { Platform } from '../src/platform.ts';
import { spacedPage } from './fakes/pages.ts';
import { fakePlatform, type FakePlatform } from './fakes/platform.ts';
import { openWorld, type World } from './fakes/world.ts';

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';

const FIRST = 'slack:T1:C1';
const SECOND = 'slack:T1:C2';

const monday = '2023-11-20T09:00:00Z';
const tuesday = '2023-11-21T09:00:00Z';

const away = new PlatformError('away', 'It is away.', { retryable: true });
const refused = new PlatformError('refused', 'It is refused.', { retryable: false });

let world: World;
let discord: FakePlatform;

beforeEach(async () => {
  world = await openWorld('discord:1:2', FIRST, SECOND);
  discord = fakePlatform({ id: 'discord' });
});

function postedOn({ posts }: FakePlatform): readonly string[] {
  return posts.map(({ channel, part }) => `${channel} ${part}`);
}

/** A call that ends when the test says so. */
function slowly() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, end: () => resolve() };
}

/** The digest of a second day comes on Discord, with what came in meanwhile. */
async function expectDiscordGoesOn(): Promise<void> {
  world.drop('2.txt', spacedPage(herons));
  await vi.waitFor(() => expect(world.told).toHaveLength(2), 5000);
  await world.begin(tuesday);
  expect(postedOn(discord)).toEqual([`discord:1:2 All: ${otters}`, `discord:1:2 All: ${herons}`]);
}

async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  return Promise.race([promise.then(() => false), setImmediate(true)]);
}

describe('a platform whose start', () => {
  const starts: Readonly<Record<string, Platform['start']>> = {
    hangs: () => new Promise(() => {}),
    'fails for now': () => Promise.reject(away),
    'fails for good': () => Promise.reject(refused),
  };

  test.each(Object.entries(starts))('%s disturbs no other, and gets its digests all the same', async (_how, start) => {
    const slack = fakePlatform({ id: 'slack', start });
    world.drop('1.txt', spacedPage(otters));
    const { served, stop } = await world.start(slack, discord);
    await world.begin(monday);
    expect(postedOn(slack)).toEqual([`${FIRST} All: ${otters}`, `${SECOND} All: ${otters}`]);
    await expectDiscordGoesOn();
    await served;
    await stop();
  });

  test('fails for now is started again while the other serves', async () => {
    const start = vi.fn<Platform['start']>(async () => {}).mockRejectedValueOnce(away);
    await world.start(fakePlatform({ id: 'slack', start }), discord);
    await vi.waitFor(() => expect(world.logged).toEqual([expect.stringMatching(/^slack is not served now/)]));
    world.retry();
    await vi.waitFor(() => expect(start).toHaveBeenCalledTimes(2));
  });

  test('fails ends the bot where no other serves', async () => {
    const start = (): Promise<never> => Promise.reject(away);
    const { served } = await world.start(fakePlatform({ id: 'slack', start }));
    await expect(served).rejects.toBe(away);
  });
});

describe('a platform that', () => {
  beforeEach(() => world.drop('1.txt', spacedPage(otters)));

  test('takes its time to post disturbs no other, and is not posted to a second time meanwhile', async () => {
    const digests = [`${FIRST} All: ${otters}`, `${SECOND} All: ${otters}`];
    const { promise, end } = slowly();
    const post = vi.fn<Platform['post']>(() => promise.then(() => 'm1'));
    const { stop } = await world.start(fakePlatform({ id: 'slack', post }), discord);
    await world.begin(monday);
    await expectDiscordGoesOn();
    expect(post.mock.calls.map(([channel, part]) => `${channel} ${part}`)).toEqual(digests);
    const stopping = stop();
    expect(await isOpen(stopping)).toBe(true);
    end();
    await stopping;
    expect(post).toHaveBeenCalledTimes(2);
  });

  test('asks to come back later is served by channel, and again in the next minute', async () => {
    const limited = new DeliveryError('slack-limited', 'Slack asks to wait 60 s.', { obstacle: 'passing' });
    const slack = fakePlatform({ id: 'slack' });
    const post = vi.fn<Platform['post']>(slack.post).mockRejectedValueOnce(limited);
    await world.start({ ...slack, post }, discord);
    await world.begin(monday);
    expect(postedOn(slack)).toEqual([`${SECOND} All: ${otters}`]);
    expect(world.logged).toEqual(['a digest failed; it is tried again']);
    await world.begin('2023-11-20T09:01:00Z');
    expect(postedOn(slack)).toEqual([`${SECOND} All: ${otters}`, `${FIRST} All: ${otters}`]);
    await expectDiscordGoesOn();
  });

  test('cannot say whether a digest was posted, nor answers in time, disturbs no other', async () => {
    const post = vi.fn<Platform['post']>().mockRejectedValue(new Error('cut'));
    const { promise, end } = slowly();
    const find = vi.fn<Platform['find']>(() => promise.then(() => 'unknown'));
    await world.start(fakePlatform({ id: 'slack', post, find }), discord);
    await world.begin(monday);
    await world.begin('2023-11-20T09:01:00Z');
    await world.begin('2023-11-20T09:02:00Z');
    expect(find).toHaveBeenCalledTimes(2);
    await expectDiscordGoesOn();
    end();
  });
});

describe('while a platform takes its time', () => {
  const [chat, other] = ['slack:T1:Z8', 'slack:T1:Z9'];
  /** With the first two, as many as are served at a time. */
  const many = Array.from({ length: 98 }, (_, i) => `slack:T1:M${i}`);
  let slack: FakePlatform;
  let call: ReturnType<typeof slowly>;

  beforeEach(async () => {
    for (const channel of [...many, chat, other]) {
      await world.channels.setUp(channel, 'slack:T1', Date.parse('2023-11-20T08:00:00Z'));
      await addSubscription(world.store, channel, 'all');
    }
    world.drop('1.txt', spacedPage(otters));
    slack = fakePlatform({ id: 'slack' });
    call = slowly();
  });

  const atTen = Date.parse('2023-11-20T09:10:00Z');
  const postedTo = (): readonly string[] => slack.posts.map(({ channel }) => channel);

  test('what is settled in its other channels counts', async () => {
    const post: Platform['post'] = (...args) => call.promise.then(() => slack.post(...args));
    await world.start({ ...slack, post }, discord);
    await world.begin(monday);
    await world.channels.changeSchedule(chat, { isPaused: true }, atTen);
    await world.channels.changeSchedule(other, { at: '09:05' }, atTen);
    call.end();
    const expected = [FIRST, SECOND, ...many].toSorted();
    await vi.waitFor(() => expect(postedTo().toSorted()).toEqual(expected), 5000);
    await world.begin('2023-11-20T09:11:00Z');
    expect(postedTo()).toHaveLength(100);
  });

  test('a time that is chosen for a channel after its digest had begun does not bring another today', async () => {
    const post: Platform['post'] = async (channel, ...rest) => {
      if (channel === chat) await call.promise;
      return slack.post(channel, ...rest);
    };
    await world.start({ ...slack, post }, discord);
    await world.begin(monday);
    await world.channels.changeSchedule(chat, { at: '09:05' }, atTen);
    call.end();
    await vi.waitFor(() => expect(postedTo().at(-1)).toBe(chat), 5000);
    world.drop('2.txt', spacedPage(herons));
    await vi.waitFor(() => expect(world.told).toHaveLength(2), 5000);
    await world.begin('2023-11-20T09:11:00Z');
    expect(postedTo()).toHaveLength(102);
  });
});
