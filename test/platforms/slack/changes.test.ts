import { expect, test } from 'vitest';
import type { ThreadChange } from '../../../src/platform.ts';
import { readChange } from '../../../src/platforms/slack/changes.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { keepMessage } from '../../fakes/slack/keep.ts';
import { platformOn, slackForTest } from './bot.ts';

test('what is gone is told: a reply, a thread with replies or without, the stone in its place, a channel', async () => {
  const slack = await slackForTest();
  const told: (ThreadChange | string)[] = [];
  await platformOn(slack).start({
    ...notingBot(),
    noteChange: async (change) => void told.push(change),
    leave: async (space) => void told.push(space),
  });
  const scene = slack.addChannel();
  const secret = slack.addChannel({ isPrivate: true });
  const place = `slack:${scene.team}:${scene.channel}`;
  const post = (more: object = {}) => keepMessage(slack.world, scene.channel, { text: 'A paper', ...more }).ts;
  const lonely = post();
  const parent = post();
  const [one, other] = [post({ thread_ts: parent }), post({ thread_ts: parent })];
  for (const ts of [lonely, one, parent, other]) slack.remove(scene, ts);
  slack.edit(scene, post(), 'Another paper');
  slack.removeChannel(scene);
  slack.removeChannel(secret);
  await slack.until(() => [...slack.world.envelopes.values()].every(({ ackMs }) => ackMs !== undefined));
  expect(told).toEqual([
    { kind: 'thread-deleted', thread: `${place}:${lonely}` },
    { kind: 'message-deleted', thread: `${place}:${parent}`, message: one },
    { kind: 'thread-deleted', thread: `${place}:${parent}` },
    { kind: 'message-deleted', thread: `${place}:${parent}`, message: other },
    { kind: 'thread-deleted', thread: `${place}:${parent}` },
    { kind: 'thread-deleted', thread: place },
    { kind: 'thread-deleted', thread: `slack:${secret.team}:${secret.channel}` },
    place,
    `slack:${secret.team}:${secret.channel}`,
  ]);
});

test('goes on where the bot cannot note it', async () => {
  const slack = await slackForTest();
  const platform = platformOn(slack);
  const failing = async (): Promise<never> => {
    throw new Error('the store is full');
  };
  await platform.start({ ...notingBot(), noteChange: failing, leave: failing });
  const scene = slack.addChannel();
  const sent = [slack.remove(scene, keepMessage(slack.world, scene.channel, {}).ts), slack.removeChannel(scene)];
  await slack.until(() => sent.every(({ ackMs }) => ackMs !== undefined));
  expect(platform.lines.filter((line) => line.includes('was not noted: the store is full'))).toHaveLength(3);
});

test.each([
  [
    'a message of which Slack tells nothing else',
    { subtype: 'message_deleted', channel: 'C1', deleted_ts: '1.2' },
    'thread-deleted',
  ],
  [
    'a reply that was taken away for what is in it',
    { subtype: 'message_changed', channel: 'C1', message: { subtype: 'tombstone', ts: '1.3', thread_ts: '1.2' } },
    'message-deleted',
  ],
  ['an edit', { subtype: 'message_changed', channel: 'C1', message: { ts: '1.2' } }, undefined],
  ['a message', { channel: 'C1', ts: '1.2', text: 'hello' }, undefined],
])('reads %s', (_, event, kind) => {
  expect(readChange(event, 'T1')?.kind).toBe(kind);
});
