import { UserInputError } from '../core/errors.ts';
import { sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { defineTopic, topicKey, type Topic } from './topic.ts';

/** How many topics a space may declare. */
export const MAX_SPACE_TOPICS = 200;

/** The topics that a space has declared, by name. */
export async function listSpaceTopics(store: Store, space: string): Promise<readonly Topic[]> {
  const rows = await store.query(sql`SELECT name, query FROM topics WHERE space = ${space} ORDER BY key`);
  return rows.map(({ name, query }) => defineTopic(String(name), String(query)));
}

/** Adds a topic to a space. Rejects with `UserInputError` where it has one of this name, or too many. */
export async function addSpaceTopic(store: Store, space: string, { name, text }: Topic): Promise<void> {
  const key = topicKey(name);
  await store.transaction(function* (): Statements<void> {
    const [known] = yield sql`SELECT name, query FROM topics WHERE space = ${space} AND key = ${key}`;
    if (known !== undefined)
      throw new UserInputError(
        `There is a topic "${known['name']}" already, with the query ${known['query']}: edit it, or choose another name.`,
      );
    const [row] = yield sql`SELECT COUNT(*) AS count FROM topics WHERE space = ${space}`;
    if (Number(row?.['count']) >= MAX_SPACE_TOPICS)
      throw new UserInputError(`There are ${MAX_SPACE_TOPICS} topics here, and no more fit: remove one first.`);
    yield sql`INSERT INTO topics (space, key, name, query) VALUES (${space}, ${key}, ${name}, ${text})`;
  });
}

/** Gives the topic of this name in a space its new query; resolves with it under its own spelling, or nothing where there is none. */
export async function editSpaceTopic(store: Store, space: string, { name, text }: Topic): Promise<Topic | undefined> {
  const [row] = await store.query(
    sql`UPDATE topics SET query = ${text} WHERE space = ${space} AND key = ${topicKey(name)} RETURNING name`,
  );
  return row && defineTopic(String(row['name']), text);
}

/** Takes a topic from a space, and from the channels of that space that follow it; resolves with what it was. */
export async function removeSpaceTopic(store: Store, space: string, name: string): Promise<Topic | undefined> {
  const key = topicKey(name);
  return store.transaction(function* (): Statements<Topic | undefined> {
    const [row] = yield sql`DELETE FROM topics WHERE space = ${space} AND key = ${key} RETURNING name, query`;
    if (row === undefined) return undefined;
    yield sql`DELETE FROM subscriptions
      WHERE topic = ${key} AND channel IN (SELECT id FROM channels WHERE space = ${space})`;
    return defineTopic(String(row['name']), String(row['query']));
  });
}
