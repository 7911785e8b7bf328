import type { Config } from '../../src/core/config.ts';
import { channelDefaults } from '../../src/core/config-schema.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openChannels, type Channels } from '../../src/digests/channels.ts';
import { topicsOf } from './stages.ts';

/** The configuration of no channel and no topic in UTC, but for what is given. */
export function configOf(given: Partial<Config> = {}): Config {
  return {
    feeds: [{ feed: 'papers-page', folder: 'inbox' }],
    topics: [],
    channels: [],
    access: 'managers',
    budget: { tokens: 1_000_000, prices: {} },
    discussions: { keepDays: 365, questionsPerPerson: 20, questionsPerSpace: 200, readMessages: false },
    retentionDays: 90,
    timezone: 'UTC',
    summaries: { model: 'none', maxPerRun: 50, concurrency: 1, timeoutSeconds: 1 },
    ...given,
  };
}

/** A channel as it stands in a configuration file, at 09:00 UTC every day. */
export function channelConfig(channel: string, topics: 'all' | readonly string[] = 'all'): Config['channels'][number] {
  return { ...channelDefaults('console:local'), channel, topics, timezone: 'UTC' };
}

/** Channels on a store: those of the configuration follow what is said, its topics stand by name. */
export function channelsOn(
  store: Store,
  topics: Readonly<Record<string, string>> = {},
  channels: Config['channels'] = [],
): Channels {
  const declared = topicsOf(topics);
  const config = configOf({ channels, topics: declared.map(({ name, text }) => ({ name, query: text })) });
  return openChannels(store, config, declared);
}
