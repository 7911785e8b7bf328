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

test('what people edit in threads is told once, and not that a link got its preview', async () => {
  const slack = await slackForTest();
  const told: ThreadChange[] = [];
  await platformOn(slack).start({ ...notingBot(), noteChange: async (change) => void told.push(change) });
  const scene = slack.addChannel();
  const said = (...given: Parameters<typeof slack.say>) => {
    slack.say(...given);
    return [...slack.world.messages.keys()].at(-1) ?? '';
  };
  const parent = said(scene, 'A paper');
  const reply = said(scene, 'Nice', { threadTs: parent });
  slack.unfurl(scene, reply);
  slack.edit(scene, reply, 'Very nice');
  slack.unfurl(scene, reply);
  slack.edit(scene, said(scene, 'Lunch?'), 'Dinner?');
  const edited = slack.world.messages.get(reply)?.['edited'];
  await slack.until(() => [...slack.world.envelopes.values()].every(({ ackMs }) => ackMs !== undefined));
  const thread = `slack:${scene.team}:${scene.channel}:${parent}`;
  const editedMs = Math.round(Number(Object(edited).ts) * 1000);
  expect(told).toEqual([{ kind: 'message-edited', thread, message: reply, editedMs }]);
});

/** A change of a message that was edited once before. */
function changed(message: object): object {
  const previous = { text: 'a', edited: { ts: '3.0' } };
  return {
    subtype: 'message_changed',
    channel: 'C1',
    message: { ts: '1.2', thread_ts: '1.1', ...message },
    previous_message: previous,
  };
}

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
  [
    'an edit of which Slack does not tell what was there before',
    { subtype: 'message_changed', channel: 'C1', message: { ts: '1.2', thread_ts: '1.1', edited: { ts: '3.0' } } },
    'message-edited',
  ],
  ['an edit within the same second', changed({ text: 'b', edited: { ts: '3.0' } }), 'message-edited'],
  ['an edit of the same words', changed({ text: 'a', edited: { ts: '4.0' } }), 'message-edited'],
  ['a preview of what was edited before', changed({ text: 'a', edited: { ts: '3.0' } }), undefined],
  ['an edit in no thread', { ...changed({ text: 'b', edited: { ts: '3.0' }, thread_ts: undefined }) }, undefined],
  ['a message that got a language', { ...changed({ text: 'a' }), previous_message: { text: 'a' } }, undefined],
  ['a message', { channel: 'C1', ts: '1.2', text: 'hello' }, undefined],
])('reads %s', (_, event, kind) => {
  expect(readChange(event, 'T1')?.kind).toBe(kind);
});
