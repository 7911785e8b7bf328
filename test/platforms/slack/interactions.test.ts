import { expect, test } from 'vitest';
import type { FakeSlack } from '../../fakes/slack/index.ts';
import type { Scene } from '../../fakes/slack/payloads.ts';
import type { StoredEnvelope, StoredMessage } from '../../fakes/slack/world.ts';
import { keepMessage } from '../../fakes/slack/keep.ts';
import { notingBot, type NotingBot } from '../../fakes/noting-bot.ts';
import { buttonsOf, platformOn, slackForTest, textsOf } from './bot.ts';

async function open(
  given?: Parameters<typeof notingBot>[0],
): Promise<{ slack: FakeSlack; bot: NotingBot; scene: Scene }> {
  const slack = await slackForTest();
  const scene = slack.addChannel();
  const bot = notingBot(given);
  await platformOn(slack).start({ ...bot, join: async () => false });
  return { slack, bot, scene };
}

function privateTo(slack: FakeSlack, { channel }: Scene, count = 1): Promise<readonly StoredMessage[]> {
  return slack.until(() => {
    const found = slack.messages(channel, 'private');
    return found.length >= count && found;
  });
}

function publicIn(slack: FakeSlack, { channel }: Scene, count = 1): Promise<readonly StoredMessage[]> {
  return slack.until(() => {
    const found = slack.messages(channel);
    return found.length >= count && found;
  });
}

test('acknowledges, then works, then answers to who asked alone', async () => {
  const order: string[] = [];
  const { slack, scene } = await open({
    invoke: async () => {
      await slack.until(() => envelope?.ackMs !== undefined);
      order.push(`work after ${JSON.stringify(envelope?.ack)}`);
      return { title: 'Found', sections: [] };
    },
  });
  let envelope: StoredEnvelope | undefined = undefined;
  envelope = slack.slash(scene, 'search otters');
  const [message] = await privateTo(slack, scene);
  expect(order).toEqual(['work after {}']);
  expect(message && textsOf(message)).toEqual(['Found']);
  expect(message?.to).toBe(scene.user);
  expect(slack.messages(scene.channel)).toEqual([]);
});

test('tells the bot who asks, where, with which rights and options', async () => {
  const { slack, bot, scene } = await open();
  const admin = { ...scene, user: slack.addUser({ isAdmin: true }) };
  const creator = { ...scene, user: slack.world.channels.get(scene.channel)?.creator ?? '' };
  const direct = slack.addDirect();
  slack.slash(scene, 'search otters --page 2');
  await privateTo(slack, scene);
  // Rights are asked only where they matter.
  expect(slack.world.calls.map(({ method }) => method)).not.toContain('users.info');
  for (const [i, asking] of [scene, admin, creator, direct].entries()) {
    slack.slash(asking, 'subscribe');
    await publicIn(slack, asking, asking === direct ? 1 : i + 1);
  }
  const place = `slack:${scene.team}:${scene.channel} slack:${scene.team}`;
  expect(bot.asked).toEqual([
    `${place}:${scene.user} false search {"query":"otters","page":2}`,
    `${place}:${scene.user} false subscribe {}`,
    `${place}:${admin.user} true subscribe {}`,
    `${place}:${creator.user} true subscribe {}`,
    `slack:${direct.team}:${direct.channel} slack:${direct.team}:${direct.user} true subscribe {}`,
  ]);
});

test('nobody manages what Slack does not tell of', async () => {
  const { slack, bot, scene } = await open();
  slack.world.scopes = ['commands', 'chat:write'];
  slack.slash({ ...scene, user: slack.addUser({ isOwner: true }) }, 'subscribe');
  await publicIn(slack, scene);
  expect(bot.asked).toEqual([expect.stringMatching(/ false subscribe/)]);
});

test('what concerns the channel is said to all; where the bot is missing it goes in, or asks to be invited', async () => {
  const { slack } = await open();
  const [open_, closed] = [
    slack.addChannel({ isMember: false }),
    slack.addChannel({ isMember: false, isPrivate: true }),
  ];
  for (const scene of [open_, closed]) {
    slack.slash(scene, 'subscribe');
    expect((await publicIn(slack, scene)).map(textsOf)).toEqual([['Now following Otters']]);
  }
  expect((await privateTo(slack, closed)).map(textsOf)).toEqual([
    [
      'One thing is left to do',
      'I am not in this channel, so its digests cannot come. Invite me with /invite @paperboy',
    ],
  ]);
  expect(slack.world.channels.get(open_.channel)?.members).toContain(slack.world.botUser);
  expect(slack.messages(open_.channel, 'private')).toEqual([]);
});

test('it goes into no channel that waits for no digests', async () => {
  const { slack, scene } = await open({ awaitsDigests: async () => false });
  const other = slack.addChannel({ isMember: false });
  slack.slash(other, 'topics add Otters --query otter*');
  await publicIn(slack, other);
  slack.slash(scene, 'search otters');
  await privateTo(slack, scene);
  expect(slack.world.calls.map(({ method }) => method)).not.toContain('conversations.info');
});

test.each([
  [
    'a number out of range',
    'search a --page 10',
    '"page" must be a whole number from 1 to 9, not "10".\nFor example: search',
  ],
  [
    'an option of old',
    'search a --colour red',
    '"search" has no option "--colour"; it takes "--query" and "--page".\nFor example: search',
  ],
  ['a command of old', 'votes', 'There is no command "votes"; type "help" to see them all.'],
  ['a fault of the bot', 'broken', 'Something went wrong on our side. Please try again in a moment.'],
])('says in one sentence what is wrong: %s', async (_, text, sentence) => {
  const { slack, scene } = await open();
  slack.slash(scene, text);
  expect((await privateTo(slack, scene)).map(textsOf)).toEqual([['That did not work', ...sentence.split('\n')]]);
});

test('an answer that may have been lost on its way is said another way, but not to all twice', async () => {
  const { slack, scene } = await open();
  slack.world.broken = 1;
  slack.slash(scene, 'topics');
  const [message] = await privateTo(slack, scene);
  expect(message && textsOf(message)).toEqual(['Topic added']);
  expect(slack.messages(scene.channel)).toEqual([]);
});

test('an answer that Slack does not take is apologized for', async () => {
  const { slack, scene } = await open();
  slack.world.broken = 2;
  slack.slash(scene, 'search otters');
  const [message] = await privateTo(slack, scene);
  expect(message && textsOf(message)[1]).toBe('Something went wrong on our side. Please try again in a moment.');
});

test('reads what people type as they meant it', async () => {
  const { slack, bot, scene } = await open();
  slack.slash(scene, 'search “a &amp; b” <https://arxiv.org/abs/2406.04331|arxiv.org/abs/2406.04331> —page 2');
  await privateTo(slack, scene);
  const query = JSON.stringify({ query: '"a & b" https://arxiv.org/abs/2406.04331', page: 2 });
  expect(bot.asked).toEqual([expect.stringContaining(` search ${query}`)]);
});

test('a long answer comes in as many messages as Slack takes there, its rest and files to the person', async () => {
  const { slack, scene } = await open();
  slack.slash(scene, 'endless');
  const told = slack.addDirect(scene.user);
  const wordsIn = (messages: readonly StoredMessage[]) =>
    messages.flatMap(textsOf).join(' ').match(/word/g)?.length ?? 0;
  const shown = await privateTo(slack, scene, 5);
  const rest = 12_000 - wordsIn(shown);
  await slack.until(() => wordsIn(slack.messages(told.channel)) === rest);
  expect(shown.slice(4).map(textsOf)).toEqual([['There is more', 'The rest is in your direct messages.']]);
});

test('a file goes to the direct messages of who asked, who is told so elsewhere', async () => {
  const { slack, scene } = await open();
  const own = slack.addDirect(scene.user);
  slack.slash(scene, 'export');
  const [, told] = await privateTo(slack, scene, 2);
  expect(told && textsOf(told)).toEqual(['Your file', 'my-papers.bib is in your direct messages.']);
  slack.slash(own, 'export');
  await slack.until(() => slack.files().length === 2 && slack.files()[1]?.channel !== undefined);
  slack.slash(own, 'long');
  await privateTo(slack, own, 2);
  expect(slack.messages(own.channel, 'private').map((message) => textsOf(message)[0])).toEqual(['Your papers', 'Long']);
  expect(slack.files().map(({ name, text, channel }) => [name, text, channel])).toEqual(
    Array.from({ length: 2 }, () => ['my-papers.bib', '@misc{a}', own.channel]),
  );
});

test('a button answers who pressed it, also after the bot was started anew', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel();
  const first = platformOn(slack);
  await first.start(notingBot());
  const [{ body: part } = { body: '' }] = first.render({
    title: 'T',
    sections: [{ cards: [{ id: 'arxiv:1', title: 'A', tldr: '', rung: 'llm', topics: [], why: [] }] }],
  });
  await first.post(`slack:${scene.team}:${scene.channel}`, part, 'm');
  await first.stop();
  const bot = notingBot();
  await platformOn(slack).start({ ...bot, join: async () => false });
  const [message] = slack.messages(scene.channel);
  if (message === undefined) throw new Error('nothing was posted');
  slack.press(scene, message, buttonsOf(message).get('More') ?? '');
  expect((await privateTo(slack, scene)).map(textsOf)).toEqual([['One paper']]);
  expect(bot.asked).toHaveLength(1);
});

test.each([
  [true, 'Shared by ada'],
  [false, 'Shared by a member'],
])('a look-up is shared by its button, without a button to share it again (names told: %s)', async (told, line) => {
  const { slack, scene } = await open();
  slack.world.tellsNames = told;
  slack.slash(scene, 'search otters');
  const [answer] = await privateTo(slack, scene);
  if (answer === undefined) throw new Error('no answer');
  slack.press(scene, answer, buttonsOf(answer).get('Share here') ?? '');
  const [shared] = await publicIn(slack, scene);
  expect(shared && [...buttonsOf(shared).keys()]).toEqual(['🔖', '👍', '👎', 'Discuss', 'More']);
  expect(shared && textsOf(shared).at(-1)).toBe(line);
});

test('a page turns in place for who asked, and is kept in one message', async () => {
  const { slack, bot, scene } = await open();
  slack.slash(scene, 'paged');
  const [page] = await privateTo(slack, scene);
  if (page === undefined) throw new Error('no answer');
  expect([...bot.kept.values()].map(({ label }) => label)).toEqual(['Next']);
  slack.press(scene, page, buttonsOf(page).get('Next') ?? '');
  await slack.until(() => /Found/.test(textsOf(slack.world.messages.get(page.ts) ?? page).join()));
  expect(slack.messages(scene.channel, 'private')).toHaveLength(1);
});

test('what all can see is not turned over by one, and a button nobody knows says so', async () => {
  const { slack, scene } = await open();
  const [old, other] = ['["r","search",{"query":"a"}]', 'someone else'];
  const elements = [old, other].map((value) => ({ type: 'button', value, text: { type: 'plain_text', text: value } }));
  const posted = keepMessage(slack.world, scene.channel, { text: 'T', blocks: [{ type: 'actions', elements }] });
  slack.press(scene, posted, old);
  await privateTo(slack, scene);
  slack.press(scene, posted, other);
  const [found, unknown] = await privateTo(slack, scene, 2);
  expect(found && textsOf(found)[0]).toBe('Found');
  expect(unknown && textsOf(unknown)[1]).toContain('This button is too old.');
  expect(slack.world.messages.get(posted.ts)).toBe(posted);
});

test('offers many choices in a menu, which works after a restart', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel();
  const first = platformOn(slack);
  await first.start(notingBot());
  slack.slash(scene, 'choose');
  const [message] = await privateTo(slack, scene);
  await first.stop();
  const bot = notingBot();
  await platformOn(slack).start(bot);
  if (message === undefined) throw new Error('no answer');
  slack.choose(scene, message, '["a","paper",{"paper":"otter 4"}]');
  await privateTo(slack, scene, 2);
  expect(bot.asked).toEqual([expect.stringMatching(/ paper {"paper":"otter 4"}$/)]);
});

test('a link is only a link', async () => {
  const { slack, bot, scene } = await open();
  const url = 'https://arxiv.org/abs/2406.04331';
  const elements = [{ type: 'button', action_id: 'link', value: '', url, text: { type: 'plain_text', text: 'Open' } }];
  const posted = keepMessage(slack.world, scene.channel, { text: 'T', blocks: [{ type: 'actions', elements }] });
  const envelope = slack.press(scene, posted, '');
  await slack.until(() => envelope.ackMs !== undefined);
  slack.slash(scene, 'search otters');
  await privateTo(slack, scene);
  expect(bot.asked).toHaveLength(1);
});

test('what is sent twice is acknowledged, and done once', async () => {
  const { slack, bot, scene } = await open();
  const sent = [slack.slash(scene, 'search otters'), slack.mention(scene, 'search otters')];
  await privateTo(slack, scene);
  await publicIn(slack, scene);
  for (const envelope of sent) slack.repeat(envelope);
  slack.slash(scene, 'paged');
  await privateTo(slack, scene, 2);
  expect(bot.asked).toHaveLength(3);
});

test('a message shortcut finds the paper that a message links to, or says that there is none', async () => {
  const { slack, bot, scene } = await open();
  slack.shortcut(scene, 'paper', { text: 'look: <https://arxiv.org/abs/2406.04331|this>' });
  await privateTo(slack, scene);
  slack.shortcut(scene, 'paper', {
    text: '',
    blocks: [{ type: 'rich_text', elements: [{ type: 'link', url: 'https://huggingface.co/papers/2406.04331' }] }],
    attachments: [{ from_url: 'https://arxiv.org/abs/2501.00001', title: 'Two' }],
  });
  const [, both] = await privateTo(slack, scene, 2);
  slack.shortcut(scene, 'paper', { text: 'nothing here' });
  const [, , none] = await privateTo(slack, scene, 3);
  expect(both && [...buttonsOf(both).keys()]).toEqual(['arxiv:2406.04331', 'arxiv:2501.00001']);
  expect(none && textsOf(none)[0]).toBe('There is no paper in this message');
  expect(bot.asked).toEqual([expect.stringContaining(' paper {"paper":"arxiv:2406.04331"}')]);
});
