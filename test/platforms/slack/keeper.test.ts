import { expect, test } from 'vitest';
import { platformOn, slackForTest, textsOf } from './bot.ts';

const POST = { title: 'I cannot post', sections: [{ text: 'Let me in.' }] };

const placeOf = ({ team, channel }: { readonly team: string; readonly channel: string }) => `slack:${team}:${channel}`;

test('who made a channel is told in their direct messages', async () => {
  const slack = await slackForTest();
  const scene = slack.addChannel({ isMember: false });
  expect(await platformOn(slack).tellKeeper?.(placeOf(scene), POST)).toBe(true);
  const creator = slack.world.channels.get(scene.channel)?.creator;
  const { channel: direct } = slack.addDirect(creator);
  expect(slack.messages(direct).map(textsOf)).toEqual([['I cannot post', 'Let me in.']]);
});

test('nobody is told where nobody is known, or they cannot be written to', async () => {
  const slack = await slackForTest();
  const platform = platformOn(slack);
  const scene = slack.addChannel();
  const hidden = slack.addChannel({ isMember: false, isPrivate: true });
  for (const place of [placeOf(slack.addDirect()), placeOf(hidden), 'slack:T1:C0GONE', 'slack:papers'])
    expect(await platform.tellKeeper?.(place, POST)).toBe(false);
  slack.world.users.delete(slack.world.channels.get(scene.channel)?.creator ?? '');
  expect(await platform.tellKeeper?.(placeOf(scene), POST)).toBe(false);
  slack.world.scopes = ['chat:write'];
  expect(await platform.tellKeeper?.(placeOf(slack.addChannel()), POST)).toBe(false);
});

test('that Slack is in trouble does not mean that there is nobody', async () => {
  const slack = await slackForTest();
  slack.world.broken = 1;
  const told = platformOn(slack).tellKeeper?.(placeOf(slack.addChannel()), POST);
  await expect(told).rejects.toMatchObject({ obstacle: 'passing' });
});
