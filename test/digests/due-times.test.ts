import { beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../src/core/config.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openChannels } from '../../src/digests/channels.ts';
import { findSlot, isFree, takeSlot, type Slot } from '../../src/digests/due-times.ts';
import { channelConfig, channelsOn, configOf } from '../fakes/channels.ts';
import { fakeSchedule } from '../fakes/services.ts';

const FIXED = 'fake:A:fixed';
const CHAT = 'fake:A:chat';
const at = (time: string): number => Date.parse(`2026-11-${time}Z`);

let store: Store;
beforeEach(async () => {
  store = await openStore('sqlite::memory:');
});

/** Settles as a start does with this configuration, and says when the channel is due next. */
async function settle(nowMs: number, given: Partial<Config['channels'][number]> | undefined, id = FIXED) {
  const channels = channelsOn(store, {}, given === undefined ? [] : [{ ...channelConfig(FIXED), ...given }]);
  await channels.settle(nowMs);
  const next = (await channels.find(id))?.nextDueMs;
  return next === undefined ? undefined : new Date(next).toISOString().slice(8, 16);
}

describe('the next due time of a configured channel', () => {
  test('is the first after it was seen first, and stays due once it was missed', async () => {
    expect(await settle(at('16T10:00'), {})).toBe('17T09:00');
    expect(await settle(at('16T11:00'), {})).toBe('17T09:00');
    expect(await settle(at('20T11:00'), {})).toBe('17T09:00');
  });

  test('follows what was changed while the bot was down, without making up for the new time', async () => {
    await settle(at('16T10:00'), {});
    expect(await settle(at('16T10:30'), { at: '10:15' })).toBe('17T10:15');
    expect(await settle(at('16T10:30'), { weekdays: ['sun'] })).toBe('22T09:00');
    expect(await settle(at('16T10:30'), { timezone: 'Asia/Tokyo' })).toBe('17T00:00');
    expect(await settle(at('18T07:00'), { at: '06:00' })).toBe('17T00:00');
  });

  test('is forgotten with the channel, which has missed nothing when it comes back', async () => {
    await settle(at('16T10:00'), {});
    expect(await settle(at('18T10:00'), undefined)).toBeUndefined();
    expect(await settle(at('20T10:00'), {})).toBe('21T09:00');
  });

  test('does not come again where the clock has gone back, unless it was wrong by more than a day', async () => {
    await settle(at('16T08:00'), {});
    const slot = slotOf(at('16T09:00'), at('16T09:00'));
    expect(await store.transaction(() => takeSlot(slot))).toBe(true);
    expect(await settle(at('16T08:30'), {})).toBe('17T09:00');
    expect(await settle(at('10T08:30'), {})).toBe('10T09:00');
  });
});

describe('the next due time of a channel that was set up in chat', () => {
  test('follows its schedule, and the time zone of all where it has none', async () => {
    const channels = channelsOn(store);
    const next = async () => (await channels.find(CHAT))?.nextDueMs;
    await channels.setUp(CHAT, 'fake:A', at('16T10:00'));
    expect(await next()).toBe(at('17T09:00'));
    await channels.changeSchedule(CHAT, { at: '10:30' }, at('16T10:05'));
    expect(await next()).toBe(at('16T10:30'));
    await channels.changeSchedule(CHAT, { isPaused: true }, at('16T10:10'));
    expect(await next()).toBeUndefined();
    await channels.changeSchedule(CHAT, { isPaused: false }, at('18T11:00'));
    expect(await next()).toBe(at('19T10:30'));
    const inTokyo = openChannels(store, configOf({ timezone: 'Asia/Tokyo' }), []);
    await inTokyo.settle(at('18T12:00'));
    expect(await next()).toBe(at('19T01:30'));
  });

  test('that was missed stays due when the channel is set up once more', async () => {
    const channels = channelsOn(store);
    await channels.setUp(CHAT, 'fake:A', at('16T10:00'));
    await channels.setUp(CHAT, 'fake:A', at('19T10:00'));
    expect((await channels.find(CHAT))?.nextDueMs).toBe(at('17T09:00'));
  });
});

function slotOf(dueMs: number, nowMs: number): Slot {
  return { channel: FIXED, dueMs, nowMs, nextMs: dueMs + 24 * 3600 * 1000, isMissed: false };
}

describe('a slot', () => {
  test('is there once its time has come; all that were missed are one', () => {
    const channel = { id: FIXED, nextDueMs: at('16T09:00'), schedule: fakeSchedule };
    expect(findSlot(channel, at('16T08:59'))).toBeUndefined();
    expect(findSlot({ id: FIXED, schedule: fakeSchedule }, at('16T09:00'))).toBeUndefined();
    const nowMs = at('19T09:30');
    const nextMs = at('20T09:00');
    expect(findSlot(channel, nowMs)).toEqual({ channel: FIXED, dueMs: at('16T09:00'), nowMs, nextMs, isMissed: false });
    expect(findSlot(channel, at('19T10:00'))?.isMissed).toBe(false);
    expect(findSlot(channel, at('19T10:01'))?.isMissed).toBe(true);
  });

  test('is taken once, whoever comes, and no more after the schedule was changed', async () => {
    await settle(at('16T08:00'), {});
    const slot = slotOf(at('16T09:00'), at('16T09:05'));
    expect(await isFree(store, slot)).toBe(true);
    const taken = await Promise.all([1, 2].map(() => store.transaction(() => takeSlot(slot))));
    expect([...taken, await isFree(store, slot)]).toEqual([true, false, false]);
    const next = slotOf(at('17T09:00'), at('17T09:00'));
    expect(await isFree(store, next)).toBe(true);
    await settle(at('16T10:00'), { at: '12:00' });
    expect([await store.transaction(() => takeSlot(next)), await isFree(store, next)]).toEqual([false, false]);
  });
});
