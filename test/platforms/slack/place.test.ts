import { expect, test } from 'vitest';
import { findPlace, findThread, laneOf, readPlace, toThread } from '../../../src/platforms/slack/place.ts';

test('reads channels and threads, and nothing else', () => {
  const thread = 'slack:T1:C1:1700000000.000100';
  expect(readPlace('slack:T1:C1')).toEqual({ team: 'T1', channel: 'C1' });
  expect(readPlace(thread)).toEqual({ team: 'T1', channel: 'C1', thread: '1700000000.000100' });
  expect(toThread(findThread(thread))).toBe(thread);
  for (const id of ['slack:T1', 'slack:T1:C1:', 'slack:T1:C1:17', 'slack:T1:C1:1.2:3', 'slack:general', 'discord:1:2'])
    expect(readPlace(id)).toBeUndefined();
  expect(() => findPlace('slack:general')).toThrow('"slack:general" is no channel of Slack: expected slack:WORKSPACE');
  expect(() => findThread('slack:T1:C1')).toThrow('"slack:T1:C1" is no thread of Slack.');
});

test('a thread has the pace of its channel', () => {
  expect(['slack:T1:C1:1.2', 'slack:T1:C1', 'slack:U1'].map(laneOf)).toEqual([
    'slack:T1:C1',
    'slack:T1:C1',
    'slack:U1',
  ]);
});
