import { expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { isOfSpace, listLeftSpaces, listSpaces, noteJoined, noteLeft } from '../../src/digests/spaces.ts';

test('a space is new at first, and again after it was left', async () => {
  const store = await openStore('sqlite::memory:');
  expect([await noteJoined(store, 'fake:A', 1), await noteJoined(store, 'fake:A', 2)]).toEqual([true, false]);
  await noteLeft(store, 'fake:A', 3);
  expect(await listLeftSpaces(store)).toEqual(['fake:A']);
  expect(await noteJoined(store, 'fake:A', 4)).toBe(true);
  expect(await listLeftSpaces(store)).toEqual([]);
});

test('lists the spaces of one platform that were not left', async () => {
  const store = await openStore('sqlite::memory:');
  for (const space of ['fake:B', 'fake:A', 'faker:A', 'fake:C']) await noteJoined(store, space, 1);
  await noteLeft(store, 'fake:C', 2);
  expect(await listSpaces(store, 'fake')).toEqual(['fake:A', 'fake:B']);
});

test('a space that was left twice counts as left from the first time on, one never seen from that time', async () => {
  const store = await openStore('sqlite::memory:');
  await noteLeft(store, 'fake:A', 3);
  await noteLeft(store, 'fake:A', 9);
  expect([await listLeftSpaces(store, 3), await listLeftSpaces(store, 4)]).toEqual([[], ['fake:A']]);
});

test.each([
  ['fake:A:1', 'fake:A', true],
  ['fake:AB:1', 'fake:A', false],
  ['fake:@me:C9', 'fake:@me:C9', true],
  ['fake:@me:C9', 'fake:A', false],
])('the channel %s in the space %s: %j', (channel, space, expected) => {
  expect(isOfSpace(channel, space)).toBe(expected);
});
