import { expect, test } from 'vitest';
import type { Platform } from '../../../src/platform.ts';
import { platformOn, slackForTest, textsOf } from './bot.ts';

const placeOf = ({ team, channel }: { readonly team: string; readonly channel: string }) => `slack:${team}:${channel}`;

/** Tells a keeper of a channel. */
async function tell(platform: Platform, keeper: string | undefined, channel: string): Promise<void> {
  const post = { title: 'I cannot post', sections: [{ text: 'Let me in.', channels: [channel] }] };
  for (const { body } of platform.render(post)) await platform.post(keeper ?? '', body, 'm');
}

test('who made a channel is told in their direct messages, and the channel is named', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel({ isMember: false });
  const platform = platformOn(slack);
  await tell(platform, await platform.findKeeper?.(placeOf(scene)), placeOf(scene));
  const { channel: direct } = slack.addDirect(slack.world.channels.get(scene.channel)?.creator);
  expect(slack.messages(direct).map(textsOf)).toEqual([['I cannot post', 'Let me in.', `• <#${scene.channel}>`]]);
});

test('nobody is known in direct messages, in what is hidden, gone or made by nobody, and without the permission to ask', async () => {
  const slack = await slackForTest();
  const platform = platformOn(slack);
  const hidden = slack.addChannel({ isMember: false, isPrivate: true });
  for (const place of [placeOf(slack.addDirect()), placeOf(hidden), 'slack:T1:C0GONE', 'slack:papers'])
    expect(await platform.findKeeper?.(place)).toBeUndefined();
  const { channel, ...scene } = slack.addChannel();
  const kept = slack.world.channels.get(channel);
  if (kept !== undefined) slack.world.channels.set(channel, { ...kept, creator: '' });
  expect(await platform.findKeeper?.(placeOf({ ...scene, channel }))).toBeUndefined();
  slack.world.scopes = ['chat:write'];
  expect(await platform.findKeeper?.(placeOf(slack.addChannel()))).toBeUndefined();
});

test('who has left the workspace is not to be told', async () => {
  const slack = await slackForTest();
  const platform = platformOn(slack);
  const scene = slack.addChannel();
  const keeper = await platform.findKeeper?.(placeOf(scene));
  slack.world.users.delete(slack.world.channels.get(scene.channel)?.creator ?? '');
  await expect(tell(platform, keeper, placeOf(scene))).rejects.toMatchObject({ retryable: false });
});

test('that Slack is in trouble does not mean that there is nobody', async () => {
  const slack = await slackForTest();
  slack.world.broken = 1;
  const found = platformOn(slack).findKeeper?.(placeOf(slack.addChannel()));
  await expect(found).rejects.toMatchObject({ obstacle: 'passing' });
});
