import { openFront, type Front } from '../fakes/front.ts';
import { openDiscord } from '../fakes/discord/index.ts';
import { openSlack } from '../fakes/slack/index.ts';
import { textOf } from './look.ts';
import { CHANNELS } from './plan.ts';

/** Both chats, which outlive the bot. */
export interface Servers {
  readonly fronts: { readonly discord: Front; readonly slack: Front };
  /** Ids of the channels: those of Discord, then those of Slack. */
  readonly channels: readonly string[];
  /** The spaces they are in. */
  readonly spaces: readonly string[];
  /** What the bot is told of them. */
  readonly env: Readonly<Record<string, string>>;
  /** What each channel shows, oldest first, one text per message. */
  shown(): ReadonlyMap<string, readonly string[]>;
  /** As after minutes: Discord takes the same nonce again. */
  forgetNonces(): void;
  /** Ends every socket, as a network does. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens both with channels that the bot is in. */
export async function openServers(delayMs: () => number): Promise<Servers> {
  const [discord, slack] = await Promise.all([openDiscord(), openSlack()]);
  const guilds = Array.from({ length: CHANNELS }, () => discord.addGuild());
  const rooms = Array.from({ length: CHANNELS }, () => slack.addChannel());
  const fronts = {
    discord: await openFront(new URL(discord.url).origin, delayMs),
    slack: await openFront(new URL(slack.url).origin, delayMs),
  };
  return {
    fronts,
    channels: [
      ...guilds.map(({ guild, channel }) => `discord:${guild}:${channel}`),
      ...rooms.map(({ team, channel }) => `slack:${team}:${channel}`),
    ],
    spaces: [...guilds.map(({ guild }) => `discord:${guild}`), `slack:${slack.world.team}`],
    env: {
      DISCORD_TOKEN: discord.world.token,
      DISCORD_API_URL: `${fronts.discord.origin}/api`,
      SLACK_BOT_TOKEN: slack.world.botToken,
      SLACK_APP_TOKEN: slack.world.appToken,
      SLACK_API_URL: `${fronts.slack.origin}/api/`,
    },
    shown: () =>
      new Map([
        ...guilds.map(({ guild, channel }): [string, readonly string[]] => [
          `discord:${guild}:${channel}`,
          discord.messages(channel).map(textOf),
        ]),
        ...rooms.map(({ team, channel }): [string, readonly string[]] => [
          `slack:${team}:${channel}`,
          slack.messages(channel).map(textOf),
        ]),
      ]),
    forgetNonces: () => discord.world.nonces.clear(),
    cut() {
      discord.gateway.cut();
      slack.socket.cut();
    },
    async close() {
      await Promise.all([fronts.discord.close(), fronts.slack.close()]);
      await Promise.all([discord.close(), slack.close()]);
    },
  };
}
