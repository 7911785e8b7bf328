import { expect, test } from 'vitest';
import type { Bot, Post, Said } from '../../../src/platform.ts';
import { keepMessage } from '../../fakes/slack/keep.ts';
import type { FakeSlack } from '../../fakes/slack/index.ts';
import type { Scene } from '../../fakes/slack/payloads.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { platformOn, slackForTest, textsOf } from './bot.ts';

const ANSWER: Post = { title: 'Because of their fur', sections: [{ text: 'It is "dense".' }] };

/** A bot that hears, and answers what asks why; `heard` and `used` note what came to it. */
async function open(given: Partial<Bot> = {}) {
  const slack = await slackForTest();
  const heard: Said[] = [];
  const used: string[] = [];
  const bot = notingBot();
  const platform = platformOn(slack);
  await platform.start({
    ...bot,
    join: async () => false,
    hear: async (said) => {
      heard.push(said);
      return said.text.includes('why') ? ANSWER : undefined;
    },
    invoke: async (command, invocation) => {
      used.push(
        `${command.name} in ${invocation.thread?.id ?? 'no thread'} of ${invocation.thread?.channel ?? 'none'}`,
      );
      return bot.invoke(command, invocation);
    },
    ...given,
  });
  const scene = slack.addChannel();
  return { slack, platform, heard, used, scene, ...threadIn(slack, scene) };
}

/** A message of the bot with a thread. */
function threadIn(slack: FakeSlack, { team, channel }: Scene) {
  const { ts } = keepMessage(slack.world, channel, { text: 'A paper' });
  return { threadTs: ts, place: `slack:${team}:${channel}`, thread: `slack:${team}:${channel}:${ts}` };
}

function repliesIn(slack: FakeSlack, { channel }: Scene, count = 1) {
  return slack.until(() => {
    const found = slack.messages(channel).filter(({ thread_ts: thread }) => thread !== undefined);
    return found.length >= count && found;
  });
}

test('what people say in threads is heard, and answered there with a marker', async () => {
  const { slack, heard, scene, threadTs, place, thread } = await open();
  slack.say(scene, 'why is <@U0STRANGER> here?', { threadTs });
  const [answer] = await repliesIn(slack, scene);
  const [said] = heard;
  expect(said).toEqual({
    id: expect.any(String),
    person: `slack:${scene.team}:${scene.user}`,
    name: 'a member',
    text: 'why is @a member here?',
    atMs: Math.round(Number(said?.id) * 1000),
    thread,
    channel: place,
    space: `slack:${scene.team}`,
    isToBot: false,
  });
  expect(answer && textsOf(answer)).toEqual(['Because of their fur', 'It is "dense".']);
  expect(answer).toMatchObject({ thread_ts: threadTs, metadata: { event_payload: { marker: `a.${said?.id}` } } });
  expect(slack.world.calls.map(({ method }) => method)).not.toContain('users.info');
});

test('a long answer comes in several messages, each with a marker of its own', async () => {
  const long = { title: 'Because', sections: [{ text: 'word '.repeat(2500) }] };
  const { slack, scene, threadTs } = await open({ hear: async () => long });
  slack.say(scene, 'why?', { threadTs });
  const parts = await repliesIn(slack, scene, 2);
  const [, { ts } = { ts: '' }] = [...slack.world.messages.values()];
  expect(parts.map(({ metadata }) => metadata?.['event_payload'])).toEqual([
    { marker: `a.${ts}` },
    { marker: `a.${ts}.1` },
  ]);
});

test('a mention that is no command is heard once, by the name of who said it', async () => {
  const { slack, heard, used, scene, threadTs } = await open();
  slack.mention(scene, 'why does it work?', { threadTs });
  await repliesIn(slack, scene);
  expect(heard).toEqual([expect.objectContaining({ text: 'why does it work?', name: 'Ada', isToBot: true })]);
  expect(used).toEqual([]);
});

test('a mention that is a command is one, in its thread', async () => {
  const { slack, heard, used, scene, threadTs, thread, place } = await open();
  for (const [i, line] of ['subscribe', '/search why otters', 'papers search why otters', 'topics list'].entries()) {
    slack.mention(scene, line, { threadTs });
    const replies = await repliesIn(slack, scene, i + 1);
    expect(replies.every(({ thread_ts: ts }) => ts === threadTs)).toBe(true);
  }
  const where = `in ${thread} of ${place}`;
  expect(used).toEqual(['subscribe', 'search', 'search', 'topics'].map((name) => `${name} ${where}`));
  expect(heard).toEqual([]);
});

test('where nothing is made of a mention, it is what it was: a command, a paper, or a mistake', async () => {
  const { slack, heard, used, scene, threadTs, thread, place } = await open();
  slack.mention(scene, 'search otters', { threadTs });
  await repliesIn(slack, scene);
  slack.mention(scene, 'and <https://arxiv.org/abs/2406.04331>?', { threadTs });
  await repliesIn(slack, scene, 2);
  slack.mention(scene, '', { threadTs });
  const mistake = await slack.until(() => slack.messages(scene.channel, 'private')[0]);
  expect(mistake).toMatchObject({ thread_ts: threadTs, to: scene.user });
  expect(textsOf(mistake)[1]).toContain('no command "help"');
  expect(used).toEqual([`search in ${thread} of ${place}`, `paper in ${thread} of ${place}`]);
  expect(heard.map(({ isToBot }) => isToBot)).toEqual([true, true, true]);
});

test('outside of threads a mention is a command as before, and nothing is heard', async () => {
  const { slack, heard, used, scene } = await open();
  slack.say(scene, 'why not?');
  slack.mention(scene, 'search why');
  await repliesIn(slack, scene);
  slack.mention(scene, 'why does it work?');
  const mistake = await slack.until(() => slack.messages(scene.channel, 'private')[0]);
  expect(mistake && textsOf(mistake)[1]).toMatch(/There is no command "why"/);
  expect([used, heard]).toEqual([['search in no thread of none'], []]);
});

test('bots, edits, Slack itself and what is said to all are not heard; nothing of it is logged', async () => {
  const { slack, platform, heard, scene, threadTs } = await open();
  const sent = [
    slack.say(scene, 'why secret?', { threadTs, more: { bot_id: 'B999' } }),
    slack.say(scene, 'why secret?', { threadTs, more: { subtype: 'bot_message' } }),
    slack.say(scene, 'why secret?', { threadTs, more: { user: 'USLACKBOT' } }),
    slack.say({ ...scene, user: slack.world.botUser }, 'why secret?', { threadTs }),
    slack.say(scene, 'why secret?'),
    slack.edit(scene, threadTs, 'why secret?'),
  ];
  await slack.until(() => sent.every(({ ackMs }) => ackMs !== undefined));
  slack.say(scene, 'why last?', { threadTs });
  await repliesIn(slack, scene);
  expect(heard.map(({ text }) => text)).toEqual(['why last?']);
  expect(platform.lines.join()).not.toContain('secret');
});

test('what comes again is heard once, as are a file and what is said to the channel too', async () => {
  const { slack, heard, scene, threadTs } = await open();
  const sent = [
    slack.say(scene, 'a file', { threadTs, more: { subtype: 'file_share', files: [{ id: 'F1' }] } }),
    slack.mention(scene, 'why to all?', { threadTs, more: { subtype: 'thread_broadcast' } }),
  ];
  for (const envelope of sent) slack.repeat(envelope);
  const other = slack.addChannel();
  slack.say(other, 'why last?', { threadTs: threadIn(slack, other).threadTs });
  await Promise.all([repliesIn(slack, scene), repliesIn(slack, other)]);
  expect(heard.map(({ text }) => text).toSorted()).toEqual(['a file', 'why last?', 'why to all?']);
});

test('a question that comes again after a restart is no mistake, as it may have been answered', async () => {
  const { slack, platform, scene, threadTs } = await open();
  const said = slack.mention(scene, 'why does it work?', { threadTs });
  await repliesIn(slack, scene);
  await platform.stop();
  const heard: string[] = [];
  const hear: Bot['hear'] = async ({ text }) => void heard.push(text);
  await platformOn(slack).start(notingBot({ hear }));
  slack.repeat(said);
  slack.mention(scene, 'search otters', { threadTs });
  await repliesIn(slack, scene, 2);
  expect(heard).toEqual(['why does it work?', 'search otters']);
  expect(slack.messages(scene.channel, 'private')).toEqual([]);
});

test('in the direct messages a thread is a talk with the bot', async () => {
  const { slack, heard, used } = await open();
  const own = slack.addDirect();
  const { threadTs, thread, place } = threadIn(slack, own);
  slack.say(own, 'why does it work?', { threadTs });
  await repliesIn(slack, own);
  expect(heard).toEqual([expect.objectContaining({ thread, space: place, isToBot: true, name: 'Ada' })]);
  slack.say(own, 'subscribe', { threadTs });
  await repliesIn(slack, own, 2);
  slack.say(own, 'why does it work?');
  await slack.until(() =>
    slack.messages(own.channel).some((message) => textsOf(message).join().includes('no command')),
  );
  expect(used).toEqual([`subscribe in ${thread} of ${place}`]);
  expect(heard).toHaveLength(1);
});

test('buttons and shortcuts in a thread are answered there, those at its head in the channel', async () => {
  const { slack, used, scene, threadTs, thread, place } = await open();
  const value = '["a","search",{"query":"otters"}]';
  const elements = [{ type: 'button', value, text: { type: 'plain_text', text: 'Go' } }];
  const post = (more: object) =>
    keepMessage(slack.world, scene.channel, { text: 'T', blocks: [{ type: 'actions', elements }], ...more });
  const reply = post({ thread_ts: threadTs });
  const head = { ...post({}), thread_ts: threadTs, ts: threadTs };
  slack.press(scene, reply, value);
  slack.press(scene, head, value);
  const text = 'https://arxiv.org/abs/2406.04331';
  slack.shortcut(scene, 'paper', { text, ts: reply.ts, thread_ts: threadTs });
  slack.shortcut(scene, 'paper', { text, ts: threadTs, thread_ts: threadTs });
  slack.shortcut(scene, 'paper', { text });
  const answers = await slack.until(() => {
    const found = slack.messages(scene.channel, 'private');
    return found.length === 5 && found;
  });
  const inThread = answers.filter(({ thread_ts: ts }) => ts === threadTs).map((message) => textsOf(message)[0]);
  expect(inThread.toSorted()).toEqual(['Found', 'One paper']);
  const where = `in ${thread} of ${place}`;
  expect(used.toSorted()).toEqual([
    `paper in no thread of none`,
    ...Array.from({ length: 2 }, () => `paper ${where}`),
    ...Array.from({ length: 2 }, () => `search ${where}`),
  ]);
});

test('a person is told where the answer to a mention fails, and nobody where it was no mention', async () => {
  const { slack, platform, scene, threadTs } = await open({
    hear: async () => {
      throw new Error('out of order');
    },
  });
  slack.say(scene, 'why?', { threadTs });
  slack.mention(scene, 'why?', { threadTs });
  const sorry = await slack.until(() => slack.messages(scene.channel, 'private')[0]);
  expect(textsOf(sorry)[1]).toMatch(/^Something went wrong on our side/);
  expect(slack.messages(scene.channel, 'private')).toHaveLength(1);
  expect(platform.lines.filter((line) => line.includes('was not answered: out of order'))).toHaveLength(1);
});

test('what is posted to a thread that was deleted meanwhile does not stay in the channel', async () => {
  const { slack, platform, scene, threadTs, thread } = await open();
  const [{ body } = { body: '' }] = platform.render(ANSWER);
  await platform.post(thread, body, 'm');
  expect(slack.messages(scene.channel)[1]).toMatchObject({ thread_ts: threadTs });
  slack.world.messages.delete(threadTs);
  await expect(platform.post(thread, body, 'n')).rejects.toMatchObject({
    obstacle: 'channel',
    mayBePosted: false,
    message: 'The thread is gone: somebody has deleted it.',
  });
  expect(slack.messages(scene.channel)).toHaveLength(1);
});
