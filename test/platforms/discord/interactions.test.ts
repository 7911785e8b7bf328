import { expect, test } from 'vitest';
import { buttonId } from '../../../src/command/buttons.ts';
import type { Button } from '../../../src/command.ts';
import type { FakeDiscord, Scene } from '../../fakes/discord/index.ts';
import type { StoredInteraction, StoredMessage } from '../../fakes/discord/world.ts';
import { notingBot, type NotingBot } from '../../fakes/noting-bot.ts';
import { buttonsOf, discordForTest, platformOn, textsOf } from './bot.ts';

/** As it stands below cards of former versions. */
const SHARE: Button = { label: 'Share', command: 'paper', options: { paper: 'arxiv:1' }, how: 'share' };

const MANAGE_CHANNELS = 1n << 4n;

async function open(
  given?: Parameters<typeof notingBot>[0],
): Promise<{ discord: FakeDiscord; bot: NotingBot; scene: Scene }> {
  const discord = await discordForTest();
  const scene = discord.addGuild();
  const bot = notingBot(given);
  await platformOn(discord).start({ ...bot, join: async () => false });
  return { discord, bot, scene };
}

function privateTo(discord: FakeDiscord, { channel }: Scene, count = 1): Promise<readonly StoredMessage[]> {
  return discord.until(() => {
    const found = discord.messages(channel, 'private');
    return found.length >= count && found;
  });
}

function publicIn(discord: FakeDiscord, { channel }: Scene, count = 1): Promise<readonly StoredMessage[]> {
  return discord.until(() => {
    const found = discord.messages(channel);
    return found.length >= count && found;
  });
}

test('acknowledges privately, then works, then answers', async () => {
  const order: string[] = [];
  const { discord, scene } = await open({
    invoke: async () => {
      order.push(`work after ${interaction?.ack}`);
      return { title: 'Found', sections: [] };
    },
  });
  let interaction: StoredInteraction | undefined = undefined;
  interaction = discord.slash(scene, 'search', { query: 'otters' });
  const [message] = await privateTo(discord, scene);
  expect(order).toEqual(['work after 5']);
  expect(textsOf(message)).toEqual(['## Found']);
  expect(discord.messages(scene.channel)).toEqual([]);
});

test('tells the bot who asks, where, with which rights and options', async () => {
  const { discord, bot, scene } = await open();
  const direct = { channel: discord.addDirect() };
  discord.slash(scene, 'search', { query: 'otters', page: 2 });
  discord.slash({ ...scene, user: '78', permissions: MANAGE_CHANNELS }, 'subscribe');
  discord.slash(direct, 'subscribe');
  await publicIn(discord, direct);
  expect(bot.asked).toEqual([
    `discord:${scene.guild}:${scene.channel} discord:77 false search {"query":"otters","page":2}`,
    `discord:${scene.guild}:${scene.channel} discord:78 true subscribe {}`,
    `discord:@me:${direct.channel} discord:77 true subscribe {}`,
  ]);
});

test('what concerns the channel is said to all, and done to who asked', async () => {
  const { discord, scene } = await open();
  discord.slash(scene, 'subscribe');
  expect((await publicIn(discord, scene)).map(textsOf)).toEqual([['## Now following Otters']]);
  expect(discord.messages(scene.channel, 'private').map(textsOf)).toEqual([['## Done\nThe channel is told of it.']]);
});

test.each([
  ['an option that is missing', 'search', {}, '"search" needs a query: what to look for.\nFor example: search'],
  [
    'a number out of range',
    'search',
    { query: 'a', page: 10 },
    '"page" must be a whole number from 1 to 9, not "10".\nFor example: search',
  ],
  [
    'an option of old',
    'search',
    { query: 'a', colour: 'red' },
    '"search" has no option "--colour"; it takes "--query" and "--page".\nFor example: search',
  ],
  [
    'a command of old',
    'votes',
    {},
    'This Paperboy does not know that command any more. Type /papers to see those it knows.',
  ],
  ['a fault of the bot', 'broken', {}, 'Something went wrong on our side. Please try again in a moment.'],
])('says in one sentence what is wrong: %s', async (_, name, options, sentence) => {
  const { discord, scene } = await open();
  discord.slash(scene, name, options);
  expect((await privateTo(discord, scene)).map(textsOf)).toEqual([[`## That did not work\n${sentence}`]]);
});

test('a long answer comes in several messages, and a file after it', async () => {
  const { discord, scene } = await open();
  discord.slash(scene, 'long');
  const messages = await privateTo(discord, scene, 3);
  expect(messages.flatMap(textsOf).join(' ').match(/word/g)).toHaveLength(2000);
  const direct = { channel: discord.addDirect() };
  discord.slash(direct, 'export');
  const [, file] = await publicIn(discord, direct, 2);
  expect(file?.['files']).toEqual([{ name: 'my-papers.bib', text: '@misc{a}' }]);
  expect(file?.components).toEqual([{ type: 13, file: { url: 'attachment://my-papers.bib' } }]);
});

test('what other libraries make of the dispatcher of all requests is nothing to Discord', async () => {
  // Slack's library puts its own there, which sends no forms of others, and so no files.
  const shared = Symbol.for('undici.globalDispatcher.1');
  const given = Object.getOwnPropertyDescriptor(globalThis, shared);
  const { discord } = await open();
  Object.defineProperty(globalThis, shared, {
    ...given,
    writable: true,
    value: { dispatch: () => expect.unreachable() },
  });
  try {
    const direct = { channel: discord.addDirect() };
    discord.slash(direct, 'export');
    const [, file] = await publicIn(discord, direct, 2);
    expect(file?.['files']).toEqual([{ name: 'my-papers.bib', text: '@misc{a}' }]);
  } finally {
    Object.defineProperty(globalThis, shared, { ...given, writable: true, value: given?.value });
  }
});

test('completes an option, and shows nothing where that fails or is late', async () => {
  const answers = [
    async () => [
      { label: 'Otters', value: 'x'.repeat(100) },
      { label: 'l'.repeat(101), value: 'ok' },
      { label: 'no', value: 'x'.repeat(101) },
    ],
    () => Promise.reject(new Error('no')),
    async () => Array.from({ length: 26 }, (_, i) => ({ label: `${i}`, value: `${i}` })),
  ];
  const { discord, scene } = await open({ complete: () => answers.shift()?.() ?? Promise.resolve([]) });
  const choices: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    const { token } = discord.complete(scene, 'search', 'query', 'ot');
    const call = await discord.until(() => discord.world.calls.find(({ path }) => path.includes(token)));
    choices.push(call.body['data']);
  }
  expect(choices).toEqual([
    {
      choices: [
        { name: 'Otters', value: 'x'.repeat(100) },
        { name: `${'l'.repeat(99)}…`, value: 'ok' },
      ],
    },
    { choices: [] },
    { choices: Array.from({ length: 25 }, (_, i) => ({ name: `${i}`, value: `${i}` })) },
  ]);
});

test('a button answers who pressed it, also after the bot was started anew', async () => {
  const discord = await discordForTest();
  const scene = discord.addGuild();
  const first = platformOn(discord);
  await first.start(notingBot());
  const [{ body: part } = { body: '' }] = first.render({
    title: 'T',
    sections: [{ cards: [{ id: 'arxiv:1', title: 'A', tldr: '', rung: 'llm', topics: [], why: [] }] }],
  });
  await first.post(`discord:${scene.guild}:${scene.channel}`, part, 'm');
  await first.stop();
  const bot = notingBot();
  await platformOn(discord).start({ ...bot, join: async () => false });
  const message = discord.messages(scene.channel).find((posted) => buttonsOf(posted).has('More'));
  if (message === undefined) throw new Error('nothing was posted');
  discord.press(scene, message, buttonId(SHARE));
  const shared = await discord.until(() =>
    discord.messages(scene.channel).find((posted) => /Shared by/.test(textsOf(posted).join(''))),
  );
  expect(textsOf(shared)).toEqual(['## One paper\n-# Shared by Ada']);
  expect(bot.asked).toEqual([`discord:${scene.guild}:${scene.channel} discord:77 false paper {"paper":"arxiv:1"}`]);
});

test('says of a use within a thread which one it is, and the channel that is in', async () => {
  const threads: unknown[] = [];
  const { discord, scene } = await open({
    async invoke(_, { channel, thread }) {
      threads.push({ channel, thread });
      return { title: 'Found', sections: [] };
    },
  });
  const { id } = discord.addThread(scene.guild ?? '', scene.channel);
  discord.slash(scene, 'search', { query: 'otters' });
  await privateTo(discord, scene);
  discord.slash({ ...scene, channel: id }, 'search', { query: 'otters' });
  await privateTo(discord, { channel: id });
  const channel = `discord:${scene.guild}:${scene.channel}`;
  const thread = `discord:${scene.guild}:${id}`;
  expect(threads).toEqual([
    { channel, thread: undefined },
    { channel: thread, thread: { id: thread, channel } },
  ]);
});

test('a look-up is shared by its button, without a button to share it again', async () => {
  const { discord, scene } = await open();
  discord.slash(scene, 'search', { query: 'otters' });
  const [answer] = await privateTo(discord, scene);
  if (answer === undefined) throw new Error('no answer');
  discord.press(scene, answer, buttonsOf(answer).get('Share here') ?? '');
  const [shared] = await publicIn(discord, scene);
  expect([...buttonsOf(shared).keys()]).toEqual(['🔖', '👍', '👎', 'Discuss', 'More']);
});

test('a page turns in place for who asked, and is kept in one message', async () => {
  const { discord, bot, scene } = await open();
  discord.slash(scene, 'paged');
  const [page] = await privateTo(discord, scene);
  if (page === undefined) throw new Error('no answer');
  expect([...bot.kept.values()].map(({ label }) => label)).toEqual(['Next']);
  const id = buttonsOf(page).get('Next') ?? '';
  expect(id).toMatch(/^#/);
  discord.press(scene, page, id);
  await discord.until(() => /Found/.test(textsOf(discord.world.messages.get(page.id)).join()));
  expect(discord.messages(scene.channel, 'private')).toHaveLength(1);
});

test('what all can see is not turned over by one, and a button nobody knows says so', async () => {
  const { discord, scene } = await open();
  const posted: StoredMessage = { id: '5', channel_id: scene.channel, flags: 0, components: [] };
  discord.world.messages.set(posted.id, posted);
  discord.press(scene, posted, '["r","search",{"query":"a"}]');
  await privateTo(discord, scene);
  discord.press(scene, posted, 'someone else');
  const [found, unknown] = await privateTo(discord, scene, 2);
  expect(textsOf(found)[0]).toContain('## Found');
  expect(textsOf(unknown)[0]).toContain('This button is too old.');
  expect(discord.world.messages.get('5')).toBe(posted);
});

test('asks in a form for what is missing, and goes on with it after a restart', async () => {
  const { discord, bot, scene } = await open();
  const { token } = discord.slash(scene, 'topics', { action: 'add', name: 'Otters' });
  const asked = await discord.until(() => discord.world.calls.find(({ path }) => path.includes(token)));
  const customId = '["a","topics",{"action":"add","name":"Otters"}]';
  expect(asked.body).toEqual({
    type: 9,
    data: {
      custom_id: customId,
      title: '/papers topics add',
      components: [
        {
          type: 18,
          label: 'Query',
          description: 'what its papers match',
          component: { type: 4, custom_id: 'query', style: 1, required: true, max_length: 4000 },
        },
      ],
    },
  });
  const later = await open();
  later.discord.submit(later.scene, customId, { query: 'otter*' });
  await publicIn(later.discord, later.scene);
  expect(later.bot.asked).toEqual([
    expect.stringMatching(/ topics {"action":"add","name":"Otters","query":"otter\*"}$/),
  ]);
  expect(bot.asked).toEqual([]);
  later.discord.submit(later.scene, 'of another bot', { query: 'otter*' });
  const [, refused] = await privateTo(later.discord, later.scene, 2);
  expect(textsOf(refused).join()).toContain('too old');
});

test('offers many choices in a menu, which works after a restart', async () => {
  const { discord, scene } = await open();
  discord.slash(scene, 'choose');
  const [message] = await privateTo(discord, scene);
  const choices = Array.from({ length: 6 }, (_, i) => ({
    label: `Otter ${i}`,
    value: `["a","paper",{"paper":"otter ${i}"}]`,
  }));
  expect(message?.components).toEqual([
    {
      type: 17,
      components: [
        { type: 10, content: '## Many' },
        { type: 1, components: [{ type: 3, custom_id: 'menu', placeholder: 'Which?', options: choices }] },
      ],
    },
  ]);
  if (message === undefined) return;
  const bot = notingBot();
  const later = await discordForTest();
  const place = later.addGuild();
  await platformOn(later).start({ ...bot, join: async () => false });
  later.choose(place, message, choices[4]?.value ?? '');
  await privateTo(later, place);
  expect(bot.asked).toEqual([expect.stringMatching(/ paper {"paper":"otter 4"}$/)]);
});

test('from the menu of a message its one paper is shown, and of several one is chosen', async () => {
  const { discord, bot, scene } = await open();
  discord.pick(scene, 'Find this paper', 'look: https://arxiv.org/abs/2406.04331v1');
  expect((await privateTo(discord, scene)).map(textsOf)).toEqual([['## One paper']]);
  expect(bot.asked).toEqual([expect.stringMatching(/ paper {"paper":"arxiv:2406.04331"}$/)]);
  discord.pick(scene, 'Find this paper', 'arXiv:2406.04331, arXiv:2406.04332');
  const [, choice] = await privateTo(discord, scene, 2);
  expect([...buttonsOf(choice).keys()]).toEqual(['arxiv:2406.04331', 'arxiv:2406.04332']);
  discord.pick(scene, 'Find this paper', 'lunch?');
  const [, , none] = await privateTo(discord, scene, 3);
  expect(textsOf(none)[0]).toMatch(/^## There is no paper in this message/);
  discord.pick(scene, 'Find that paper', 'arXiv:2406.04331');
  const [, , , unknown] = await privateTo(discord, scene, 4);
  expect(textsOf(unknown)[0]).toMatch(/does not know that command any more/);
});
