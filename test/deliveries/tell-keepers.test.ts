import { beforeEach, expect, test } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { clearTrouble, findTrouble, noteTrouble, type Hindrance } from '../../src/deliveries/channel-troubles.ts';
import { tellKeepers } from '../../src/deliveries/tell-keepers.ts';
import type { Platform, Post } from '../../src/platform.ts';
import { fakePlatform, partsOf } from '../fakes/platform.ts';

const DAY_MS = 86_400_000;
const refused = new DeliveryError('closed', 'They take no messages.', { obstacle: 'channel' });
const limited = new DeliveryError('limited', 'It asks to wait.', { obstacle: 'passing' });

let store: Store;
let stopping: AbortController;
let told: Post[];
let logged: string[];

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  stopping = new AbortController();
  [told, logged] = [[], []];
});

/** Channels `fake:KEEPER:n` meet with something first and now; whoever is to be told of them is. */
async function tell(
  troubles: Readonly<Record<string, string>>,
  given: Partial<Platform> = {},
  { hindrance = 'channel', sinceMs = 0 }: { readonly hindrance?: Hindrance; readonly sinceMs?: number } = {},
) {
  const channels = Object.keys(troubles);
  for (const [channel, reason] of Object.entries(troubles))
    for (const nowMs of [sinceMs, DAY_MS]) await noteTrouble(store, channel, { hindrance, reason }, nowMs, () => 1000);
  const platform = fakePlatform({
    render: (post) => {
      told.push(post);
      return partsOf(JSON.stringify(post));
    },
    findKeeper: async (channel) => channel.split(':').slice(0, 2).join(':'),
    ...given,
  });
  const log = { debug: () => {}, info: () => {}, warn: (facts: unknown) => void logged.push(JSON.stringify(facts)) };
  const telling = {
    store,
    platform,
    log: { ...log, error: log.warn },
    notify: async () => {},
    stopped: stopping.signal,
  };
  const go = (): Promise<void> => tellKeepers({ ...telling, now: () => DAY_MS }, channels);
  await go();
  return {
    posts: () => platform.posts.map(({ channel }) => channel),
    markers: () => platform.posts.map(({ marker }) => marker),
    again: go,
    untold: async () => {
      const found = await Promise.all(channels.map(async (id) => ({ id, trouble: await findTrouble(store, id) })));
      return found.filter(({ trouble }) => trouble?.isTold === false).map(({ id }) => id);
    },
  };
}

test('each person is told once, of all channels under their reasons', async () => {
  const { posts, again, untold } = await tell({
    'fake:A:1': 'Gone.',
    'fake:B:2': 'Gone.',
    'fake:A:3': 'Shut.',
    'fake:A:4': 'Gone.',
  });
  await again();
  expect(posts()).toEqual(['fake:A', 'fake:B']);
  expect(told).toMatchObject([
    {
      title: '3 channels take no digests from me',
      sections: [
        { text: 'Gone.', channels: ['fake:A:1', 'fake:A:4'], more: 0 },
        { text: 'Shut.', channels: ['fake:A:3'], more: 0 },
      ],
    },
    { title: 'A channel takes no digests from me', sections: [{ text: 'Gone.', channels: ['fake:B:2'], more: 0 }] },
  ]);
  expect(await untold()).toEqual([]);
});

test('of very many channels the first are named, and the others counted', async () => {
  const names = Array.from({ length: 62 }, (_, i) => `fake:A:${i}`);
  const { untold } = await tell(Object.fromEntries(names.map((name) => [name, 'Gone.'])));
  expect(told).toMatchObject([
    { title: '62 channels take no digests from me', sections: [{ channels: names.slice(0, 50), more: 12 }] },
  ]);
  expect(await untold()).toEqual([]);
});

test('what may pass is told of when no digest has got through for a day', async () => {
  const { posts } = await tell({ 'fake:A:1': 'It is busy.' }, {}, { hindrance: 'passing' });
  expect(posts()).toEqual(['fake:A']);
  expect(told[0]?.sections).toMatchObject([{ text: 'No digest has got through for a day: It is busy.' }]);
  expect((await tell({ 'fake:A:2': 'It is busy.' }, {}, { hindrance: 'passing', sinceMs: 1 })).posts()).toEqual([]);
});

test.each<[string, Partial<Platform>, number]>([
  ['nobody is known', { findKeeper: async () => undefined }, 0],
  ['whoever is known takes no messages', { post: () => Promise.reject(refused) }, 1],
])('where %s, the channel is not asked after again', async (_case, given, rendered) => {
  const { untold } = await tell({ 'fake:A:1': 'Gone.' }, given);
  expect(told).toHaveLength(rendered);
  expect(await untold()).toEqual([]);
  expect(logged).toEqual([]);
});

test.each<[string, (unless: string) => Partial<Platform>]>([
  ['found', (failing) => ({ findKeeper: async (id) => (id === `${failing}:1` ? Promise.reject(limited) : 'fake:B') })],
  ['told', (failing) => ({ turn: async (id) => (id === failing ? Promise.reject(limited) : undefined) })],
])('someone who cannot be %s at the moment is told later, and keeps nobody else waiting', async (_case, failing) => {
  const { posts, untold } = await tell({ 'fake:A:1': 'Gone.', 'fake:B:2': 'Gone.' }, failing('fake:A'));
  expect(posts()).toEqual(['fake:B']);
  expect(await untold()).toEqual(['fake:A:1']);
  expect(logged).toEqual([expect.stringContaining('"channels":["fake:A:1"]')]);
});

test('a message that is repeated has its marker, whatever is said to someone else', async () => {
  const both = { 'fake:A:1': 'Gone.', 'fake:B:1': 'Gone.' };
  const post: Platform['post'] = async (...part) => fake.post(...part);
  const fake = fakePlatform();
  for (let i = 0; i < 2; i += 1) {
    await tell(both, { post, render: () => partsOf('the same') });
    for (const channel of Object.keys(both)) await clearTrouble(store, channel);
  }
  const [first, other, ...again] = fake.posts.map(({ marker }) => marker);
  expect(again).toEqual([first, other]);
  expect(first).not.toBe(other);
});

test('what is over meanwhile is not told of', async () => {
  const findKeeper = async (): Promise<string> => {
    await clearTrouble(store, 'fake:A:2');
    return 'fake:A';
  };
  await tell({ 'fake:A:1': 'Gone.', 'fake:A:2': 'Gone.' }, { findKeeper });
  expect(told).toMatchObject([{ sections: [{ channels: ['fake:A:1'] }] }]);
});

test('once the bot is stopped nobody is told, and nothing counts as told', async () => {
  const turn = async (): Promise<void> => {
    stopping.abort();
    throw stopping.signal.reason;
  };
  const { posts, untold } = await tell({ 'fake:A:1': 'Gone.', 'fake:B:1': 'Gone.' }, { turn });
  expect([posts(), logged, told.length]).toEqual([[], [], 1]);
  expect(await untold()).toEqual(['fake:A:1', 'fake:B:1']);
});
