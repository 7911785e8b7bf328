import { afterEach, expect, test } from 'vitest';
import { findFaults, findPings, findViewFaults } from '../../fakes/slack/faults.ts';
import { openSlack, type FakeSlack } from '../../fakes/slack/index.ts';
import { isJson, type Json } from '../../fakes/slack/json.ts';

let slack: FakeSlack | undefined;
afterEach(() => slack?.close());

const words = (text: string) => ({ type: 'plain_text', text }) as const;
const button = { type: 'button', text: words('More'), value: 'more' } as const;
const FORM = {
  type: 'modal',
  title: words('Search'),
  submit: words('Go'),
  blocks: [{ type: 'input', label: words('Query'), element: { type: 'plain_text_input', action_id: 'query' } }],
} as const;

test.each<[string, string, Json]>([
  ['not_in_channel', 'chat.postMessage', { channel: 'outside', text: 'a' }],
  ['channel_not_found', 'chat.postMessage', { channel: 'hidden', text: 'a' }],
  ['is_archived', 'chat.postMessage', { channel: 'archived', text: 'a' }],
  ['no_text', 'chat.postMessage', { channel: 'inside' }],
  ['invalid_blocks', 'chat.postMessage', { channel: 'inside', blocks: [{ type: 'banner' }] }],
  ['msg_blocks_too_long', 'chat.postMessage', { channel: 'inside', blocks: sections(5) }],
  ['missing_scope', 'files.getUploadURLExternal', { filename: 'a', length: 1 }],
  ['invalid_trigger_id', 'views.open', { trigger_id: '1', view: FORM }],
  ['not_in_channel', 'conversations.history', { channel: 'outside' }],
  ['method_not_supported_for_channel_type', 'conversations.join', { channel: 'secret' }],
  ['user_not_found', 'users.info', { user: 'U0' }],
])('says %s of %s', async (error, method, body) => {
  slack = await openSlack();
  slack.world.scopes = slack.world.scopes.filter((scope) => scope !== 'files:write');
  const places: Record<string, string> = {
    inside: slack.addChannel().channel,
    outside: slack.addChannel({ isMember: false }).channel,
    hidden: slack.addChannel({ isMember: false, isPrivate: true }).channel,
    secret: slack.addChannel({ isPrivate: true }).channel,
    archived: slack.addChannel({ isArchived: true }).channel,
  };
  const answered = await call(slack, method, { ...body, channel: places[String(body['channel'])] });
  expect(answered).toMatchObject({ ok: false, error });
});

test('an address to answer at is good for five answers, and for half an hour', async () => {
  slack = await openSlack();
  const scene = slack.addChannel();
  const url = String(slack.slash(scene, 'a').payload['response_url']);
  const statuses = [];
  for (let i = 0; i < 6; i++) statuses.push((await post(url, { text: String(i) })).status);
  const old = String(slack.slash(scene, 'b').payload['response_url']);
  slack.world.now = () => performance.now() + 31 * 60 * 1000;
  statuses.push((await post(old, { text: 'late' })).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404, 404]);
  expect(slack.messages(scene.channel, 'private').map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4']);
});

test('a trigger opens one form, within three seconds', async () => {
  slack = await openSlack();
  const scene = slack.addChannel();
  const [first, late] = [slack.slash(scene, 'a'), slack.slash(scene, 'b')].map(({ payload }) => payload['trigger_id']);
  const errors = [];
  for (const id of [first, first])
    errors.push((await call(slack, 'views.open', { trigger_id: id, view: FORM }))['error']);
  slack.world.now = () => performance.now() + 3001;
  errors.push((await call(slack, 'views.open', { trigger_id: late, view: FORM }))['error']);
  expect(errors).toEqual([undefined, 'exchanged_trigger_id', 'expired_trigger_id']);
  expect(slack.views()).toHaveLength(1);
});

test('posts are limited, and lost on their way back, where a test asks for it', async () => {
  slack = await openSlack();
  const { channel } = slack.addChannel();
  const { url, world } = slack;
  const say = (text: string) => post(`${url}chat.postMessage`, { channel, text }, world.botToken);
  world.limited = 1;
  const refused = await say('a');
  world.cutAfterPost = 1;
  const isCut = await say('b').then(
    () => false,
    () => true,
  );
  world.spacingMs = 1000;
  const soon = await say('c');
  expect([refused.status, refused.headers.get('retry-after'), isCut, soon.status]).toEqual([429, '1', true, 429]);
  expect(slack.messages(channel).map(({ text }) => text)).toEqual(['b']);
});

test.each<[Json, string]>([
  [
    { type: 'section', text: words('a'.repeat(3001)) },
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [{ type: 'header', text: words(' ') }, 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
  [{ type: 'divider', size: 1 }, 'invalid additional property: size [json-pointer:/blocks/0]'],
  [{ type: 'actions', elements: [{ type: 'knob' }] }, 'unsupported type [json-pointer:/blocks/0/elements/0/type]'],
  [
    { type: 'actions', elements: Array.from({ length: 26 }, () => button) },
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    {
      type: 'actions',
      elements: [
        { ...button, action_id: 'a' },
        { ...button, action_id: 'a' },
      ],
    },
    'action_id "a" already exists [json-pointer:/blocks]',
  ],
])('finds what is wrong with %j', (block, fault) => {
  expect(findFaults([block])).toEqual([fault]);
});

test('finds what is wrong with a form, and who would be pinged', () => {
  expect(findViewFaults(FORM)).toEqual([]);
  expect(findViewFaults({ ...FORM, submit: undefined })).toEqual([
    'a submit is needed where a form has inputs [json-pointer:/view/]',
  ]);
  const text = '<!here> &lt;!channel&gt; <https://otters.example|otters> <@U1>';
  expect(findPings({ text, blocks: [{ type: 'header', text: words('<!channel>') }] })).toEqual(['<!here>', '<@U1>']);
});

function sections(count: number): readonly Json[] {
  return Array.from({ length: count }, () => ({ type: 'section', text: words('a'.repeat(2500)) }));
}

function post(url: string, body: Json, token = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function call(slack: FakeSlack, method: string, body: Json, token = slack.world.botToken): Promise<Json> {
  const answered: unknown = await (await post(`${slack.url}${method}`, body, token)).json();
  return isJson(answered) ? answered : {};
}
