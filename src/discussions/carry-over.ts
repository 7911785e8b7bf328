import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/**
 * Makes the discussions of a store that was restored from a backup fit to go on. The threads that the store it replaces knows
 * are carried over, so that no paper gets a second one; what was to be said in threads is looked up before it is said.
 */
export async function carryDiscussions(restored: Store, before: Store | undefined): Promise<void> {
  await restored.query(sql`UPDATE thread_posts SET state = 'sending'`);
  if (before === undefined) return;
  const rows = await before.query(sql`SELECT * FROM discussions WHERE thread IS NOT NULL ORDER BY id`);
  await restored.transaction(function* () {
    for (const {
      space = null,
      channel = null,
      paper = null,
      title = null,
      thread = null,
      url = null,
      ...row
    } of rows) {
      const {
        is_private: isPrivate = null,
        opened_ms = null,
        last_ms = null,
        replies = null,
        recap_replies = null,
      } = row;
      yield sql`INSERT INTO discussions
          (space, channel, paper, title, thread, url, is_private, state, opened_ms, last_ms, replies, recap_replies)
        SELECT ${space}, ${channel}, ${paper}, ${title}, ${thread}, ${url}, ${isPrivate}, 'open', ${opened_ms},
          ${last_ms}, ${replies}, ${recap_replies}
        WHERE NOT EXISTS (SELECT 1 FROM discussions WHERE thread = ${thread})
        ON CONFLICT (channel, paper) DO UPDATE SET thread = excluded.thread, url = excluded.url,
          is_private = excluded.is_private, state = excluded.state, opened_ms = excluded.opened_ms,
          last_ms = excluded.last_ms, replies = excluded.replies, recap_replies = excluded.recap_replies`;
      // What stands in its thread since the backup, its recap too, is not said there again.
      yield sql`UPDATE discussions SET state = 'open', last_ms = ${last_ms}, replies = ${replies},
          recap_replies = ${recap_replies}
        WHERE thread = ${thread}`;
    }
  });
}
