import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { findPart } from '../../../src/platforms/slack/delivery.ts';
import { openSlack } from '../../fakes/slack/index.ts';
import { platformOn, slackForTest } from './bot.ts';

const POST = { title: 'News', sections: [{ text: 'Otters.' }] };

/** A platform that is not started, and a channel to post in. */
async function open() {
  const slack = await slackForTest();
  const platform = platformOn(slack);
  const { team, channel } = slack.addChannel();
  const [{ body: part } = { body: '' }] = platform.render(POST);
  const attempts = () => slack.world.calls.filter(({ method }) => method === 'chat.postMessage').length;
  return { slack, platform, team, channel, place: `slack:${team}:${channel}`, part, attempts };
}

test('a part is sent with a marker that nobody sees, and found by it', async () => {
  const { slack, platform, place, channel, part } = await open();
  expect(await platform.find(place, 'abc.1.0', Date.now())).toBe('no');
  const id = await platform.post(place, part, 'abc.1.0');
  const [message] = slack.messages(channel);
  expect(message).toMatchObject({ ts: id, text: 'News · Otters.' });
  expect(await platform.find(place, 'abc.1.0', Date.now())).toBe('yes');
  expect(await platform.find(place, 'abc.1.1', Date.now())).toBe('no');
});

test('when the line breaks after Slack took it, it is not sent again blindly, and then found', async () => {
  const { slack, platform, place, channel, part, attempts } = await open();
  slack.world.cutAfterPost = 1;
  await expect(platform.post(place, part, 'm')).rejects.toMatchObject({ code: 'slack-failed', retryable: true });
  expect([attempts(), slack.messages(channel).length]).toEqual([1, 1]);
  expect(await platform.find(place, 'm', Date.now())).toBe('yes');
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

test('what is refused is told with what it is that is refused, and how to mend it', async () => {
  const { slack, platform, team, part } = await open();
  const refusals: [string, string, string, RegExp][] = [
    ['C0GONE', part, 'channel', /does not exist/],
    [slack.addChannel({ isMember: false }).channel, part, 'channel', /\/invite @paperboy/],
    [slack.addChannel().channel, '{"text":"","blocks":[{"type":"section"}]}', 'content', /what is in it/],
  ];
  for (const [channel, body, obstacle, message] of refusals)
    await expect(platform.post(`slack:${team}:${channel}`, body, 'm')).rejects.toMatchObject({
      code: 'slack-refused',
      obstacle,
      mayBePosted: false,
      message: expect.stringMatching(message),
    });
  slack.world.refusal = 'token_revoked';
  await expect(platform.post(`slack:${team}:C1`, part, 'm')).rejects.toMatchObject({ obstacle: 'platform' });
  await expect(platform.post('slack:general', part, 'm')).rejects.toMatchObject({ code: 'slack-channel' });
});

test('what fails in passing may be there, unless nothing was reached', async () => {
  const { slack, platform, place, part } = await open();
  slack.world.broken = 1;
  const passing = { code: 'slack-failed', obstacle: 'passing', mayBePosted: true };
  await expect(platform.post(place, part, 'm')).rejects.toMatchObject(passing);
  slack.world.broken = 1;
  await expect(platform.find(place, 'm', Date.now())).rejects.toMatchObject(passing);
  const gone = await openSlack();
  await gone.close();
  await expect(platformOn(gone).post(place, part, 'm')).rejects.toMatchObject({
    code: 'slack-unreachable',
    obstacle: 'platform',
    mayBePosted: false,
  });
});

test('a post that is not answered in time is made once, and may be there', async () => {
  const { slack, place, part, attempts } = await open();
  slack.world.hanging = 1;
  const { appToken } = slack.world;
  await expect(platformOn(slack, { appToken, timeoutMs: 50 }).post(place, part, 'm')).rejects.toMatchObject({
    obstacle: 'passing',
    mayBePosted: true,
    message: 'Slack did not take the message (it did not answer in time).',
  });
  expect(attempts()).toBe(0);
}, 5000);

test('cannot say whether a part was posted where the history may not be read', async () => {
  const { slack, platform, place } = await open();
  slack.world.scopes = ['chat:write'];
  expect(await platform.find(place, 'first', Date.now())).toBe('unknown');
});

test('a channel that the bot was taken out of keeps a part in doubt', async () => {
  const { slack, platform, team, channel, place } = await open();
  slack.world.channels.get(channel)?.members.delete(slack.world.botUser);
  const refused = { code: 'slack-refused', obstacle: 'channel', mayBePosted: true };
  await expect(platform.find(place, 'm', Date.now())).rejects.toMatchObject(refused);
  await expect(platform.find(`slack:${team}:C0GONE`, 'm', Date.now())).rejects.toMatchObject(refused);
  await expect(platform.find('slack:general', 'm', Date.now())).rejects.toMatchObject({ mayBePosted: true });
});

test('looks back over many messages, and no further than a day before it was composed', async () => {
  const { slack, platform, channel, place, part } = await open();
  const now = Date.now();
  const say = (atMs: number, count: number) => {
    for (let i = 0; i < count; i++) {
      const ts = `${Math.floor(atMs / 1000)}.${String(900_000 + i)}`;
      slack.world.messages.set(ts, { ts, channel, text: 'more', blocks: [], user: 'U1' });
    }
  };
  const pages = () => slack.world.calls.filter(({ method }) => method === 'conversations.history').length;
  say(now - 25 * 3_600_000, 250);
  await platform.post(place, part, 'first');
  expect(await platform.find(place, 'none', now)).toBe('no');
  expect(pages()).toBe(1);
  // Later than what was posted, whenever a second ended meanwhile.
  say(Date.now() + 1000, 210);
  expect(await platform.find(place, 'first', now)).toBe('yes');
  expect(pages()).toBe(3);
  const stopping = new AbortController();
  const next = platform.turn?.(place, 'find', stopping.signal);
  await platform.turn?.(place, 'post');
  stopping.abort(new Error('the second page took the turn'));
  await expect(next).rejects.toThrow('the second page took the turn');
});

test('cannot say where Slack does not tell how to go on, or has shown 1,000 messages', async () => {
  for (const next_cursor of [undefined, 'more']) {
    let pages = 0;
    const messages = Array.from({ length: 200 }, () => ({ ts: String(Date.now() / 1000) }));
    const client = new webApi.WebClient('xoxb-1', {
      fetch: async () => {
        pages += 1;
        return Response.json({ ok: true, messages, has_more: true, response_metadata: { next_cursor } });
      },
    });
    expect(await findPart(client, 'slack:T1:C1', 'm', Date.now(), async () => {})).toBe('unknown');
    expect(pages).toBe(5);
  }
});

test('keeps within the rate of a channel, and never runs into it', async () => {
  const { slack, platform, place, part } = await open();
  slack.world.spacingMs = 1000;
  for (const marker of ['0', '1']) {
    await platform.turn?.(place, 'post');
    await platform.post(place, part, marker);
  }
  expect(slack.world.calls.map(({ status }) => status)).toEqual([200, 200]);
});

test('posts no faster than Slack permits, and looks for posts besides', async () => {
  const { platform, place, part } = await open();
  const stopping = new AbortController();
  await platform.turn?.(place, 'post');
  await platform.post(place, part, 'm');
  const held = platform.turn?.(place, 'post', stopping.signal);
  await Promise.all([platform.turn?.(place, 'find'), platform.turn?.('slack:T1:C2', 'post')]);
  stopping.abort(new Error('stopped'));
  await expect(held).rejects.toThrow('stopped');
});

test('a part that stands in a thread is found there, and its thread keeps the pace of the channel', async () => {
  const { slack, platform, place, channel, part } = await open();
  const thread = `${place}:${await platform.post(place, part, 'first')}`;
  expect(await platform.find(thread, 'm', Date.now())).toBe('no');
  const id = await platform.post(thread, part, 'm');
  expect(slack.messages(channel).find(({ ts }) => ts === id)).toMatchObject({ thread_ts: thread.split(':')[3] });
  expect(await platform.find(thread, 'm', Date.now())).toBe('yes');
  expect(await platform.find(place, 'm', Date.now())).toBe('no');
  const gone = `${place}:1.000001`;
  await expect(platform.find(gone, 'm', Date.now())).rejects.toMatchObject({ obstacle: 'channel', mayBePosted: true });
  await platform.turn?.(place, 'post');
  const stopping = new AbortController();
  const held = platform.turn?.(thread, 'post', stopping.signal);
  await platform.turn?.(`${place}X`, 'post');
  stopping.abort(new Error('stopped'));
  await expect(held).rejects.toThrow('stopped');
});
