import { DeliveryError } from '../core/errors.ts';
import { sql, type Row, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import type { Platform, Post } from '../platform.ts';

/** How posts reach their threads. */
export type ThreadPostman = Pick<Platform, 'post' | 'find' | 'turn'>;

interface ThreadPost {
  readonly marker: string;
  readonly body: string;
  /** All of it as one plain text, should the platform refuse it. */
  readonly plain: string | undefined;
  readonly sinceMs: number;
  readonly isInDoubt: boolean;
}

/**
 * What the markers of a discussion's posts begin with: unlike those of digests, and of another store. Short enough for a
 * nonce of Discord (25 characters: https://docs.discord.com/developers/resources/message).
 */
export function markOf(kind: 'd' | 'r', id: number, sinceMs: number): string {
  return `${sinceMs.toString(36)}.${kind}${id}`;
}

/** Stores what is to be said in a thread, rendered. */
export function* addPosts(
  { id, mark, sinceMs }: { readonly id: number; readonly mark: string; readonly sinceMs: number },
  post: Post,
  { render, renderPlain }: Pick<Platform, 'render' | 'renderPlain'>,
): Statements<void> {
  const plain = renderPlain(post);
  for (const [position, { body }] of render(post).entries())
    yield sql`INSERT INTO thread_posts (marker, discussion, position, body, plain, since_ms)
      VALUES (${`${mark}.${position}`}, ${id}, ${position}, ${body}, ${plain}, ${sinceMs}) ON CONFLICT DO NOTHING`;
}

/** Takes a recap of a discussion back that is still to be posted. */
export function* dropRecap(id: number): Statements<void> {
  yield sql`DELETE FROM thread_posts WHERE discussion = ${id} AND marker GLOB '*.r*'`;
}

/**
 * Says in a thread what is stored for it, in order and none of it twice: what may have been said before a crash is looked up
 * first. Rejects with `DeliveryError`: it is kept then, and the next call goes on with it. Only for who has the claim of the discussion.
 */
export async function sendPosts(store: Store, id: number, thread: string, platform: ThreadPostman): Promise<void> {
  for (;;) {
    const [row] = await store.query(
      sql`SELECT * FROM thread_posts WHERE discussion = ${id} ORDER BY since_ms, position LIMIT 1`,
    );
    if (row === undefined) return;
    await sendPost(store, id, thread, toThreadPost(row), platform);
  }
}

async function sendPost(
  store: Store,
  id: number,
  thread: string,
  post: ThreadPost,
  platform: ThreadPostman,
): Promise<void> {
  const { marker, body, plain } = post;
  if (post.isInDoubt) {
    await platform.turn?.(thread, 'find');
    // Where nobody can say, a gap is better than a repeat.
    if ((await platform.find(thread, marker, post.sinceMs)) !== 'no') return removePost(store, marker);
  }
  await platform.turn?.(thread, 'post');
  await store.query(sql`UPDATE thread_posts SET state = 'sending' WHERE marker = ${marker}`);
  try {
    await platform.post(thread, body, marker);
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.mayBePosted) throw error;
    if (error.obstacle !== 'content') {
      await store.query(sql`UPDATE thread_posts SET state = 'pending' WHERE marker = ${marker}`);
      throw error;
    }
    if (plain !== undefined) return makePlain(store, id, marker, plain);
  }
  await removePost(store, marker);
}

/** The plain text has all of it in one, so that what was to follow has nothing left to say. */
async function makePlain(store: Store, id: number, marker: string, plain: string): Promise<void> {
  await store.transaction(function* (): Statements<void> {
    yield sql`UPDATE thread_posts SET state = 'pending', body = ${plain}, plain = NULL WHERE marker = ${marker}`;
    yield sql`DELETE FROM thread_posts WHERE discussion = ${id} AND marker <> ${marker}
      AND since_ms = (SELECT since_ms FROM thread_posts WHERE marker = ${marker})`;
  });
}

async function removePost(store: Store, marker: string): Promise<void> {
  await store.query(sql`DELETE FROM thread_posts WHERE marker = ${marker}`);
}

function toThreadPost(row: Row): ThreadPost {
  return {
    marker: String(row['marker']),
    body: String(row['body']),
    plain: typeof row['plain'] === 'string' ? row['plain'] : undefined,
    sinceMs: Number(row['since_ms']),
    isInDoubt: row['state'] === 'sending',
  };
}
