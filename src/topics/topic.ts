import { parseQuery, type Query } from './query.ts';
import { foldSurface } from './words.ts';

/** A named query: what a channel can follow. */
export interface Topic {
  readonly name: string;
  /** The query as it was written. */
  readonly text: string;
  /** What {@link text} says. */
  readonly query: Query;
}

/** Declares a topic. Throws `UserInputError` where the query cannot be read. */
export function defineTopic(name: string, text: string): Topic {
  return { name, text, query: parseQuery(text) };
}

/** What a topic is found by: its name without letter case and invisible characters, white space folded. */
export function topicKey(name: string): string {
  return foldSurface(name).replace(/\s+/g, ' ').trim();
}

/** The topic of this name. */
export function findTopicByName<Named extends { readonly name: string }>(
  name: string,
  topics: readonly Named[],
): Named | undefined {
  const key = topicKey(name);
  return topics.find((topic) => topicKey(topic.name) === key);
}
