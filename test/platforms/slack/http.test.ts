import { expect, onTestFinished, test } from 'vitest';
import { openHttp } from '../../../src/http.ts';
import type { Bot, ThreadChange } from '../../../src/platform.ts';
import { keepMessage } from '../../fakes/slack/keep.ts';
import { notingBot } from '../../fakes/noting-bot.ts';
import { platformOn, slackForTest, textsOf } from './bot.ts';

/** A bot that Slack calls. */
async function open(given: Partial<Bot> = {}) {
  const slack = await slackForTest();
  const bot = notingBot({ join: async () => false, ...given });
  const { signingSecret } = slack.world;
  const platform = platformOn(slack, { signingSecret });
  const { port, close } = await openHttp({
    host: '127.0.0.1',
    port: 0,
    findUnready: async () => ({}),
    readMetrics: async () => ({ contentType: 'text/plain', text: '' }),
    routes: platform.route ? [platform.route] : [],
  });
  onTestFinished(close);
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

test('what is no call of Slack is refused, and every call once the platform is stopped', async () => {
  const { platform, port } = await open();
  const url = `http://127.0.0.1:${port}/slack/events`;
  const statusOf = async (method: string): Promise<number> => (await fetch(url, { method })).status;
  expect([await statusOf('GET'), await statusOf('POST')]).toEqual([404, 401]);
  await platform.stop();
  expect(await statusOf('POST')).toBe(503);
});

test('what is said in a thread is heard once, though Slack calls again, and what is gone is told', async () => {
  const heard: string[] = [];
  const changes: ThreadChange[] = [];
  const { slack, scene } = await open({
    hear: async ({ text }) => {
      heard.push(text);
      return text === 'why?' ? { title: 'Because', sections: [] } : undefined;
    },
    noteChange: async (change) => void changes.push(change),
  });
  const { ts: threadTs } = keepMessage(slack.world, scene.channel, { text: 'A paper' });
  const said = slack.say(scene, 'why?', { threadTs });
  const answer = await slack.until(() => slack.messages(scene.channel)[1]);
  expect([answer.thread_ts, textsOf(answer)]).toEqual([threadTs, ['Because']]);
  slack.repeat(said);
  slack.say(scene, 'I see', { threadTs });
  const gone = slack.remove(scene, answer.ts);
  await slack.until(() => gone.ackMs !== undefined && heard.length === 2 && changes.length === 1);
  expect([heard, said.attempts]).toEqual([['why?', 'I see'], 2]);
});
