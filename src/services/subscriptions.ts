import type { ChannelServices, LibraryServices, ListedTopic } from '../command/services.ts';
import type { Caller } from '../command.ts';
import { UserInputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Store } from '../core/store/store.ts';
import type { Channels, FollowedTopic } from '../digests/channels.ts';
import { addSubscription, checkRoom, listSubscriptions, removeSubscription } from '../digests/subscriptions.ts';
import { findTopicByName, topicKey, type Topic } from '../topics/topic.ts';
import { listTopic, MAX_NAME_LENGTH, topicsOf, type TopicServices } from './topics.ts';

/** What a channel follows. */
export type SubscriptionServices = Pick<ChannelServices, 'subscriptions' | 'subscribe' | 'unsubscribe'>;

/** What subscriptions are made with. */
export interface SubscriptionParts {
  readonly store: Store;
  readonly channels: Channels;
  readonly addTopic: TopicServices['addTopic'];
  /** Finds the last matches of a topic. */
  readonly latest: LibraryServices['latest'];
  readonly now: () => number;
}

const LAST_MATCHES = 5;

/** Lets channels follow topics beside those that the configuration file gives them. */
export function createSubscriptionServices(parts: SubscriptionParts): SubscriptionServices {
  const { store, channels, latest } = parts;
  return {
    subscriptions: async ({ channel }) => (await channels.followedBy(channel)).map(listFollowed),
    async subscribe(topicOrQuery, caller) {
      const { channel, space } = caller;
      const topic = await findOrAddTopic(parts, topicOrQuery, caller);
      const followed = findTopicByName(topic.name, followedTopics(await channels.followedBy(channel)));
      await channels.setUp(channel, space, parts.now());
      if (followed !== undefined || !(await addSubscription(store, channel, topicKey(topic.name))))
        throw new UserInputError(`This channel follows "${topic.name}" already.`);
      const { cards } = await latest({ topic: topic.name }, { limit: LAST_MATCHES, offset: 0 }, caller);
      return { topic, last: cards };
    },
    async unsubscribe(name, { channel }) {
      const followed = await channels.followedBy(channel);
      const found = findNamed(name, followedTopics(followed));
      const subscription = followed.find(({ topic }) => topic === found);
      if (subscription === undefined) throw notFollowed(name, followed);
      if (subscription.isFixed)
        throw new UserInputError(
          `This channel follows "${subscription.topic.name}" by the configuration file, where alone that can be changed.`,
        );
      await removeSubscription(store, channel, topicKey(subscription.topic.name));
      return listFollowed(subscription);
    },
  };
}

async function findOrAddTopic(
  { store, channels, addTopic }: SubscriptionParts,
  topicOrQuery: string,
  caller: Caller,
): Promise<ListedTopic> {
  const known = findNamed(topicOrQuery, await topicsOf(store, channels.topics, caller));
  if (known !== undefined) return listTopic(known, channels.topics.includes(known));
  // A topic that nobody could follow is not kept.
  checkRoom(await listSubscriptions(store, caller.channel));
  return addTopic(nameQuery(topicOrQuery.trim()), topicOrQuery, caller);
}

/** A topic by its name, or by its query as it was written. */
function findNamed(text: string, topics: readonly Topic[]): Topic | undefined {
  return findTopicByName(text, topics) ?? topics.find((topic) => topic.text.trim() === text.trim());
}

function nameQuery(query: string): string {
  return query.length <= MAX_NAME_LENGTH ? query : `${query.slice(0, MAX_NAME_LENGTH - 1).trimEnd()}…`;
}

function notFollowed(name: string, followed: readonly FollowedTopic[]): UserInputError {
  const names = followed.map(({ topic }) => topic.name);
  const near = nearest(name, names);
  const none = `This channel does not follow "${name}"`;
  if (near !== undefined) return new UserInputError(`${none}; did you mean "${near}"?`);
  return new UserInputError(
    names.length === 0 ? `${none}; it follows nothing.` : `${none}; it follows ${names.join(', ')}.`,
  );
}

function followedTopics(followed: readonly FollowedTopic[]): readonly Topic[] {
  return followed.map(({ topic }) => topic);
}

function listFollowed({ topic, isFixed }: FollowedTopic): ListedTopic {
  return listTopic(topic, isFixed);
}
