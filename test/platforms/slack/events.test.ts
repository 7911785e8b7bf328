import { expect, test } from 'vitest';
import { isIdle } from '../../../src/platforms/slack/events.ts';

const said = { type: 'message', channel_type: 'channel', ts: '1.2' };
const reply = { ...said, thread_ts: '1.1' };

const edited = { user: 'U1', ts: '1.3' };

const rows: readonly [what: string, event: object, isIdle: boolean][] = [
  ['a message in a channel', said, true],
  ['one that a thread hangs on', { ...said, thread_ts: '1.2' }, true],
  ['a reply of a bot', { ...reply, bot_id: 'B1' }, true],
  ['a preview', { ...said, subtype: 'message_changed', message: { thread_ts: '1.1' } }, true],
  ['an edit in a channel', { ...said, subtype: 'message_changed', message: { edited } }, true],
  [
    'an edit of a bot',
    { ...said, subtype: 'message_changed', message: { thread_ts: '1.1', edited, bot_id: 'B1' } },
    true,
  ],
  ['an edit', { ...said, subtype: 'message_changed', message: { thread_ts: '1.1', edited } }, false],
  ['a reply', reply, false],
  ['a direct message', { ...said, channel_type: 'im' }, false],
  ['a deletion', { ...said, subtype: 'message_deleted' }, false],
  ['a stone', { ...said, subtype: 'message_changed', message: { subtype: 'tombstone' } }, false],
  ['a mention', { type: 'app_mention' }, false],
];

test.each(rows)('%s is nothing to the bot, or something', (_, event, expected) => {
  expect(isIdle({ event })).toBe(expected);
});

test('what is no event is not idle', () => {
  expect([{}, { type: 'block_actions' }, undefined, 'text'].map(isIdle)).toEqual([false, false, false, false]);
});
