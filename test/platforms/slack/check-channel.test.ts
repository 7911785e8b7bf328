import { webApi } from '@slack/bolt';
import { expect, onTestFinished, test } from 'vitest';
import { checkChannel } from '../../../src/platforms/slack/check-channel.ts';
import { checkSlack } from '../../../src/platforms/slack/doctor.ts';
import { openSlack, type FakeSlack } from '../../fakes/slack/index.ts';

async function slackForTest(): Promise<FakeSlack> {
  const slack = await openSlack();
  onTestFinished(() => slack.close());
  return slack;
}

/** What is found of one channel. */
async function checked({ world, url }: FakeSlack, id: string, isConfigured = true): Promise<unknown> {
  const { botToken, appToken } = world;
  return (await checkSlack({ botToken, appToken, apiUrl: url }, [{ id, isConfigured }])).slice(4);
}

function found(message: string, fix?: RegExp): readonly unknown[] {
  const check = 'slack channel';
  return fix === undefined ? [{ check, ok: true, message }] : [{ check, ok: false, message, fix: matching(fix) }];
}

const matching = (fix: RegExp): unknown => expect.stringMatching(fix);

const idOf = ({ team, channel }: { readonly team: string; readonly channel: string }) => `slack:${team}:${channel}`;

test('channels in which nothing is missing are named, direct messages too', async () => {
  const slack = await slackForTest();
  const open = slack.addChannel({ isMember: true });
  const title = `#${slack.world.channels.get(open.channel)?.name} (${idOf(open)})`;
  expect(await checked(slack, idOf(open))).toEqual(found(title));
  const direct = idOf(slack.addDirect());
  expect(await checked(slack, direct, false)).toEqual(found(`direct messages (${direct})`));
});

test('a channel without the bot is told with how to invite it, private ones too, in which it sees nothing', async () => {
  const slack = await slackForTest();
  const open = slack.addChannel({ isMember: false });
  const name = slack.world.channels.get(open.channel)?.name;
  const invite = /^Type \/invite @paperboy in the channel\./;
  expect(await checked(slack, idOf(open))).toEqual(found(`#${name} (${idOf(open)}): paperboy is not in it`, invite));
  const hidden = idOf(slack.addChannel({ isMember: false, isPrivate: true }));
  const message = `${hidden} does not exist, or is private and paperboy is not in it`;
  expect(await checked(slack, hidden)).toEqual(found(message, invite));
  expect(await checked(slack, hidden, false)).toEqual(found(`${message}: nothing is posted there`));
});

test('an archived channel is a fault of the configuration, and none where it was set up in chat', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel({ isMember: true });
  const stored = slack.world.channels.get(scene.channel);
  if (stored === undefined) throw new Error('no channel');
  stored.isArchived = true;
  const title = `#${stored.name} (${idOf(scene)}) is archived`;
  expect(await checked(slack, idOf(scene))).toEqual(found(title, /^Unarchive it/));
  expect(await checked(slack, idOf(scene), false)).toEqual(found(`${title}: nothing is posted there`));
});

test('messages that cannot be read are told, and a channel that cannot be looked at', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel({ isMember: true });
  const without = (scope: string) => slack.world.scopes.filter((other) => other !== scope);
  const all = slack.world.scopes;
  slack.world.scopes = without('channels:history');
  expect(await checked(slack, idOf(scene))).toEqual([
    {
      check: 'slack channel',
      ok: false,
      message: expect.stringMatching(/its messages cannot be read/),
      fix: expect.any(String),
    },
  ]);
  slack.world.scopes = all;
  slack.world.scopes = without('channels:read');
  expect(await checked(slack, idOf(scene))).toEqual(found(`${idOf(scene)} cannot be looked at`, /^Grant the scopes/));
});

test.each([
  ['a private channel', 'groups', (slack: FakeSlack) => slack.addChannel({ isPrivate: true })],
  ['direct messages', 'im', (slack: FakeSlack) => slack.addDirect()],
] as const)('in %s it must read the messages to look for a post, and see it at all', async (_, kind, add) => {
  const slack = await slackForTest();
  const id = idOf(add(slack));
  const all = slack.world.scopes;
  expect(await checked(slack, id)).toMatchObject([
    { ok: true, message: expect.stringMatching(/^(#papers-|direct messages )/) },
  ]);
  slack.world.scopes = all.filter((scope) => scope !== `${kind}:history`);
  expect(await checked(slack, id)).toEqual([
    {
      check: 'slack channel',
      ok: false,
      message: expect.stringMatching(/: its messages cannot be read \(missing_scope\)$/),
      fix: expect.any(String),
    },
  ]);
  slack.world.scopes = all.filter((scope) => scope !== `${kind}:read`);
  expect(await checked(slack, id)).toEqual(found(`${id} cannot be looked at`, /^Grant the scopes/));
});

test('an id that is none, or of another workspace, is a fault of the configuration', async () => {
  const slack = await slackForTest();
  expect(await checked(slack, 'slack:papers')).toEqual(
    found('"slack:papers" is no channel of Slack', /^Set its id right/),
  );
  expect(await checked(slack, 'slack:T999:C1:1.000001')).toEqual(
    found('"slack:T999:C1:1.000001" is no channel of Slack', /^Set its id right/),
  );
  expect(await checked(slack, 'slack:T999:C1')).toEqual(
    found(`slack:T999:C1 is in another workspace than the token's, ${slack.world.team}`, /^Set the SLACK_BOT_TOKEN/),
  );
});

test('a channel is in order where Slack only asks to wait', async () => {
  const asked: string[] = [];
  const limited = (seconds: string) => new Response('{}', { status: 429, headers: { 'retry-after': seconds } });
  const client = new webApi.WebClient('xoxb-1', {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    async fetch(url) {
      asked.push(String(url).replace(/.*\//, ''));
      if (asked.length === 1) return limited('0.01');
      return asked.at(-1) === 'conversations.info' ? Response.json({ ok: true, channel: {} }) : limited('60');
    },
  });
  const bot = { name: 'paperboy', team: 'T1' };
  expect(await checkChannel(client, bot, { id: 'slack:T1:C1', isConfigured: true })).toEqual({
    ok: true,
    message: 'slack:T1:C1',
  });
  expect(asked).toEqual(['conversations.info', 'conversations.info', 'conversations.history']);
});
