import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import { settleIn } from '../../../src/platforms/slack/workspaces.ts';
import type { FakeSlack } from '../../fakes/slack/index.ts';
import { notingBot, type NotingBot } from '../../fakes/noting-bot.ts';
import { platformOn, slackForTest, textsOf } from './bot.ts';

async function open(): Promise<{ slack: FakeSlack; bot: NotingBot }> {
  const slack = await slackForTest();
  const bot = notingBot();
  await platformOn(slack).start(bot);
  return { slack, bot };
}

test('introduces itself once in a workspace, where it was invited first', async () => {
  const { slack, bot } = await open();
  const [other, first] = [slack.addChannel(), slack.addChannel({ isMember: false })];
  slack.tell(other.team, { type: 'member_joined_channel', user: other.user, channel: other.channel, team: other.team });
  slack.invite(first);
  const greeting = await slack.until(() => slack.messages(first.channel)[0]);
  expect(textsOf(greeting)).toEqual(['Hello, this is Paperboy', 'Try `/papers subscribe`.']);
  slack.invite(other);
  await expect.poll(() => bot.joined).toEqual([`slack:${first.team}`, `slack:${first.team}`]);
  expect(slack.messages(other.channel)).toEqual([]);
});

test('tells the bot where it was taken out, but not where only a person took back their own leave', async () => {
  const { slack, bot } = await open();
  const [one, two, three] = [slack.addTeam(), slack.addTeam(), slack.addTeam()];
  slack.tell(one, { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
  slack.tell(two, { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U2'] } });
  slack.uninstall(three);
  // Slack tells of a removal by both events.
  await expect.poll(() => [...new Set(bot.left)]).toEqual([`slack:${two}`, `slack:${three}`]);
});

test('asks nobody to invite it where it is, or where Slack does not tell', async () => {
  const slack = await slackForTest();
  const client = new webApi.WebClient(slack.world.botToken, { slackApiUrl: slack.url });
  const desk = { client, bot: notingBot(), log: createLog({ level: 'silent' }) };
  for (const scene of [slack.addChannel(), slack.addChannel({ isPrivate: true }), slack.addDirect()])
    expect(await settleIn(desk, scene)).toBeUndefined();
  slack.world.scopes = ['chat:write'];
  expect(await settleIn(desk, slack.addChannel({ isMember: false }))).toBeUndefined();
  expect(slack.world.calls.map(({ method }) => method)).not.toContain('conversations.join');
});

test('a public channel that it may not join, and the direct messages of others, are said to be out of its reach', async () => {
  const { slack } = await open();
  slack.world.scopes = slack.world.scopes.filter((scope) => scope !== 'channels:join');
  const scenes = [slack.addChannel({ isMember: false }), { ...slack.addChannel(), channel: 'D0OTHERS' }];
  const said: (string | undefined)[] = [];
  for (const scene of scenes) {
    slack.slash(scene, 'subscribe');
    const [advice] = await slack.until(() => {
      const found = slack.messages(scene.channel, 'private');
      return found.length > 0 && found;
    });
    said.push(advice && textsOf(advice)[1]);
  }
  expect(said).toEqual([
    'I am not in this channel, so its digests cannot come. Invite me with /invite @paperboy',
    'These are the direct messages of others, where I cannot write: ask me in a channel, or in our own direct messages.',
  ]);
});
