import { expect, test } from 'vitest';
import type { FakeSlack } from '../../fakes/slack/index.ts';
import { isJson, textOf } from '../../fakes/slack/json.ts';
import type { Scene } from '../../fakes/slack/payloads.ts';
import type { StoredEnvelope, StoredMessage } from '../../fakes/slack/world.ts';
import { notingBot, type NotingBot } from '../../fakes/noting-bot.ts';
import { buttonsOf, platformOn, slackForTest, textsOf } from './bot.ts';

async function open(): Promise<{ slack: FakeSlack; bot: NotingBot; scene: Scene }> {
  const slack = await slackForTest();
  const bot = notingBot();
  await platformOn(slack).start({ ...bot, join: async () => false });
  return { slack, bot, scene: slack.addChannel() };
}

function tsOf({ payload }: StoredEnvelope): string {
  return isJson(payload['event']) ? textOf(payload['event'], 'ts') : '';
}

function heard(slack: FakeSlack, { channel }: Scene, kind: 'public' | 'private', count = 1): Promise<StoredMessage> {
  return slack.until(() => slack.messages(channel, kind)[count - 1]);
}

test('a look-up is answered in a thread, for all to see, without a button to share it', async () => {
  const { slack, scene } = await open();
  const said = slack.mention(scene, 'Dear <@BOT>: '.replace('BOT', slack.world.botUser) + 'search otters');
  const message = await heard(slack, scene, 'public');
  expect(textsOf(message)[0]).toBe('Found');
  expect(message.thread_ts).toBe(tsOf(said));
  expect(buttonsOf(message).has('Share here')).toBe(false);
  const below = slack.mention(scene, 'subscribe', { threadTs: tsOf(said) });
  expect(await heard(slack, scene, 'public', 2)).toMatchObject({ thread_ts: tsOf(said) });
  expect(tsOf(below)).not.toBe(tsOf(said));
});

test('what is for one alone is said to them: in the thread if there is one, else in the channel, where it is seen', async () => {
  const { slack, scene } = await open();
  slack.mention(scene, 'long');
  const first = await heard(slack, scene, 'private');
  slack.mention(scene, 'fly', { threadTs: '5.000001' });
  const second = await slack.until(() =>
    slack.messages(scene.channel, 'private').find((message) => textsOf(message).join().includes('fly')),
  );
  expect([first.thread_ts, first.to]).toEqual([undefined, scene.user]);
  expect([second.thread_ts, textsOf(second)]).toEqual([
    '5.000001',
    ['That did not work', 'There is no command "fly"; type "help" to see them all.'],
  ]);
  expect(slack.messages(scene.channel)).toEqual([]);
});

test('a paper that is linked to is shown, where nothing else was asked', async () => {
  const { slack, bot, scene } = await open();
  slack.mention(scene, 'what about <https://arxiv.org/abs/2406.04331v2|this one>?');
  expect(textsOf(await heard(slack, scene, 'public'))).toEqual(['One paper']);
  expect(bot.asked).toEqual([expect.stringMatching(/ paper {"paper":"arxiv:2406\.04331"}$/)]);
});

test('of several papers that are linked to, each is offered', async () => {
  const { slack, scene } = await open();
  slack.mention(scene, 'these: <https://arxiv.org/abs/2406.04331> <https://huggingface.co/papers/2501.00001>');
  const offer = await heard(slack, scene, 'private');
  expect([...buttonsOf(offer).keys()]).toEqual(['arxiv:2406.04331', 'arxiv:2501.00001']);
});

test('direct messages are answered as messages, which stay', async () => {
  const { slack, bot } = await open();
  const own = slack.addDirect();
  slack.say(own, '/papers search otters &amp; herons');
  const first = await heard(slack, own, 'public');
  expect(first).not.toHaveProperty('thread_ts');
  slack.say(own, 'subscribe', { threadTs: first.ts });
  expect(await heard(slack, own, 'public', 2)).toMatchObject({ thread_ts: first.ts });
  const place = `slack:${own.team}:${own.channel} slack:${own.team}:${own.user}`;
  expect(bot.asked).toEqual([`${place} true search {"query":"otters & herons"}`, `${place} true subscribe {}`]);
});

test('what is said with a file, or from a thread to all, is said all the same', async () => {
  const { slack, scene } = await open();
  const own = slack.addDirect();
  slack.say(own, 'search otters', { more: { subtype: 'file_share', files: [{ id: 'F1' }] } });
  const { ts } = await heard(slack, own, 'public');
  slack.say(own, 'search otters', { threadTs: ts, more: { subtype: 'thread_broadcast' } });
  expect(await heard(slack, own, 'public', 2)).toMatchObject({ thread_ts: ts });
  const said = slack.mention(scene, 'search otters', { more: { subtype: 'file_share', files: [{ id: 'F2' }] } });
  expect(await heard(slack, scene, 'public')).toMatchObject({ thread_ts: tsOf(said) });
});

test('no other message is answered: of bots, of its own, changed ones, and those in channels without a mention', async () => {
  const { slack, bot, scene } = await open();
  const own = slack.addDirect();
  const edited = { user: own.user, ts: '6.000001' };
  const sent = [
    slack.say(own, 'subscribe', { more: { bot_id: 'B999' } }),
    slack.say(own, 'subscribe', { more: { subtype: 'message_changed' } }),
    slack.say(own, 'subscribe', { more: { edited } }),
    slack.say({ ...own, user: slack.world.botUser }, 'subscribe'),
    slack.say(scene, 'subscribe'),
    // What is said directly is told as a message.
    slack.tell(own.team, { type: 'app_mention', ...own, text: 'subscribe', ts: '7.000001' }),
  ];
  await slack.until(() => sent.every(({ ackMs }) => ackMs !== undefined));
  slack.say(own, 'search last');
  await heard(slack, own, 'public');
  expect(bot.asked).toEqual([expect.stringContaining('search {"query":"last"}')]);
});
