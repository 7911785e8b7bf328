import { expect, test } from 'vitest';
import { DeliveryError } from '../../../src/core/errors.ts';
import { platformOn, slackForTest } from './bot.ts';

const POST = { title: 'News', sections: [{ text: 'Otters.' }] };

/** A platform that is not started, and a channel to post in. */
async function open() {
  const slack = await slackForTest();
  const platform = platformOn(slack);
  const { team, channel } = slack.addChannel();
  const [part = ''] = platform.render(POST);
  const attempts = () => slack.world.calls.filter(({ method }) => method === 'chat.postMessage').length;
  return { slack, platform, team, channel, place: `slack:${team}:${channel}`, part, attempts };
}

test('a part is sent with a marker that nobody sees, and found by it', async () => {
  const { slack, platform, place, channel, part } = await open();
  expect(await platform.find(place, 'abc.1.0')).toBe('no');
  const id = await platform.post(place, part, 'abc.1.0');
  const [message] = slack.messages(channel);
  expect(message).toMatchObject({ ts: id, text: 'News · Otters.' });
  expect(await platform.find(place, 'abc.1.0')).toBe('yes');
  expect(await platform.find(place, 'abc.1.1')).toBe('no');
});

test('when the line breaks after Slack took it, it is not sent again blindly, and then found', async () => {
  const { slack, platform, place, channel, part, attempts } = await open();
  slack.world.cutAfterPost = 1;
  await expect(platform.post(place, part, 'm')).rejects.toMatchObject({ code: 'slack-failed', retryable: true });
  expect([attempts(), slack.messages(channel).length]).toEqual([1, 1]);
  expect(await platform.find(place, 'm')).toBe('yes');
});

test('waits where Slack asks it to wait a little, and leaves it for later where it is long', async () => {
  const { slack, platform, place, channel, part, attempts } = await open();
  slack.world.limited = 2;
  slack.world.retryAfter = 0;
  await platform.post(place, part, 'm');
  expect([attempts(), slack.messages(channel).length]).toEqual([3, 1]);
  slack.world.limited = 1;
  slack.world.retryAfter = 31;
  await expect(platform.post(place, part, 'n')).rejects.toMatchObject({
    retryable: true,
    message: 'Slack did not take the message (it asks to wait 31 s).',
  });
});

test('what is refused for good is not tried again, and says how to mend it', async () => {
  const { slack, platform, team, part } = await open();
  const refusals: [string, string, RegExp][] = [
    ['C0GONE', part, /does not exist/],
    [slack.addChannel({ isMember: false }).channel, part, /\/invite @paperboy/],
    [slack.addChannel().channel, '{"text":"","blocks":[{"type":"section"}]}', /what is in it/],
  ];
  for (const [channel, body, message] of refusals)
    await expect(platform.post(`slack:${team}:${channel}`, body, 'm')).rejects.toMatchObject({
      code: 'slack-refused',
      retryable: false,
      message: expect.stringMatching(message),
    });
  slack.world.refusal = 'token_revoked';
  await expect(platform.post(`slack:${team}:C1`, part, 'm')).rejects.toMatchObject({ retryable: false });
  await expect(platform.post('slack:general', part, 'm')).rejects.toMatchObject({ code: 'slack-channel' });
});

test('what fails in passing may be tried again', async () => {
  const { slack, platform, place, part } = await open();
  slack.world.broken = 1;
  await expect(platform.post(place, part, 'm')).rejects.toMatchObject({ code: 'slack-failed', retryable: true });
  slack.world.broken = 1;
  await expect(platform.find(place, 'm')).rejects.toBeInstanceOf(DeliveryError);
  const away = platformOn({ ...slack, url: 'http://127.0.0.1:9/api/' });
  await expect(away.post(place, part, 'm')).rejects.toMatchObject({ code: 'slack-failed', retryable: true });
});

test('cannot say whether a part was posted where the history may not be read, or goes back further', async () => {
  const { slack, platform, place, channel, part } = await open();
  await platform.post(place, part, 'first');
  for (let i = 0; i < 200; i++) slack.say({ channel, user: 'U1', team: slack.world.team }, 'more');
  expect(await platform.find(place, 'first')).toBe('unknown');
  expect(await platform.find(place, 'none')).toBe('unknown');
  slack.world.scopes = ['chat:write'];
  expect(await platform.find(place, 'first')).toBe('unknown');
  expect(await platform.find(`slack:${slack.world.team}:C0GONE`, 'first')).toBe('unknown');
});
