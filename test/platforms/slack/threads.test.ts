import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import type { Post, ThreadOpening, Threads } from '../../../src/platform.ts';
import { createPeople } from '../../../src/platforms/slack/people.ts';
import { createThreads } from '../../../src/platforms/slack/threads.ts';
import { keepMessage } from '../../fakes/slack/keep.ts';
import type { FakeSlack } from '../../fakes/slack/index.ts';
import type { Scene } from '../../fakes/slack/payloads.ts';
import { platformOn, slackForTest, textsOf } from './bot.ts';

const POST: Post = { title: 'Otters are warm', sections: [{ text: 'Talk about it below.' }] };

function openingOf(given: Partial<ThreadOpening> = {}): ThreadOpening {
  return { name: 'Otters are warm', post: POST, marker: 'd.1', sinceMs: Date.now(), ...given };
}

/** The threads of a platform that is not started, and a channel to open some in. */
async function open(options: Parameters<FakeSlack['addChannel']>[0] = {}) {
  const slack = await slackForTest();
  const scene = slack.addChannel(options);
  return { slack, scene, place: `slack:${scene.team}:${scene.channel}`, threads: threadsOn(slack) };
}

/** As on the platform, but for the pace of looks. */
function threadsOn(slack: FakeSlack): Threads {
  const client = new webApi.WebClient(slack.world.botToken, { slackApiUrl: slack.url, retryConfig: { retries: 0 } });
  const { post: send } = platformOn(slack);
  return createThreads({ client, findNames: createPeople(client), send, turn: async () => undefined });
}

function asked(slack: FakeSlack, name: string): number {
  return slack.world.calls.filter(({ method }) => method === name).length;
}

/** A message of a person, with so many replies. */
function talk(slack: FakeSlack, { channel, user }: Scene, count: number): string {
  const say = (text: string, more: object = {}): string => {
    const { bot_id: _bot, ...said } = keepMessage(slack.world, channel, { text, ...more });
    slack.world.messages.set(said.ts, { ...said, user });
    return said.ts;
  };
  const ts = say('A paper');
  for (let i = 1; i <= count; i++) say(`word ${i}`, { thread_ts: ts });
  return ts;
}

test('a thread hangs on a message in the channel, and is found again by its marker after a restart', async () => {
  const { slack, scene, place, threads } = await open();
  const opened = await threads.open(place, openingOf());
  const [message] = slack.messages(scene.channel);
  const path = `${scene.channel}/p${message?.ts.replace('.', '')}`;
  expect(opened).toEqual({
    thread: `${place}:${message?.ts}`,
    channel: place,
    url: `https://reading-group.slack.com/archives/${path}`,
    isPrivate: false,
    isLocked: false,
  });
  expect(message && textsOf(message)).toEqual(['Otters are warm', 'Talk about it below.']);
  slack.say(scene, 'other things');
  expect(await threadsOn(slack).open(place, openingOf({ sinceMs: Date.now() - 60_000 }))).toEqual(opened);
  expect(await threadsOn(slack).open(`${opened.thread}`, openingOf())).toEqual(opened);
  expect(await threads.open(place, openingOf({ marker: 'd.2' }))).not.toEqual(opened);
  expect(slack.messages(scene.channel)).toHaveLength(2);
});

test('the platform has threads, and looks into them at a pace of its own', async () => {
  const { slack, place } = await open();
  const platform = platformOn(slack);
  const opened = await platform.threads?.open(place, openingOf());
  const thread = opened?.thread ?? '';
  expect(await platform.threads?.look(thread)).toEqual(opened);
  const stopping = new AbortController();
  const held = [place, thread].map((id) => platform.turn?.(id, 'find', stopping.signal));
  stopping.abort(new Error('stopped'));
  await Promise.all(held.map((turn) => expect(turn).rejects.toThrow('stopped')));
  expect(platform.threads?.unread).toBeUndefined();
});

test('asked twice at once, or again after the answer was lost, it opens one', async () => {
  const { slack, scene, place, threads } = await open();
  slack.world.cutAfterPost = 1;
  await expect(threads.open(place, openingOf())).rejects.toMatchObject({ obstacle: 'passing', mayBePosted: true });
  const { thread } = await threads.open(place, openingOf());
  const twice = [openingOf({ marker: 'd.2' }), openingOf({ marker: 'd.2' })];
  const [one, other] = await Promise.all(twice.map((wanted) => threads.open(place, wanted)));
  expect(one).toEqual(other);
  expect(slack.messages(scene.channel).map(({ ts }) => `${place}:${ts}`)).toEqual([thread, one?.thread]);
});

test('opens none where it cannot tell whether there is one', async () => {
  const { slack, scene, place, threads } = await open();
  const ask = () => threads.open(place, openingOf({ sinceMs: Date.now() - 3_600_000 }));
  for (let i = 0; i < 1001; i++) keepMessage(slack.world, scene.channel, { text: 'word' });
  const before = slack.messages(scene.channel).length;
  await expect(ask()).rejects.toMatchObject({ obstacle: 'passing', mayBePosted: true });
  expect(slack.messages(scene.channel)).toHaveLength(before);
  slack.world.scopes = slack.world.scopes.filter((scope) => scope !== 'channels:history');
  await expect(ask()).rejects.toMatchObject({ obstacle: 'platform', message: /lacks a permission/ });
}, 10_000);

test('looks no further back than a clock may be wrong', async () => {
  const { slack, scene, place, threads } = await open();
  for (let i = 0; i < 250; i++) {
    const ts = `${Math.floor(Date.now() / 1000) - 3600}.${100_000 + i}`;
    slack.world.messages.set(ts, { ts, channel: scene.channel, text: 'old', blocks: [], user: scene.user });
  }
  await threads.open(place, openingOf());
  expect(asked(slack, 'conversations.history')).toBe(1);
});

test.each([
  ['a private channel', { isPrivate: true }, { isPrivate: true, isLocked: false }],
  ['a public channel', {}, { isPrivate: false, isLocked: false }],
])('tells who may see it: %s', async (_, options, state) => {
  const { place, threads } = await open(options);
  expect(await threads.open(place, openingOf())).toMatchObject(state);
});

test('direct messages have threads too, which are private', async () => {
  const { slack, threads } = await open();
  const { team, channel } = slack.addDirect();
  expect(await threads.open(`slack:${team}:${channel}`, openingOf())).toMatchObject({ isPrivate: true });
  expect(slack.messages(channel)).toHaveLength(1);
});

test.each([
  ['the bot is not in it', { isMember: false }, /\/invite @paperboy/],
  ['it is hidden', { isMember: false, isPrivate: true }, /does not exist, or is hidden/],
  ['it is archived', { isArchived: true }, /is archived/],
])('where %s, one sentence says so, and nothing is posted', async (_, options, message) => {
  const { slack, scene, place, threads } = await open(options);
  const refused = { code: 'slack-refused', obstacle: 'channel', message: expect.stringMatching(message) };
  await expect(threads.open(place, openingOf())).rejects.toMatchObject(refused);
  expect(slack.messages(scene.channel)).toEqual([]);
});

test('group messages have none, and say what has', async () => {
  const { place, threads } = await open({ isGroup: true });
  await expect(threads.open(place, openingOf())).rejects.toMatchObject({
    code: 'user-input',
    message: 'There are no discussions in group messages: use a channel, or our direct messages.',
  });
  await expect(threads.open('slack:general', openingOf())).rejects.toMatchObject({ code: 'slack-channel' });
});

test('where Slack gives no link to it, the address leads to the channel', async () => {
  const { slack, place, threads } = await open();
  const { thread } = await threads.open(place, openingOf());
  const [, team, channel, ts] = thread.split(':');
  slack.world.unlinked = true;
  const url = `https://slack.com/app_redirect?team=${team}&channel=${channel}&message_ts=${ts}`;
  expect(await threads.look(thread)).toMatchObject({ thread, url });
});

test('a look at a thread tells how it stands, and nothing once it is gone', async () => {
  const { slack, scene, place, threads } = await open();
  const opened = await threads.open(place, openingOf());
  expect(await threads.look(opened.thread)).toEqual(opened);
  const ts = opened.thread.split(':')[3] ?? '';
  slack.say(scene, 'warm indeed', { threadTs: ts });
  slack.remove(scene, ts);
  expect(await threads.look(opened.thread)).toBeUndefined();
  const other = await threads.open(place, openingOf({ marker: 'd.2' }));
  slack.remove(scene, other.thread.split(':')[3] ?? '');
  expect(await threads.look(other.thread)).toBeUndefined();
});

test('archived channels and locked threads let nothing more be said', async () => {
  const { slack, scene, place, threads } = await open();
  const ts = talk(slack, scene, 1);
  const parent = slack.world.messages.get(ts);
  if (parent !== undefined) slack.world.messages.set(ts, { ...parent, is_locked: true });
  expect(await threads.look(`${place}:${ts}`)).toMatchObject({ isLocked: true });
  const other = talk(slack, scene, 1);
  expect(await threads.look(`${place}:${other}`)).toMatchObject({ isLocked: false });
  const channel = slack.world.channels.get(scene.channel);
  if (channel !== undefined) channel.isArchived = true;
  expect(await threads.look(`${place}:${other}`)).toMatchObject({ isLocked: true });
});

test('where the bot was taken out, neither a look nor a reading gets anywhere', async () => {
  const { slack, scene, place, threads } = await open();
  const thread = `${place}:${talk(slack, scene, 1)}`;
  slack.kick(scene);
  const refused = { obstacle: 'channel', message: expect.stringMatching(/\/invite @paperboy/) };
  await expect(threads.look(thread)).rejects.toMatchObject(refused);
  await expect(threads.read(thread, 10)).rejects.toMatchObject(refused);
  slack.world.channels.delete(scene.channel);
  await expect(threads.look(thread)).rejects.toMatchObject({ message: expect.stringMatching(/does not exist/) });
  await expect(threads.look(place)).rejects.toMatchObject({ code: 'slack-channel' });
});

test('reads what people said last, oldest first, page by page', async () => {
  const { slack, scene, place, threads } = await open();
  const ts = talk(slack, scene, 410);
  expect((await threads.read(`${place}:${ts}`, 1000)).map(({ text }) => text)).toEqual([
    'A paper',
    ...Array.from({ length: 410 }, (_, i) => `word ${1 + i}`),
  ]);
  const said = await threads.read(`${place}:${ts}`, 205);
  expect(said.map(({ text }) => text)).toEqual(Array.from({ length: 205 }, (_, i) => `word ${206 + i}`));
  expect(asked(slack, 'conversations.replies')).toBe(6);
  expect(asked(slack, 'users.info')).toBe(1);
}, 10_000);

test('tells when a message was edited; that a link got its preview is no edit', async () => {
  const { slack, scene, place, threads } = await open();
  const ts = talk(slack, scene, 2);
  const [one, two] = [...slack.world.messages.values()].slice(-2);
  if (one === undefined || two === undefined) throw new Error('not said');
  slack.unfurl(scene, one.ts);
  slack.edit(scene, two.ts, 'another word');
  const edited = Number(Object(slack.world.messages.get(two.ts)?.['edited']).ts);
  const said = await threads.read(`${place}:${ts}`, 10);
  expect(said.map(({ editedMs }) => editedMs)).toEqual([undefined, undefined, Math.round(edited * 1000)]);
});

test('reads people alone, by their names, in plain words', async () => {
  const { slack, scene, place, threads } = await open();
  const bo = slack.addUser({ name: 'Bo &lt;3' });
  const { botUser } = slack.world;
  slack.say(scene, 'Look: <https://arxiv.org/abs/2406.04331|this>');
  const [{ ts } = { ts: '' }] = [...slack.world.messages.values()].slice(-1);
  slack.say(scene, `<@${botUser}>, is <@${bo}> right &amp; “warm”?`, { threadTs: ts });
  slack.say({ ...scene, user: bo }, 'So says <@U0STRANGER>  twice', { threadTs: ts });
  keepMessage(slack.world, scene.channel, { text: 'I am a bot', thread_ts: ts });
  for (const extra of [{ subtype: 'channel_join' }, { bot_id: 'B1' }, { user: 'USLACKBOT' }]) {
    const { bot_id: _bot, ...last } = keepMessage(slack.world, scene.channel, { text: 'No person', thread_ts: ts });
    slack.world.messages.set(last.ts, { ...last, user: scene.user, ...extra });
  }
  const ada = { person: `slack:${scene.team}:${scene.user}`, name: 'Ada' };
  expect(await threads.read(`${place}:${ts}`, 10)).toEqual([
    { ...ada, id: ts, atMs: Math.round(Number(ts) * 1000), text: 'Look: https://arxiv.org/abs/2406.04331' },
    expect.objectContaining({ ...ada, text: 'is @Bo 3 right & "warm"?' }),
    expect.objectContaining({ person: `slack:${scene.team}:${bo}`, name: 'Bo <3', text: 'So says @a member  twice' }),
  ]);
  await threads.read(`${place}:${ts}`, 10);
  // The one whom Slack does not know is asked for again.
  expect(asked(slack, 'users.info')).toBe(4);
});
