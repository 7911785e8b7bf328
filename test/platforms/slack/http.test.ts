import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { notingBot } from '../../fakes/noting-bot.ts';
import { platformOn, slackForTest, textsOf } from './bot.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** A bot that Slack calls. */
async function open() {
  const slack = await slackForTest();
  const [bot, port] = [notingBot({ join: async () => false }), await freePort()];
  const { signingSecret } = slack.world;
  const platform = platformOn(slack, { signingSecret, port });
  await platform.start(bot);
  const calling = slack.http(`http://127.0.0.1:${port}/slack/events`);
  return { slack, bot, calling, platform, port, scene: slack.addChannel() };
}

test('commands, buttons, forms and events that Slack has signed are answered', async () => {
  const { slack, bot, scene } = await open();
  slack.slash(scene, 'search');
  const view = await slack.until(() => slack.views()[0]);
  slack.submit(scene, view, { query: 'otters' });
  const answer = await slack.until(() => slack.messages(scene.channel, 'private')[0]);
  slack.press(scene, answer, '["s","search",{"query":"otters"}]');
  slack.mention(scene, 'subscribe');
  const shown = await slack.until(() => slack.messages(scene.channel).length === 2 && slack.messages(scene.channel));
  expect(shown.map((message) => textsOf(message)[0]).toSorted()).toEqual(['Found', 'Now following Otters']);
  expect(bot.asked).toHaveLength(3);
  expect(slack.world.calls.some(({ method }) => method === 'apps.connections.open')).toBe(false);
});

test.each(['wrong signature', 'old timestamp'] as const)('a call with a %s is refused', async (forgery) => {
  const { slack, bot, calling, scene } = await open();
  calling.forgery = forgery;
  const envelope = slack.slash(scene, 'subscribe');
  await slack.until(() => envelope.failure !== undefined);
  expect([envelope.status, bot.asked]).toEqual([401, []]);
});

test('a call that Slack makes again is acknowledged, and done once', async () => {
  const { slack, bot, scene } = await open();
  const envelope = slack.mention(scene, 'subscribe');
  await slack.until(() => slack.messages(scene.channel)[0]);
  slack.repeat(envelope);
  await slack.until(() => envelope.attempts === 2);
  slack.slash(scene, 'search otters');
  await slack.until(() => slack.messages(scene.channel, 'private')[0]);
  expect([envelope.status, bot.asked.length]).toEqual([200, 2]);
});

test('a port that is taken and a host that is none are said, and stop frees the port', async () => {
  const { slack, platform, port } = await open();
  const { signingSecret } = slack.world;
  await expect(platformOn(slack, { signingSecret, port }).start(notingBot())).rejects.toMatchObject({
    code: 'slack-port',
    retryable: false,
    message: expect.stringContaining(`127.0.0.1:${port}`),
  });
  await expect(platformOn(slack, { signingSecret, host: '192.0.2.1' }).start(notingBot())).rejects.toThrow(
    'set HOST to an address of this machine',
  );
  const halfSaid = connect(port, '127.0.0.1').on('error', () => undefined);
  halfSaid.write('POST /slack/events HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{');
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  await platform.stop();
  const server = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
});
