import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkPlatforms, describeUnserved } from '../../src/cli/tokens.ts';
import { channelDefaults } from '../../src/core/config-schema.ts';
import { openStore } from '../../src/core/store/open.ts';
import { channelConfig, channelsOn, configOf } from '../fakes/channels.ts';
import { openDiscord } from '../fakes/discord/index.ts';
import { openSlack } from '../fakes/slack/index.ts';

function channels(...ids: readonly string[]) {
  return ids.map((id) => ({ ...channelDefaults(id), timezone: 'UTC' }));
}

test('says nothing where there are no tokens and only the terminal, or all is served', () => {
  expect(describeUnserved(channels('console:local'), { SLACK_BOT_TOKEN: ' ' })).toBeUndefined();
  expect(describeUnserved(channels('console:local', 'discord:1:2'), { DISCORD_TOKEN: 'x' })).toBeUndefined();
  const slack = { SLACK_BOT_TOKEN: 'x', SLACK_SIGNING_SECRET: 'y' };
  expect(describeUnserved(channels('slack:T1:C1'), slack)).toBeUndefined();
});

test('names each token and each channel that nothing serves, and what would', () => {
  expect(describeUnserved(channels('console:local', 'slack:T1:C1', 'discord:1:2'), { SLACK_BOT_TOKEN: 'y' })).toBe(
    'SLACK_BOT_TOKEN is set, but Slack also needs one of SLACK_APP_TOKEN, SLACK_SIGNING_SECRET; discord:1:2 is configured: set DISCORD_TOKEN to serve it; slack:T1:C1 is configured: set one of SLACK_APP_TOKEN, SLACK_SIGNING_SECRET to serve it.',
  );
  expect(describeUnserved([], { SLACK_APP_TOKEN: 'x', SLACK_SIGNING_SECRET: 'y', DISCORD_TOKEN: 'z' })).toBe(
    'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are set, but Slack also needs SLACK_BOT_TOKEN.',
  );
  expect(describeUnserved(channels('slack:T1:C1'), { DISCORD_TOKEN: 'z' })).toBe(
    'slack:T1:C1 is configured: set SLACK_BOT_TOKEN and one of SLACK_APP_TOKEN, SLACK_SIGNING_SECRET to serve it.',
  );
});

test('checks each platform whose tokens are set, with its channels of the configuration and those set up in chat', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-tokens-'));
  const [discord, slack] = [await openDiscord(), await openSlack()];
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await Promise.all([discord.close(), slack.close()]);
  });
  const inSlack = slack.addChannel();
  const storeUrl = `sqlite:${folder}/paperboy.db`;
  const store = await openStore(storeUrl);
  await channelsOn(store).setUp('discord:5:7', 'discord:5', 1);
  await channelsOn(store).setUp('console:local', 'console', 1);
  await store.close();
  const config = configOf({
    channels: [channelConfig(`slack:${inSlack.team}:${inSlack.channel}`), channelConfig('discord:5:6')],
  });
  const env = {
    DISCORD_TOKEN: discord.world.token,
    DISCORD_API_URL: discord.url,
    SLACK_BOT_TOKEN: slack.world.botToken,
    SLACK_APP_TOKEN: slack.world.appToken,
    SLACK_API_URL: slack.url,
  };
  const summary = async (url: string): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const { check, message } of checkPlatforms(config, { storeUrl: url }, env))
      lines.push(check.startsWith('slack') ? check : `${check}: ${message.slice(0, 24)}`);
    return lines;
  };
  const ofDiscord = [
    'platforms: serves Discord and Slack',
    'discord: the token is that of pap',
    'discord invite: to bring it to a server,',
    'discord gateway: 999 of 1000 starts a day',
    'discord channel: discord:5:6: Paperboy is',
  ];
  const ofSlack = ['slack', 'slack scopes', 'slack connection', 'slack events', 'slack channel'];
  expect(await summary(storeUrl)).toEqual([...ofDiscord, 'discord channel: discord:5:7: Paperboy is', ...ofSlack]);
  expect(await summary('nothing:here')).toEqual([...ofDiscord, ...ofSlack]);
});
