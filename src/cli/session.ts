import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, type Config } from '../core/config.ts';
import { LOCAL_CHANNEL } from '../core/config-schema.ts';
import { readEnvironment, type Environment } from '../core/env.ts';
import { UserInputError } from '../core/errors.ts';
import { createModel } from '../core/model.ts';
import { checkPrices, openMeter } from '../core/model-budget.ts';
import { openStore } from '../core/store/open.ts';
import { openChannels, type Channels } from '../digests/channels.ts';
import type { Subscription } from '../digests/subscription.ts';
import { feeds } from '../feeds/index.ts';
import { openLibrary } from '../papers/library.ts';
import type { Stages } from '../pipeline.ts';
import { parseQuery } from '../topics/query.ts';
import { defineTopic } from '../topics/topic.ts';

/** What a verb works with: configuration, store and stages, opened together. */
export interface Session {
  readonly config: Config;
  readonly environment: Environment;
  readonly channels: Channels;
  readonly stages: Stages;
  /** The subscription of a channel; `console:local` has one even where nobody set it up. Rejects with `UserInputError`. */
  subscriptionOf(channel: string): Promise<Subscription>;
  close(): Promise<void>;
}

/** The options every verb takes. */
export interface SessionOptions {
  readonly config?: string;
  readonly dataDir?: string;
}

/** What one is told whose library holds nothing. */
export const EMPTY_LIBRARY = 'The library is empty; `paperboy ingest` fills it.';

/** The configuration that came with Paperboy. */
export const SHIPPED_CONFIG = join(import.meta.dirname, '../../config/paperboy.yaml');

/**
 * Reads the environment of this process, over which the options go; `storeUrl` stands in for the configured store. Throws
 * `ConfigError`, and `UserInputError` where options and environment name two stores.
 */
export function readSettings({ config, dataDir }: SessionOptions, storeUrl?: string): Environment {
  const environment = readEnvironment({
    ...process.env,
    ...(config !== undefined && { PAPERBOY_CONFIG: config }),
    ...(dataDir !== undefined && { PAPERBOY_DATA_DIR: dataDir }),
    ...(storeUrl !== undefined && { STORE_URL: storeUrl }),
  });
  // Whichever went before the other, someone would write into a store that they did not mean.
  if (dataDir !== undefined && storeUrl === undefined && process.env['STORE_URL']?.trim())
    throw new UserInputError(
      `--data-dir ${dataDir} and the variable STORE_URL name two stores: leave out --data-dir, or put STORE_URL= before the command.`,
    );
  return environment;
}

/** Where the configuration is: as the environment says, else in the working directory, else the one that came with Paperboy. */
export function findConfig({ configPath }: Environment): string {
  const nearby = join('config', 'paperboy.yaml');
  return configPath ?? (existsSync(nearby) ? nearby : SHIPPED_CONFIG);
}

/** Reads the configuration. Rejects with `ConfigError`. */
export async function readConfig(path: string, { timezone }: Environment): Promise<Config> {
  return loadConfig(path, {
    feedIds: feeds.map(({ id }) => id),
    checkQuery: (query) => void parseQuery(query),
    ...(timezone !== undefined && { timezone }),
  });
}

/** Opens a session with what {@link readSettings} reads. Rejects as that throws, and with `StoreError`. */
export async function openSession(options: SessionOptions, storeUrl?: string): Promise<Session> {
  const environment = readSettings(options, storeUrl);
  const config = await readConfig(findConfig(environment), environment);
  const topics = config.topics.map(({ name, query }) => defineTopic(name, query));
  const store = await openStore(environment.storeUrl);
  const channels = openChannels(store, config, topics);
  const model = chooseModel(config, environment);
  const meter = openMeter(store, config.budget, Date.now);
  return {
    config,
    environment,
    channels,
    stages: {
      store,
      library: openLibrary(store),
      summaries: config.summaries,
      wanted: channels.wanted,
      now: Date.now,
      ...(model && { model: meter.watch(model), spending: meter.today }),
    },
    subscriptionOf: (channel) => findSubscription(channels, channel),
    close: () => store.close(),
  };
}

/** The model of the configuration, where the environment gives access to one. Throws `ConfigError`. */
export function chooseModel(config: Config, environment: Environment): Stages['model'] {
  const { openaiApiKey, openaiBaseUrl, openaiModel } = environment;
  if (openaiApiKey === undefined && openaiBaseUrl === undefined) return undefined;
  const name = openaiModel ?? config.summaries.model;
  checkPrices(config.budget, name);
  return createModel({
    model: name,
    timeoutMs: config.summaries.timeoutSeconds * 1000,
    ...(openaiApiKey !== undefined && { apiKey: openaiApiKey }),
    ...(openaiBaseUrl !== undefined && { baseUrl: openaiBaseUrl }),
  });
}

async function findSubscription(channels: Channels, channel: string): Promise<Subscription> {
  const found = await channels.subscriptionOf(channel);
  if (found !== undefined) return found;
  const known = [...new Set([LOCAL_CHANNEL, ...(await channels.list()).map(({ id }) => id)])];
  throw new UserInputError(`Nobody has set up the channel "${channel}". There is ${known.join(', ')}.`);
}
