import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { FakeSlack } from '../../fakes/slack/index.ts';
import type { Scene } from '../../fakes/slack/payloads.ts';
import type { StoredMessage, StoredView } from '../../fakes/slack/world.ts';
import { botOf } from '../../fakes/bot.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { platformOn, slackForTest, textsOf } from './bot.ts';

/** Resolves with the form that a line is answered with. */
async function formFor(slack: FakeSlack, scene: Scene, line: string): Promise<StoredView> {
  slack.slash(scene, line);
  return slack.until(() => slack.views().at(-1));
}

function answered(slack: FakeSlack, { channel }: Scene): Promise<StoredMessage> {
  return slack.until(() => [...slack.messages(channel), ...slack.messages(channel, 'private')][0]);
}

test('asks for what is missing, each in its kind of field', async () => {
  const slack = await slackForTest();
  await platformOn(slack).start({ ...botOf(...commands), findButton: notingBot().findButton });
  const view = await formFor(slack, slack.addChannel(), 'vote');
  expect(view).toMatchObject({
    type: 'modal',
    callback_id: '["a","vote",{}]',
    title: { type: 'plain_text', text: '/papers vote' },
    blocks: [
      {
        type: 'input',
        block_id: 'vote',
        label: { text: 'Vote' },
        element: { type: 'static_select', action_id: 'vote', options: [{ value: 'up' }, { value: 'down' }] },
      },
      {
        type: 'input',
        block_id: 'paper',
        label: { text: 'Paper' },
        hint: { text: 'a title, an arXiv id or a link' },
        element: { type: 'plain_text_input', action_id: 'paper', max_length: 3000 },
      },
    ],
  });
});

test('goes on with what was given, after a restart, and answers where it was asked', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel();
  const first = platformOn(slack);
  await first.start(notingBot());
  const view = await formFor(slack, scene, 'topics add --name Otters');
  expect(view.callback_id).toBe('["a","topics",{"name":"Otters","action":"add"}]');
  expect(view.blocks.map(({ block_id: id }) => id)).toEqual(['query']);
  await first.stop();
  const bot = notingBot();
  await platformOn(slack).start(bot);
  slack.submit(scene, view, { query: 'otter* & <b>' });
  expect(textsOf(await answered(slack, scene))).toEqual(['Topic added']);
  expect(bot.asked).toEqual([
    expect.stringMatching(/ topics {"action":"add","name":"Otters","query":"otter\* & <b>"}$/),
  ]);
  expect(slack.views()).toEqual([]);
});

test('where the address to answer at is too old, the person is told in the channel, or where the bot is not, directly', async () => {
  const slack = await slackForTest();
  const bot = notingBot();
  await platformOn(slack).start(bot);
  const [here, away] = [slack.addChannel(), slack.addChannel({ isMember: false })];
  const asked = [
    { scene: here, told: here, line: 'search', fields: { query: 'otters' }, title: 'Found' },
    { scene: away, told: slack.addDirect(away.user), line: 'search', fields: { query: 'otters' }, title: 'Found' },
    { scene: here, told: here, line: 'topics add A', fields: { query: 'a' }, title: 'Topic added' },
    {
      scene: away,
      told: slack.addDirect(away.user),
      line: 'topics add A',
      fields: { query: 'a' },
      title: 'Topic added',
    },
  ];
  for (const { scene, told, line, fields, title } of asked) {
    const view = await formFor(slack, scene, line);
    for (const response of slack.world.responses.values()) Object.assign(response, { uses: 5 });
    slack.submit(scene, view, fields);
    const all = () => [...slack.messages(told.channel), ...slack.messages(told.channel, 'private')];
    await slack.until(() => slack.views().length === 0 && all().some((message) => textsOf(message)[0] === title));
  }
  expect(slack.messages(here.channel).map((message) => textsOf(message)[0])).toEqual(['Topic added']);
  expect(slack.messages(away.channel)).toEqual([]);
});

test('what was given wrongly is said at once, and a form that nobody knows is too old', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel();
  await platformOn(slack).start(notingBot());
  slack.slash(scene, 'search --page 10');
  expect(textsOf(await answered(slack, scene))[1]).toContain('"page" must be');
  const view = await formFor(slack, scene, 'search');
  const other = { ...view, callback_id: 'of another app', private_metadata: 'none of ours' };
  slack.submit(scene, other, { query: 'otters' });
  expect(textsOf(await answered(slack, slack.addDirect(scene.user))).join()).toContain('too old');
});

test('a form that Slack does not show is a sentence instead', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel();
  await platformOn(slack).start(notingBot());
  let nowMs = 0;
  slack.world.now = () => (nowMs += 4000);
  slack.slash(scene, 'search');
  expect(textsOf(await answered(slack, scene))[1]).toBe('"search" needs a query: what to look for.');
});
