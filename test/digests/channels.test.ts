import { beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import type { Channels } from '../../src/digests/channels.ts';
import { addMute } from '../../src/digests/mutes.ts';
import { noteJoined, noteLeft } from '../../src/digests/spaces.ts';
import { addSubscription, MAX_SUBSCRIPTIONS, removeSubscription } from '../../src/digests/subscriptions.ts';
import { addSpaceTopic } from '../../src/topics/space-topics.ts';
import { defineTopic } from '../../src/topics/topic.ts';
import { channelConfig, channelsOn } from '../fakes/channels.ts';

const FIXED = 'fake:A:fixed';
const CHAT = 'fake:A:chat';
const NINE = 9 * 3600 * 1000;
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const choices = { cap: 10, catchUp: 'merged', emptyDays: 'silent' };
const usual = { at: '09:00', weekdays: everyDay, timezone: 'UTC', ...choices, isPaused: false };

describe('channels', () => {
  let store: Store;
  let channels: Channels;
  beforeEach(async () => {
    store = await openStore('sqlite::memory:');
    channels = channelsOn(store, { Bats: 'bat', Moths: 'moth' }, [channelConfig(FIXED, ['Moths'])]);
  });

  /** Ends intakes up to this number. */
  async function takeIn(number: number): Promise<void> {
    await store.query(sql`INSERT INTO intakes (number, run, feed, at_ms) VALUES (${number}, ${`r${number}`}, 'f', 0)`);
  }

  async function follow(channel: string, ...keys: readonly string[]): Promise<void> {
    for (const key of keys) await addSubscription(store, channel, key);
  }

  async function followed(channel: string): Promise<readonly (readonly unknown[])[]> {
    return (await channels.followedBy(channel)).map(({ topic, since, isFixed }) => [topic.text, since, isFixed]);
  }

  test('follow what the file says from the beginning, then what was chosen, from then on', async () => {
    await takeIn(3);
    await channels.setUp(FIXED, 'fake:A', 0);
    await addSpaceTopic(store, 'fake:A', defineTopic('Owls', 'owl'));
    await follow(FIXED, 'owls', 'moths');
    await takeIn(5);
    await follow(FIXED, 'bats');
    expect(await followed(FIXED)).toEqual([
      ['moth', 0, true],
      ['owl', 3, false],
      ['bat', 5, false],
    ]);
  });

  test('follow topics of their own space only, those of the file before those of the space', async () => {
    await channels.setUp(CHAT, 'fake:A', 0);
    await addSpaceTopic(store, 'fake:B', defineTopic('Owls', 'owl'));
    await addSpaceTopic(store, 'fake:A', defineTopic('Bats', 'not this'));
    await follow(CHAT, 'owls', 'bats');
    expect(await followed(CHAT)).toEqual([['bat', 0, false]]);
  });

  test('follow a topic once, and no more after they have left it', async () => {
    expect([await addSubscription(store, CHAT, 'bats'), await addSubscription(store, CHAT, 'bats')]).toEqual([
      true,
      false,
    ]);
    await removeSubscription(store, 'fake:B:1', 'bats');
    expect(await followed(CHAT)).toHaveLength(1);
    await removeSubscription(store, CHAT, 'bats');
    expect(await followed(CHAT)).toEqual([]);
  });

  test(`follow ${MAX_SUBSCRIPTIONS} topics at most`, async () => {
    await follow(CHAT, ...Array.from({ length: MAX_SUBSCRIPTIONS }, (_, i) => `t${i}`));
    await expect(addSubscription(store, CHAT, 'bats')).rejects.toThrow('unsubscribe from one first');
  });

  test('are served as they were set up, in the file or in chat', async () => {
    await takeIn(4);
    await channels.setUp(CHAT, 'fake:A', 0);
    await follow(CHAT, 'bats');
    await addMute(store, CHAT, { kind: 'word', text: 'cave' });
    await channels.changeSchedule(CHAT, { cap: 3 }, 0);
    const [bats, moths] = channels.topics;
    expect(await channels.subscriptionOf(CHAT)).toEqual({
      channel: CHAT,
      topics: [bats],
      since: new Map([[bats, 4]]),
      mutes: [{ kind: 'word', text: 'cave' }],
      cap: 3,
      emptyDays: 'silent',
      onDoubt: 'skip',
    });
    expect(await channels.subscriptionOf(FIXED)).toMatchObject({ topics: [moths], mutes: [], cap: 10 });
    expect(await channels.subscriptionOf('fake:A:other')).toBeUndefined();
    expect(await channels.subscriptionOf('console:local')).toMatchObject({ topics: channels.topics, cap: 10 });
  });

  test('begin where the library stands, and keep their place when they are set up again', async () => {
    await takeIn(4);
    await channels.setUp(CHAT, 'fake:A', 7);
    await takeIn(5);
    await channels.setUp(CHAT, 'fake:A', 8);
    expect(await store.query(sql`SELECT id, cursor, last_due_ms, space FROM channels`)).toEqual([
      { id: CHAT, cursor: 4, last_due_ms: 7, space: 'fake:A' },
    ]);
  });

  test('are listed with their times, but for those of a space that was left', async () => {
    await channels.setUp(CHAT, 'fake:A', 7);
    await channels.setUp('fake:B:1', 'fake:B', 7);
    await channels.changeSchedule(
      CHAT,
      { at: '07:30', weekdays: ['mon', 'sat'], timezone: 'Asia/Tokyo', isPaused: true },
      9,
    );
    await store.query(sql`INSERT INTO channels (id, cursor) VALUES ('fake:never:set-up', 3)`);
    const schedule = { at: '07:30', weekdays: ['mon', 'sat'], timezone: 'Asia/Tokyo', ...choices, isPaused: true };
    const other = { id: 'fake:B:1', schedule: usual, nextDueMs: NINE };
    const listed = [{ id: FIXED, schedule: usual }, { id: CHAT, schedule }, other];
    expect(await channels.list()).toEqual(listed);
    const found = () => Promise.all([FIXED, CHAT, other.id, 'fake:never:set-up', 'fake:un:known'].map(channels.find));
    expect(await found()).toEqual([...listed, undefined, undefined]);
    await noteLeft(store, 'fake:A', 1);
    expect(await channels.list()).toEqual([other]);
    expect(await found()).toEqual([undefined, undefined, other, undefined, undefined]);
    await noteJoined(store, 'fake:A', 2);
    expect(await channels.list()).toHaveLength(3);
  });

  test('keep what a change of their schedule does not name', async () => {
    await channels.setUp(CHAT, 'fake:A', 0);
    await channels.changeSchedule(CHAT, { cap: 3, isPaused: true }, 0);
    await channels.changeSchedule(CHAT, { isPaused: false, at: '10:00' }, 0);
    expect(await channels.scheduleOf(CHAT)).toEqual({ ...usual, at: '10:00', cap: 3 });
    expect(await channels.scheduleOf('fake:A:other')).toEqual(usual);
  });

  test('together want what any of them follows', async () => {
    await channels.setUp(CHAT, 'fake:B', 0);
    await addSpaceTopic(store, 'fake:A', defineTopic('Owls', 'owl'));
    await addSpaceTopic(store, 'fake:B', defineTopic('Newts', 'newt'));
    await follow(CHAT, 'newts', 'owls');
    const wanted = await channels.wanted();
    const match = (title: string): boolean => wanted.match({ title }).length > 0;
    expect(['A moth', 'A newt', 'An owl', 'A bat'].map(match)).toEqual([true, true, false, false]);
    await follow(CHAT, 'bats');
    expect((await channels.wanted()).match({ title: 'A bat' })).toHaveLength(1);
  });
});
