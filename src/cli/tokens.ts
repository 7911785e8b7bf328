import type { ChannelConfig, Config } from '../core/config.ts';
import type { Environment } from '../core/env.ts';
import { PaperboyError } from '../core/errors.ts';
import { openStore } from '../core/store/open.ts';
import { list } from '../core/wording.ts';
import { openChannels } from '../digests/channels.ts';
import type { Check, CheckedChannel } from '../platforms/check.ts';
import { choosePlatforms, type PlatformContext } from '../platforms/index.ts';
import { LOCAL_CHANNEL } from './session.ts';

/** Tokens of platforms that no version serves yet. */
const UNSERVED = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'];

/** What the channels of a platform need before they are served. */
const NEEDED: Readonly<Record<string, string>> = { discord: 'set DISCORD_TOKEN to serve it' };

/** One sentence on the tokens and configured channels that no platform serves now; nothing where all are served. */
export function describeUnserved(channels: readonly ChannelConfig[], env: PlatformContext['env']): string | undefined {
  const served = new Set(choosePlatforms(env).map(({ id }) => id));
  const tokens = UNSERVED.filter((name) => env[name]?.trim()).map((name) => `${name} is set, but Slack follows later`);
  const unserved = channels
    .map(({ channel }) => ({ channel, platform: channel.split(':', 1).join('') }))
    .filter(({ channel, platform }) => channel !== LOCAL_CHANNEL && !served.has(platform))
    .map(({ channel, platform }) => `${channel} is configured: ${NEEDED[platform] ?? 'its platform follows later'}`);
  const found = [...tokens, ...unserved];
  return found.length === 0 ? undefined : `${found.join('; ')}.`;
}

/** Checks that all tokens and channels are served, then what each platform has to say of itself. */
export async function* checkPlatforms(
  config: Config,
  { storeUrl }: Pick<Environment, 'storeUrl'>,
  env: PlatformContext['env'],
): AsyncGenerator<Check> {
  yield checkServed(config.channels, env);
  const entries = choosePlatforms(env).filter((entry) => entry.check !== undefined);
  if (entries.length === 0) return;
  const channels = await listChannels(config, storeUrl);
  for (const { id, check } of entries)
    yield* (await check?.({ env, channels: channels.filter((channel) => channel.id.startsWith(`${id}:`)) })) ?? [];
}

function checkServed(channels: readonly ChannelConfig[], env: PlatformContext['env']): Check {
  const check = 'platforms';
  const message = describeUnserved(channels, env);
  if (message !== undefined) return { check, ok: false, message, fix: 'Take them out, or leave them: all else works.' };
  const served = choosePlatforms(env).filter(({ variables }) => variables.length > 0);
  if (served.length === 0) return { check, ok: true, message: 'no tokens set: the terminal is the chat' };
  const names = served.map(({ id }) => id);
  return { check, ok: true, message: `serves ${list(names, 'and')}` };
}

/** The channels of the configuration and those set up in chat; the former alone where the store cannot be read, which is told elsewhere. */
async function listChannels(config: Config, storeUrl: string): Promise<readonly CheckedChannel[]> {
  const configured = config.channels.map(({ channel }) => ({ id: channel, isConfigured: true }));
  try {
    const store = await openStore(storeUrl);
    try {
      const channels = openChannels(store, config, []);
      return (await channels.list()).map(({ id }) => ({ id, isConfigured: channels.isFixed(id) }));
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof PaperboyError) return configured;
    throw error;
  }
}
