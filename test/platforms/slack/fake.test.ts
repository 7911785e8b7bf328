import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openSlack, type FakeSlack } from '../../fakes/slack/index.ts';
import { isJson, type Json } from '../../fakes/slack/json.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const words = (text: string) => ({ type: 'plain_text', text }) as const;
const button = { type: 'button', text: words('More'), value: 'more' } as const;
const field = { type: 'plain_text_input', action_id: 'query' } as const;
const FORM = {
  type: 'modal',
  callback_id: 'form',
  title: words('Search'),
  submit: words('Go'),
  blocks: [{ type: 'input', block_id: 'query', label: words('Query'), element: field }],
} as const;

/** An app of Bolt's own that answers a command, a form, a button and a mention. */
function createApp(slack: FakeSlack, receiver: HTTPReceiver | SocketModeReceiver): App {
  const app = new App({
    token: slack.world.botToken,
    receiver,
    clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
    convoStore: false,
  });
  app.command('/papers', async ({ ack, command: { text, trigger_id }, respond, client }) => {
    await ack();
    if (text === 'form') await client.views.open({ trigger_id, view: { ...FORM, blocks: [...FORM.blocks] } });
    else await respond({ text: `You said ${text}`, blocks: [{ type: 'actions', elements: [button] }] });
  });
  app.action(/.*/, async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Pressed', replace_original: true });
  });
  app.view('form', async ({ ack, view, body, client }) => {
    await ack();
    const { value } = view.state.values['query']?.['query'] ?? {};
    await client.apiCall('chat.postMessage', { channel: body.user.id, text: `For ${value}` });
  });
  app.event('app_mention', async ({ event, client, body }) => {
    await client.apiCall('chat.postMessage', { channel: event.channel, thread_ts: event.ts, text: body.event_id });
  });
  return app;
}

const WAYS = {
  async socket(slack: FakeSlack) {
    const clientOptions = { slackApiUrl: slack.url, retryConfig: { retries: 0 } };
    const receiver = new SocketModeReceiver({
      appToken: slack.world.appToken,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions },
      autoReconnectEnabled: false,
    });
    await createApp(slack, receiver).init();
    await receiver.start();
    closing.push(async () => {
      await receiver.stop();
      await slack.until(() => slack.socket.count() === 0);
    });
    return undefined;
  },
  async http(slack: FakeSlack) {
    const receiver = new HTTPReceiver({ signingSecret: slack.world.signingSecret, logLevel: LogLevel.ERROR });
    await createApp(slack, receiver).init();
    const address = (await receiver.start(0)).address();
    closing.push(() => receiver.stop());
    return slack.http(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`);
  },
};

async function open(): Promise<FakeSlack> {
  const slack = await openSlack();
  closing.push(() => slack.close());
  return slack;
}

for (const way of ['socket', 'http'] as const) {
  test(`Bolt answers commands, buttons and forms of this Slack by ${way}`, async () => {
    const slack = await open();
    await WAYS[way](slack);
    const scene = slack.addChannel({ isMember: false });
    const asked = slack.slash(scene, 'kites');
    const answer = await slack.until(() => slack.messages(scene.channel, 'private')[0]);
    expect([answer.text, answer.to, asked.ack, asked.attempts]).toEqual(['You said kites', scene.user, {}, 1]);
    slack.press(scene, answer, 'more');
    await slack.until(() => slack.messages(scene.channel, 'private')[0]?.text === 'Pressed');
    slack.slash(scene, 'form');
    const sent = slack.submit(scene, await slack.until(() => slack.views()[0]), { query: 'knots' });
    const direct = slack.addDirect(scene.user);
    await slack.until(() => slack.messages(direct.channel)[0]?.text === 'For knots');
    expect([slack.views(), sent.ack]).toEqual([[], {}]);
    expect(slack.world.calls.filter(({ status, error }) => status !== 200 || error !== undefined)).toEqual([]);
  });

  test(`an event that comes twice by ${way} is the same event`, async () => {
    const slack = await open();
    await WAYS[way](slack);
    const scene = slack.addChannel();
    const event = slack.mention(scene, 'hello');
    await slack.until(() => slack.messages(scene.channel)[0]);
    slack.repeat(event);
    await slack.until(() => slack.messages(scene.channel)[1]);
    const { event_id: id } = event.payload;
    expect(slack.messages(scene.channel).map(({ text }) => text)).toEqual([id, id]);
  });
}

test('Bolt turns away calls that are forged or old, and proves its address', async () => {
  const slack = await open();
  const calling = await WAYS.http(slack);
  const statuses = [];
  for (const forgery of ['wrong signature', 'old timestamp', undefined] as const) {
    calling.forgery = forgery;
    const envelope = slack.mention(slack.addChannel(), 'hello');
    statuses.push(await slack.until(() => envelope.status));
  }
  expect([statuses, await calling.challenge('abc')]).toEqual([[401, 401, 200], '{"challenge":"abc"}']);
});

test('an envelope comes again until it is acknowledged, and a connection ends as Slack ends it', async () => {
  const slack = await open();
  slack.world.ackWithinMs = 20;
  const { url } = await call(slack, 'apps.connections.open', {}, slack.world.appToken);
  const socket = new WebSocket(String(url));
  const heard: Json[] = [];
  socket.on('message', (bytes) => heard.push(JSON.parse(String(bytes))));
  const event = slack.say(slack.addChannel(), 'hello');
  const missed = slack.slash(slack.addChannel(), 'help');
  while (heard.length < 3) await once(socket, 'message');
  socket.send(JSON.stringify({ envelope_id: heard[2]?.['envelope_id'], payload: {} }));
  await slack.until(() => event.ackMs);
  slack.socket.refresh();
  await once(socket, 'close');
  expect(heard.map(({ type, retry_attempt: attempt, reason }) => [type, attempt ?? reason])).toEqual([
    ['hello', undefined],
    ['events_api', 1],
    ['events_api', 2],
    ['disconnect', 'refresh_requested'],
  ]);
  expect(missed.failure).toBe('dispatch_failed');
  const [again] = await once(new WebSocket(String(url)), 'error');
  expect(String(again)).toContain('401');
});

function post(url: string, body: Json, token = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function call(slack: FakeSlack, method: string, body: Json, token = slack.world.botToken): Promise<Json> {
  const answered: unknown = await (await post(`${slack.url}${method}`, body, token)).json();
  return isJson(answered) ? answered : {};
}
