import { UserInputError } from '../core/errors.ts';
import { sql, type Row, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** A topic that a channel follows because someone there said so. */
export interface StoredSubscription {
  /** The topic's key. */
  readonly key: string;
  /** Only papers of later intakes are due. */
  readonly since: number;
  /** The topic, where it is one of the channel's space. */
  readonly topic?: { readonly name: string; readonly query: string };
}

/** How many topics a channel may follow besides those of the configuration file. */
export const MAX_SUBSCRIPTIONS = 50;

/** What a channel follows by its own choice, the oldest first. */
export async function listSubscriptions(store: Store, channel: string): Promise<readonly StoredSubscription[]> {
  const rows = await store.query(sql`SELECT s.topic AS key, s.since_intake AS since, t.name, t.query
    FROM subscriptions s LEFT JOIN channels c ON c.id = s.channel
    LEFT JOIN topics t ON t.space = c.space AND t.key = s.topic
    WHERE s.channel = ${channel} ORDER BY s.since_intake, s.topic`);
  return rows.map(toSubscription);
}

/** What any channel follows by its own choice, each topic once. */
export async function listFollowedTopics(store: Store): Promise<readonly StoredSubscription[]> {
  const rows = await store.query(sql`SELECT s.topic AS key, MIN(s.since_intake) AS since, t.name, t.query
    FROM subscriptions s JOIN channels c ON c.id = s.channel
    LEFT JOIN topics t ON t.space = c.space AND t.key = s.topic
    GROUP BY c.space, s.topic`);
  return rows.map(toSubscription);
}

/** Throws `UserInputError` where a channel that follows these cannot follow another. */
export function checkRoom(followed: readonly unknown[]): void {
  if (followed.length < MAX_SUBSCRIPTIONS) return;
  throw new UserInputError(
    `This channel follows ${MAX_SUBSCRIPTIONS} topics, and no more fit: unsubscribe from one first.`,
  );
}

/** Makes a channel follow a topic from now on; resolves with false where it did. Rejects with `UserInputError` for too many. */
export async function addSubscription(store: Store, channel: string, key: string): Promise<boolean> {
  return store.transaction(function* (): Statements<boolean> {
    const followed = yield sql`SELECT topic FROM subscriptions WHERE channel = ${channel}`;
    if (followed.some(({ topic }) => topic === key)) return false;
    checkRoom(followed);
    yield sql`INSERT INTO subscriptions (channel, topic, since_intake)
      VALUES (${channel}, ${key}, (SELECT COALESCE(MAX(number), 0) FROM intakes))`;
    return true;
  });
}

/** Makes a channel follow a topic no more. */
export async function removeSubscription(store: Store, channel: string, key: string): Promise<void> {
  await store.query(sql`DELETE FROM subscriptions WHERE channel = ${channel} AND topic = ${key}`);
}

function toSubscription({ key, since, name, query }: Row): StoredSubscription {
  return {
    key: String(key),
    since: Number(since),
    ...(typeof name === 'string' && { topic: { name, query: String(query) } }),
  };
}
