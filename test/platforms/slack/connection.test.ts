import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import { createSocketReceiver } from '../../../src/platforms/slack/connection.ts';
import type { FakeSlack } from '../../fakes/slack/index.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { platformOn, slackForTest, textsOf } from './bot.ts';

/** A bot on a Slack with one channel. */
async function open() {
  const slack = await slackForTest();
  const platform = platformOn(slack);
  await platform.start(notingBot({ join: async () => false }));
  return { slack, platform, scene: slack.addChannel() };
}

function connections({ world }: FakeSlack): number {
  return world.calls.filter(({ method }) => method === 'apps.connections.open').length;
}

test('what is sent while Slack renews the connection is answered, over the old or the new one', async () => {
  const { slack, scene } = await open();
  slack.socket.refresh();
  const envelopes = [slack.slash(scene, 'subscribe')];
  await slack.until(() => connections(slack) === 2 && slack.world.tickets.size === 0 && slack.socket.count() > 0);
  envelopes.push(slack.slash(scene, 'subscribe'));
  await slack.until(() => slack.socket.count() === 1);
  envelopes.push(slack.slash(scene, 'subscribe'));
  await slack.until(() => slack.messages(scene.channel).length === 3);
  expect(envelopes.map(({ failure, attempts }) => failure ?? attempts)).toEqual([1, 1, 1]);
  expect(connections(slack)).toBe(2);
});

test('however often Slack renews the connection, the next is there soon', async () => {
  const slack = await slackForTest();
  const waited: number[] = [];
  const receiver = createSocketReceiver({
    appToken: slack.world.appToken,
    clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 } },
    log: createLog({ level: 'silent' }),
    pauseMs: (failures) => Math.min(waited.push(failures), 0),
  });
  onTestFinished(() => receiver.stop().then(() => undefined));
  await receiver.start();
  for (let times = 1; times <= 6; times++) {
    slack.socket.refresh();
    await slack.until(
      () => connections(slack) === times + 1 && slack.world.tickets.size === 0 && slack.socket.count() > 0,
    );
    await slack.until(() => slack.socket.count() === 1);
  }
  expect(waited).toEqual([0, 1, 2, 3, 3, 3]);
});

test('a connection that is never closed as it should be does not hold up the next', async () => {
  const { slack, platform, scene } = await open();
  slack.world.slowClose = true;
  slack.socket.refresh('warning');
  await slack.until(() => slack.socket.count() === 2);
  slack.slash(scene, 'subscribe');
  await slack.until(() => slack.messages(scene.channel).length === 1);
  const begun = performance.now();
  await platform.stop();
  expect(performance.now() - begun).toBeLessThan(2000);
  await slack.until(() => slack.socket.count() === 0);
});

test('a socket that is cut is taken up again, and what happened meanwhile is answered', async () => {
  const { slack, scene } = await open();
  slack.socket.cut();
  slack.mention(scene, 'search otters');
  const message = await slack.until(() => slack.messages(scene.channel)[0]);
  expect(textsOf(message)[0]).toBe('Found');
});

test('while Slack is down it tries again, more and more slowly, and comes back', async () => {
  const slack = await slackForTest();
  const lines: string[] = [];
  const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  const waited: number[] = [];
  const receiver = createSocketReceiver({
    appToken: slack.world.appToken,
    clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 }, timeout: 100 },
    log,
    pauseMs: (failures) => Math.min(waited.push(failures), 5),
  });
  onTestFinished(() => receiver.stop().then(() => undefined));
  await receiver.start();
  slack.world.refusedConnections = 2;
  slack.world.hangingConnections = 1;
  slack.socket.cut();
  await slack.until(() => slack.socket.count() === 1 && connections(slack) > 3);
  expect(waited).toEqual([0, 1, 2, 3]);
  await expect.poll(() => lines.map((line) => / up again|taking it up/.test(line))).toEqual([true, true]);
});

test('an app that may not listen any more leaves the process running, and is told in the log with how to mend it', async () => {
  const { slack, platform } = await open();
  expect(platform.isConnected?.()).toBe(true);
  Object.assign(slack.world, { appToken: 'xapp-another' });
  slack.socket.disable();
  await expect
    .poll(() => platform.lines.filter((line) => line.includes('"error"')).join())
    .toContain('SLACK_APP_TOKEN');
  expect(platform.isConnected?.()).toBe(false);
});

test('wrong tokens and a Slack out of reach end the start with how to mend it', async () => {
  const slack = await slackForTest();
  const { appToken } = slack.world;
  const start = (given: object) => platformOn(slack, { appToken, ...given }).start(notingBot());
  await expect(start({ botToken: 'xoxb-wrong' })).rejects.toMatchObject({
    code: 'slack-token',
    retryable: false,
    message: expect.stringMatching(/SLACK_BOT_TOKEN: set /),
  });
  await expect(start({ appToken: 'xapp-wrong' })).rejects.toMatchObject({
    code: 'slack-token',
    message: expect.stringMatching(/SLACK_APP_TOKEN: set /),
  });
  await expect(start({ botToken: 'xoxb-\u2014' })).rejects.toMatchObject({ code: 'slack-token' });
  await expect(start({ apiUrl: 'http://127.0.0.1:9/api/' })).rejects.toMatchObject({
    code: 'slack-unreachable',
    retryable: true,
    message: expect.stringMatching(/check the network, and SLACK_API_URL/),
  });
  const swapped = start({ botToken: appToken, appToken: slack.world.botToken });
  await expect(swapped).rejects.toThrow('this one belongs into SLACK_APP_TOKEN.');
  await expect(start({ appToken: slack.world.botToken })).rejects.toThrow('this one belongs into SLACK_BOT_TOKEN.');
  await expect(start({ botToken: 'xoxp-1' })).rejects.toMatchObject({ code: 'slack-token', retryable: false });
  await expect(start({ botToken: 'xoxb-1\n-2' })).rejects.toThrow('has a space or a line break in it: copy the "Bot');
  slack.world.refusedConnections = 1;
  await expect(start({})).rejects.toMatchObject({ code: 'slack-unreachable', retryable: true });
  slack.world.refusedSockets = 1;
  await expect(start({})).rejects.toMatchObject({
    code: 'slack-unreachable',
    message: expect.stringMatching(/could not be reached \(it let no socket in\)/),
  });
  await expect(start({ appToken: undefined })).rejects.toMatchObject({ code: 'slack-token', retryable: false });
});

test('after stop nothing is open, and nothing is answered', async () => {
  const { slack, platform, scene } = await open();
  await platform.stop();
  await slack.until(() => slack.socket.count() === 0);
  const { failure } = slack.slash(scene, 'subscribe');
  expect(failure).toBe('dispatch_failed');
  expect(connections(slack)).toBe(1);
});

test('what cannot be read ends nothing', async () => {
  const { slack, scene } = await open();
  slack.socket.send({ id: 'e1', type: 'events_api', payload: { type: 'app_rate_limited' }, sentMs: 0, attempts: 0 });
  slack.slash(scene, 'subscribe');
  expect(textsOf(await slack.until(() => slack.messages(scene.channel)[0]))).toEqual(['Now following Otters']);
});
