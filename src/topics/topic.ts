import { parseQuery, type Query } from './query.ts';

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
