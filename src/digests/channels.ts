import type { ChannelSchedule } from '../command/services.ts';
import type { ChannelConfig, Config } from '../core/config.ts';
import { channelDefaults, LOCAL_CHANNEL } from '../core/config-schema.ts';
import type { Store } from '../core/store/store.ts';
import { compileTopics, type TopicMatcher } from '../topics/match.ts';
import { defineTopic, topicKey, type Topic } from '../topics/topic.ts';
import { setUpChannel, storeSchedule } from './channel-settings.ts';
import { settleChannels, type Completion } from './due-times.ts';
import { listMutes } from './mutes.ts';
import { isOfSpace, listLeftSpaces } from './spaces.ts';
import { findStoredChannel, listStoredChannels, type StoredChannel } from './stored-channel.ts';
import { listFollowedTopics, listSubscriptions, type StoredSubscription } from './subscriptions.ts';
import type { Subscription } from './subscription.ts';

/** The channels there are: those of the configuration file, and those that were set up in chat. */
export interface Channels {
  /** The topics of the configuration file. */
  readonly topics: readonly Topic[];
  /** Whether a channel stands in the configuration file, which alone settles its schedule. */
  isFixed(channel: string): boolean;
  /** What a channel follows: what the configuration file says, then what was chosen in chat. */
  followedBy(channel: string): Promise<readonly FollowedTopic[]>;
  scheduleOf(channel: string): Promise<ChannelSchedule>;
  /** Sets a channel of a space up in chat, where it is not yet: it begins with the next intake, and at its first due time after now. */
  setUp(channel: string, space: string, nowMs: number): Promise<void>;
  /** Changes the schedule of a channel that is set up in chat. Times before now are not made up for by the new one. */
  changeSchedule(channel: string, changes: Partial<ChannelSchedule>, nowMs: number): Promise<void>;
  /** Brings the stored next times in line with the schedules, as they are now. What was missed stays due. */
  settle(nowMs: number): Promise<void>;
  /** Nothing for a channel that nobody has set up. */
  subscriptionOf(channel: string): Promise<Subscription | undefined>;
  /** The channels that get digests: those of spaces that the bot has left are not among them. */
  list(): Promise<readonly ServedChannel[]>;
  /** One of these, as it stands now. */
  find(channel: string): Promise<ServedChannel | undefined>;
  /** All topics that any channel follows. */
  wanted(): Promise<TopicMatcher>;
}

/** A topic that a channel follows. */
export interface FollowedTopic {
  readonly topic: Topic;
  /** Only papers of later intakes are due. */
  readonly since: number;
  /** The configuration file says so. */
  readonly isFixed: boolean;
}

/** A channel with its times. */
export interface ServedChannel {
  readonly id: string;
  readonly schedule: ChannelSchedule;
  /** The first of its due times that has not been dealt with, in milliseconds since 1970; none while it is paused. */
  readonly nextDueMs?: number;
}

const defaults = channelDefaults(LOCAL_CHANNEL);

/** What the configuration file settles, ready to be looked up. */
interface Settled {
  readonly config: Config;
  readonly topics: readonly Topic[];
  readonly topicsByKey: ReadonlyMap<string, Topic>;
  readonly channels: ReadonlyMap<string, ChannelConfig>;
}

/** The channels of a configuration, whose topics are given declared, and of a store. */
export function openChannels(store: Store, config: Config, topics: readonly Topic[]): Channels {
  const settled: Settled = {
    config,
    topics,
    topicsByKey: new Map(topics.map((topic) => [topicKey(topic.name), topic])),
    channels: new Map(config.channels.map((channel) => [channel.channel, channel])),
  };
  const complete: Completion = (stored) =>
    settled.channels.has(stored.id) || stored.space !== undefined ? toSchedule(settled, stored.id, stored) : undefined;
  return {
    topics,
    isFixed: (channel) => settled.channels.has(channel),
    followedBy: (channel) => listFollowed(store, settled, channel),
    scheduleOf: async (channel) => toSchedule(settled, channel, await findStoredChannel(store, channel)),
    setUp: (channel, space, nowMs) => setUpChannel(store, { channel, space }, nowMs, complete),
    changeSchedule: (channel, changes, nowMs) => storeSchedule(store, channel, changes, nowMs, complete),
    settle: (nowMs) => settleChannels(store, settled.channels.keys(), nowMs, complete),
    subscriptionOf: (channel) => findSubscription(store, settled, channel),
    list: () => listServed(store, settled),
    find: (channel) => findServed(store, settled, channel),
    wanted: () => compileWanted(store, settled),
  };
}

async function listFollowed(store: Store, settled: Settled, channel: string): Promise<readonly FollowedTopic[]> {
  const fixed = fixedTopics(settled, channel);
  const chosen = (await listSubscriptions(store, channel)).flatMap((stored) => {
    const topic = declare(settled, stored);
    return topic === undefined || fixed.includes(topic) ? [] : [{ topic, since: stored.since, isFixed: false }];
  });
  return [...fixed.map((topic) => ({ topic, since: 0, isFixed: true })), ...chosen];
}

async function findSubscription(store: Store, settled: Settled, channel: string): Promise<Subscription | undefined> {
  const fixed = settled.channels.get(channel);
  const stored = await findStoredChannel(store, channel);
  const isSetUp = fixed !== undefined || stored?.space !== undefined;
  // Whoever sits at the terminal gets everything until they choose.
  if (!isSetUp && channel !== LOCAL_CHANNEL) return undefined;
  const followed = isSetUp
    ? await listFollowed(store, settled, channel)
    : settled.topics.map((topic) => ({ topic, since: 0 }));
  const { cap, emptyDays } = toSchedule(settled, channel, stored);
  return {
    channel,
    topics: followed.map(({ topic }) => topic),
    since: new Map(followed.map(({ topic, since }) => [topic, since])),
    mutes: await listMutes(store, channel),
    cap,
    emptyDays,
    onDoubt: fixed?.onDoubt ?? defaults.onDoubt,
  };
}

async function listServed(store: Store, settled: Settled): Promise<readonly ServedChannel[]> {
  const { channels } = settled;
  const left = await listLeftSpaces(store);
  const stored = (await listStoredChannels(store)).filter(({ id, space }) => channels.has(id) || space !== undefined);
  const known = new Map(stored.map((channel) => [channel.id, channel]));
  return [...new Set([...channels.keys(), ...known.keys()])]
    .filter((id) => !left.some((space) => isOfSpace(id, space)))
    .map((id) => toServed(settled, id, known.get(id)));
}

async function findServed(store: Store, settled: Settled, channel: string): Promise<ServedChannel | undefined> {
  const stored = await findStoredChannel(store, channel);
  const isSetUp = settled.channels.has(channel) || stored?.space !== undefined;
  const left = await listLeftSpaces(store);
  return isSetUp && !left.some((space) => isOfSpace(channel, space)) ? toServed(settled, channel, stored) : undefined;
}

function toServed(settled: Settled, id: string, stored?: StoredChannel): ServedChannel {
  const nextDueMs = stored?.nextDueMs;
  return { id, schedule: toSchedule(settled, id, stored), ...(nextDueMs !== undefined && { nextDueMs }) };
}

async function compileWanted(store: Store, settled: Settled): Promise<TopicMatcher> {
  const fixed = [...settled.channels.keys()].flatMap((channel) => fixedTopics(settled, channel));
  const chosen = (await listFollowedTopics(store)).map((stored) => declare(settled, stored));
  return compileTopics([...new Set([...fixed, ...chosen.filter((topic) => topic !== undefined)])]);
}

function fixedTopics({ channels, topics, topicsByKey }: Settled, channel: string): readonly Topic[] {
  const names = channels.get(channel)?.topics ?? [];
  if (names === 'all') return topics;
  // Sections stand in the channel's own order.
  return names.flatMap((name) => topicsByKey.get(topicKey(name)) ?? []);
}

/** A topic of the configuration file goes before one of the space: its name may have come there later. */
function declare({ topicsByKey }: Settled, { key, topic }: StoredSubscription): Topic | undefined {
  return topicsByKey.get(key) ?? (topic && defineTopic(topic.name, topic.query));
}

function toSchedule({ config, channels }: Settled, channel: string, stored?: StoredChannel): ChannelSchedule {
  const fixed = channels.get(channel);
  const { at, weekdays, timezone, cap, catchUp, emptyDays } = fixed ?? { ...defaults, timezone: config.timezone };
  const usual = { at, weekdays, timezone, cap, catchUp, emptyDays, isPaused: false };
  return fixed === undefined ? { ...usual, ...stored?.schedule } : usual;
}
