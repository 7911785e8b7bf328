import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkPlatforms, describeUnserved } from '../../src/cli/tokens.ts';
import { channelDefaults } from '../../src/core/config-schema.ts';
import { openStore } from '../../src/core/store/open.ts';
import { setUpChannel } from '../../src/digests/channel-settings.ts';
import { channelConfig, configOf } from '../fakes/channels.ts';
import { openDiscord } from '../fakes/discord/index.ts';

function channels(...ids: readonly string[]) {
  return ids.map((id) => ({ ...channelDefaults(id), timezone: 'UTC' }));
}

test('says nothing where there are no tokens and only the terminal, or all is served', () => {
  expect(describeUnserved(channels('console:local'), { SLACK_BOT_TOKEN: ' ' })).toBeUndefined();
  expect(describeUnserved(channels('console:local', 'discord:1:2'), { DISCORD_TOKEN: 'x' })).toBeUndefined();
});

test('names each token and each channel that nothing serves, and what would', () => {
  expect(describeUnserved(channels('console:local', 'slack:T1:C1', 'discord:1:2'), { SLACK_BOT_TOKEN: 'y' })).toBe(
    'SLACK_BOT_TOKEN is set, but Slack follows later; slack:T1:C1 is configured: its platform follows later; discord:1:2 is configured: set DISCORD_TOKEN to serve it.',
  );
});

test('checks the channels of the configuration and those set up in chat where their token is set', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-tokens-'));
  const discord = await openDiscord();
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await discord.close();
  });
  const storeUrl = `sqlite:${folder}/paperboy.db`;
  const store = await openStore(storeUrl);
  await setUpChannel(store, 'discord:5:7', 'discord:5', 1);
  await setUpChannel(store, 'console:local', 'console', 1);
  await store.close();
  const config = configOf({ channels: [channelConfig('discord:5:6')] });
  const env = { DISCORD_TOKEN: discord.world.token, DISCORD_API_URL: discord.url };
  const summary = async (url: string): Promise<readonly string[]> => {
    const lines: string[] = [];
    for await (const { check, message } of checkPlatforms(config, { storeUrl: url }, env))
      lines.push(`${check}: ${message.slice(0, 11)}`);
    return lines;
  };
  const before = [
    'platforms: serves disc',
    'discord: the token i',
    'discord invite: to bring it',
    'discord gateway: 999 of 1000',
  ];
  expect(await summary(storeUrl)).toEqual([...before, 'discord channel: discord:5:6', 'discord channel: discord:5:7']);
  expect(await summary('nothing:here')).toEqual([...before, 'discord channel: discord:5:6']);
});
