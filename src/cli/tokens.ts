import type { ChannelConfig } from '../core/config.ts';
import { choosePlatforms, type PlatformContext } from '../platforms/index.ts';
import { LOCAL_CHANNEL } from './session.ts';

const variables = ['DISCORD_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'];

/** One sentence on the tokens and configured channels that no platform of this version serves; nothing where all are served. */
export function describeUnserved(channels: readonly ChannelConfig[], env: PlatformContext['env']): string | undefined {
  const entries = choosePlatforms(env);
  const taken = new Set(entries.flatMap((entry) => entry.variables));
  const tokens = variables.filter((name) => env[name]?.trim() && !taken.has(name)).map((name) => `${name} is set`);
  const unserved = channels
    .filter(({ channel }) => channel !== LOCAL_CHANNEL && !entries.some(({ id }) => channel.startsWith(`${id}:`)))
    .map(({ channel }) => `${channel} is configured`);
  const found = [...tokens, ...unserved];
  if (found.length === 0) return undefined;
  return `${found.join(', ')}, but this version serves the terminal only; Discord and Slack follow.`;
}
