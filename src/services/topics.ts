import type { ChannelServices, ListedTopic } from '../command/services.ts';
import type { Caller } from '../command.ts';
import { UserInputError } from '../core/errors.ts';
import { nearest } from '../core/nearest.ts';
import type { Store } from '../core/store/store.ts';
import { addSpaceTopic, editSpaceTopic, listSpaceTopics, removeSpaceTopic } from '../topics/space-topics.ts';
import { defineTopic, findTopicByName, topicKey, type Topic } from '../topics/topic.ts';

/** The most characters a topic's name may have. */
export const MAX_NAME_LENGTH = 60;
const MAX_QUERY_LENGTH = 500;

/** What a space has declared. */
export type TopicServices = Pick<ChannelServices, 'topics' | 'addTopic' | 'editTopic' | 'removeTopic'>;

/** Manages the topics of spaces beside those of the configuration file, which are `fixed`. */
export function createTopicServices(store: Store, fixed: readonly Topic[]): TopicServices {
  function refuseFixed(name: string): void {
    const topic = findTopicByName(name, fixed);
    if (topic !== undefined)
      throw new UserInputError(
        `The topic "${topic.name}" stands in the configuration file, where alone it can be changed.`,
      );
  }

  return {
    topics: async ({ space }) => [
      ...fixed.map((topic) => listTopic(topic, true)),
      ...ownOf(await listSpaceTopics(store, space), fixed).map((topic) => listTopic(topic, false)),
    ],
    async addTopic(name, query, { space }) {
      refuseFixed(name);
      // What is wrong with a query comes first: it may be its own name.
      const topic = { ...readTopic(name, query), name: checkName(name) };
      await addSpaceTopic(store, space, topic);
      return listTopic(topic, false);
    },
    async editTopic(name, query, caller) {
      refuseFixed(name);
      const edited = await editSpaceTopic(store, caller.space, readTopic(name, query));
      if (edited === undefined) throw await unknownTopic(store, name, caller);
      return listTopic(edited, false);
    },
    async removeTopic(name, caller) {
      refuseFixed(name);
      const removed = await removeSpaceTopic(store, caller.space, name);
      if (removed === undefined) throw await unknownTopic(store, name, caller);
      return listTopic(removed, false);
    },
  };
}

/** All topics a caller may follow. One of the space whose name has since come into the configuration file is not among them. */
export async function topicsOf(store: Store, fixed: readonly Topic[], { space }: Caller): Promise<readonly Topic[]> {
  return [...fixed, ...ownOf(await listSpaceTopics(store, space), fixed)];
}

/** A topic as people see it. */
export function listTopic({ name, text }: Topic, isFixed: boolean): ListedTopic {
  return { name, query: text, isFixed };
}

function ownOf(own: readonly Topic[], fixed: readonly Topic[]): readonly Topic[] {
  return own.filter(({ name }) => findTopicByName(name, fixed) === undefined);
}

function checkName(name: string): string {
  const tidy = name
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (topicKey(tidy) === '') throw new UserInputError('A topic needs a name of 1 to 60 characters.');
  if (tidy.length > MAX_NAME_LENGTH)
    throw new UserInputError(
      `A name may have ${MAX_NAME_LENGTH} characters, and this one has ${tidy.length}: choose a shorter one.`,
    );
  return tidy;
}

function readTopic(name: string, query: string): Topic {
  const tidy = query.toWellFormed().trim();
  if (tidy.length > MAX_QUERY_LENGTH)
    throw new UserInputError(
      `A topic's query may have ${MAX_QUERY_LENGTH} characters, and this one has ${tidy.length}: make two topics of it.`,
    );
  return defineTopic(name, tidy);
}

async function unknownTopic(store: Store, name: string, { space }: Caller): Promise<UserInputError> {
  const names = (await listSpaceTopics(store, space)).map((topic) => topic.name);
  const near = nearest(name, names);
  return new UserInputError(
    `There is no topic "${name}" of your own here${near === undefined ? '; "topics" lists them.' : `; did you mean "${near}"?`}`,
  );
}
