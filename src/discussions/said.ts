import { sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { dayOf } from '../core/times.ts';
import type { ThreadChange } from '../platform.ts';
import { dropDiscussions, findByThread } from './discussion.ts';
import { dropRecap } from './thread-posts.ts';

/** How far a platform's clock and ours may differ; Slack tells of edits in whole seconds. */
const SKEW_MS = 60_000;

/**
 * Counts something that was said in a discussion. Resolves with false where it was counted before: whoever is told true, and
 * only they, may answer it.
 */
export async function countMessage(store: Store, id: number, message: string, atMs: number): Promise<boolean> {
  const day = dayOf(atMs);
  return store.transaction(function* (): Statements<boolean> {
    const added = yield sql`INSERT INTO heard_messages (discussion, message, day) VALUES (${id}, ${message}, ${day})
      ON CONFLICT DO NOTHING RETURNING message`;
    if (added.length === 0) return false;
    yield sql`UPDATE discussions SET replies = replies + 1, last_ms = MAX(last_ms, ${atMs}) WHERE id = ${id}`;
    yield sql`INSERT INTO discussion_days (discussion, day, replies) VALUES (${id}, ${day}, 1)
      ON CONFLICT (discussion, day) DO UPDATE SET replies = discussion_days.replies + 1`;
    return true;
  });
}

/**
 * A thread is gone, with a channel all of its threads, or something said in one: then what is kept of it goes too. Of what was
 * edited only what a recap says of it goes.
 */
export async function noteThreadChange(store: Store, change: ThreadChange): Promise<void> {
  if (change.kind === 'thread-deleted') return dropThreads(store, change.thread);
  const discussion = await findByThread(store, change.thread);
  if (discussion === undefined) return;
  const { id } = discussion;
  const { kind, message } = change;
  await store.transaction(() =>
    kind === 'message-edited' ? dropLines(id, message, change.editedMs + SKEW_MS) : forgetMessage(id, message),
  );
}

/** Drops what a recap that was made before an instant says of a message. */
function* dropLines(id: number, message: string, beforeMs = Number.MAX_SAFE_INTEGER): Statements<void> {
  const lines = yield sql`DELETE FROM recap_lines
    WHERE discussion = ${id} AND message = ${message} AND recap_ms < ${beforeMs} RETURNING position`;
  // A recap that is still to be posted may hold it.
  if (lines.length > 0) yield* dropRecap(id);
}

function* forgetMessage(id: number, message: string): Statements<void> {
  yield* dropLines(id, message);
  const [heard] = yield sql`DELETE FROM heard_messages WHERE discussion = ${id} AND message = ${message} RETURNING day`;
  if (heard === undefined) return;
  yield sql`UPDATE discussions SET replies = MAX(replies - 1, 0), recap_replies = MIN(recap_replies, MAX(replies - 1, 0))
    WHERE id = ${id}`;
  yield sql`UPDATE discussion_days SET replies = MAX(replies - 1, 0)
    WHERE discussion = ${id} AND day = ${heard['day'] ?? null}`;
}

/** A channel that is gone takes its threads along; not every platform names them. */
async function dropThreads(store: Store, id: string): Promise<void> {
  const rows = await store.query(sql`SELECT id FROM discussions WHERE thread = ${id} OR channel = ${id}`);
  if (rows.length > 0) await store.transaction(() => dropDiscussions(rows.map((row) => Number(row['id']))));
}
