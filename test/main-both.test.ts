import { expect, onTestFinished, test, vi } from 'vitest';
import { createLog } from '../src/core/log.ts';
import type { Platform } from '../src/platform.ts';
import { createDiscord } from '../src/platforms/discord/index.ts';
import { createSlack } from '../src/platforms/slack/index.ts';
import { openDiscord } from './fakes/discord/index.ts';
import { spacedPage } from './fakes/pages.ts';
import { openSlack } from './fakes/slack/index.ts';
import { openWorld } from './fakes/world.ts';

const otters = 'Counting Otters by Their Whistles at Night';
const monday = '2023-11-20T09:00:00Z';

/** The whole bot on a Discord and a Slack of ours, with a channel on each and a paper that waits for them. */
async function openBoth(discordToken?: string) {
  const [discord, slack] = [await openDiscord(), await openSlack()];
  const onDiscord = discord.addGuild();
  const onSlack = slack.addChannel();
  const world = await openWorld(
    `discord:${onDiscord.guild}:${onDiscord.channel}`,
    `slack:${onSlack.team}:${onSlack.channel}`,
  );
  const log = createLog({ level: 'silent' });
  const platforms: readonly Platform[] = [
    createDiscord({ token: discordToken ?? discord.world.token, apiUrl: discord.url, log }),
    createSlack({
      botToken: slack.world.botToken,
      appToken: slack.world.appToken,
      apiUrl: slack.url,
      log,
    }),
  ];
  const servers = new Map<string, { close(): Promise<void> }>([
    ['discord', discord],
    ['slack', slack],
  ]);
  const close = async (name: string): Promise<void> => {
    const server = servers.get(name);
    servers.delete(name);
    await server?.close();
  };
  // Before the bot, or a call that is never answered would hold it up.
  onTestFinished(async () => {
    await Promise.all([close('discord'), close('slack')]);
    await Promise.all(platforms.map((platform) => platform.stop()));
  });
  world.drop('1.txt', spacedPage(otters));
  const isShown = (messages: readonly unknown[]): boolean => JSON.stringify(messages).includes(otters);
  return {
    discord,
    slack,
    onDiscord,
    onSlack,
    ...world,
    close,
    start: () => world.start(...platforms),
    shown: {
      discord: () => isShown(discord.messages(onDiscord.channel)),
      slack: () => isShown(slack.messages(onSlack.channel)),
    },
    /** Resolves when the paper has been looked for by a command on each, and found. */
    async search() {
      const served = (): readonly string[] => world.done.filter((line) => line.startsWith('serves '));
      await vi.waitFor(() => expect(served().toSorted()).toEqual(['serves discord', 'serves slack']), 5000);
      discord.slash(onDiscord, 'search', { query: 'otters' });
      slack.slash(onSlack, 'search otters');
      await discord.until(() => isShown(discord.messages(onDiscord.channel, 'private')));
      await slack.until(() => isShown(slack.messages(onSlack.channel, 'private')));
    },
  };
}

function logOf({ logged }: { readonly logged: readonly string[] }): readonly string[] {
  return logged.filter((line) => line.includes('is not served'));
}

test('one process serves Discord and Slack: the same commands, and the same paper to both', async () => {
  const both = await openBoth();
  await both.start();
  await both.search();
  await both.begin(monday);
  await both.discord.until(both.shown.discord);
  await both.slack.until(both.shown.slack);
  expect(both.logged).toEqual([]);
});

test('Slack is down at the start and comes up later, while Discord serves', async () => {
  const both = await openBoth();
  both.slack.world.broken = 1;
  await both.start();
  await vi.waitFor(() =>
    expect(logOf(both)).toEqual([expect.stringMatching(/^slack is not served now, .* 5 s: Slack/)]),
  );
  await both.begin(monday);
  await both.discord.until(both.shown.discord);
  await both.slack.until(both.shown.slack);
  both.retry();
  await both.search();
});

test('the token of Discord is wrong, and Slack serves', async () => {
  const both = await openBoth('wrong.token.here');
  await both.start();
  await both.begin(monday);
  await both.slack.until(both.shown.slack);
  await vi.waitFor(() =>
    expect(logOf(both)).toEqual([expect.stringMatching(/^discord is not served until .* DISCORD_TOKEN/)]),
  );
});

test.each(['discord', 'slack'] as const)('%s goes away while both serve, and the other goes on', async (gone) => {
  const both = await openBoth();
  await both.start();
  await both.search();
  await both.close(gone);
  await both.begin(monday);
  await vi.waitFor(() => expect(both.shown[gone === 'slack' ? 'discord' : 'slack']()).toBe(true), 5000);
  await vi.waitFor(() => expect(both.logged.join('\n')).toContain(`${gone} takes no posts: `), 5000);
  expect(both.shown[gone]()).toBe(false);
});

test.each([
  { how: 'asks to wait for long', limited: 1, retryAfter: 60 },
  { how: 'does not answer', hanging: 1 },
])('Slack $how, and the digest of Discord comes', async ({ how: _how, ...fault }) => {
  const both = await openBoth();
  await both.start();
  await both.search();
  Object.assign(both.slack.world, fault);
  await both.begin(monday);
  await both.discord.until(both.shown.discord);
  await vi.waitFor(() => expect(both.slack.world).toMatchObject({ limited: 0, hanging: 0 }), 5000);
  both.drop('2.txt', spacedPage('A Census of Newts in Flooded Quarries'));
  await vi.waitFor(() => expect(both.told).toHaveLength(2), 5000);
  expect(both.shown.slack()).toBe(false);
});
