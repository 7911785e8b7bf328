import type { ChannelConfig, Config } from '../core/config.ts';
import type { Environment } from '../core/env.ts';
import { PaperboyError } from '../core/errors.ts';
import { openStore } from '../core/store/open.ts';
import { list } from '../core/wording.ts';
import { openChannels } from '../digests/channels.ts';
import type { Check, CheckedChannel } from '../platforms/check.ts';
import {
  choosePlatforms,
  listMissing,
  platforms,
  type PlatformContext,
  type PlatformEntry,
} from '../platforms/index.ts';

/** The variables that give the bot a chat, as a sentence names them. */
export function describeTokens(): string {
  const named = platforms.flatMap(({ variables }) => (variables.length === 0 ? [] : [describeVariables(variables)]));
  return named.join(', or ');
}

/** One sentence on the tokens and configured channels that no platform serves now; nothing where all are served. */
export function describeUnserved(channels: readonly ChannelConfig[], env: PlatformContext['env']): string | undefined {
  const unserved = platforms
    .map((entry) => ({ ...entry, missing: listMissing(entry, env) }))
    .filter(({ missing }) => missing.length > 0);
  const halves = unserved.flatMap(({ name, variables, missing }) => {
    const set = variables.flat().filter((variable) => env[variable]?.trim());
    if (set.length === 0) return [];
    const given = `${list(set, 'and')} ${set.length === 1 ? 'is' : 'are'} set`;
    return [`${given}, but ${name} also needs ${describeVariables(missing)}`];
  });
  const waiting = unserved.flatMap(({ id, missing }) =>
    channels
      .filter(({ channel }) => channel.startsWith(`${id}:`))
      .map(({ channel }) => `${channel} is configured: set ${describeVariables(missing)} to serve it`),
  );
  const found = [...halves, ...waiting];
  return found.length === 0 ? undefined : `${found.join('; ')}.`;
}

function describeVariables(groups: PlatformEntry['variables']): string {
  const names = groups.map((group) => (group.length === 1 ? group.join() : `one of ${group.join(', ')}`));
  return list(names, 'and');
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
  const { readMessages } = config.discussions;
  for (const { id, check } of entries) {
    const own = channels.filter((channel) => channel.id.startsWith(`${id}:`));
    yield* (await check?.({ env, channels: own, readMessages })) ?? [];
  }
}

function checkServed(channels: readonly ChannelConfig[], env: PlatformContext['env']): Check {
  const check = 'platforms';
  const message = describeUnserved(channels, env);
  if (message !== undefined)
    return { check, ok: false, message, fix: 'Set what is missing, or take out what is not served: all else works.' };
  const served = choosePlatforms(env).filter(({ variables }) => variables.length > 0);
  if (served.length === 0) return { check, ok: true, message: 'no tokens set: the terminal is the chat' };
  const names = served.map(({ name }) => name);
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
