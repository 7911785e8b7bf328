import type { Caller } from '../command.ts';
import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { dayOf } from '../core/times.ts';
import { toDiscussion, type Discussion } from './discussion.ts';

/** Who looks, and from where: private discussions are for their channel and thread only. */
export type Viewer = Pick<Caller, 'space' | 'channel' | 'thread'>;

const DAY_MS = 24 * 3600 * 1000;
const WEEK_DAYS = 7;
const MOST_OF_A_WEEK = 10;

/** The discussions that a viewer may see and that hold each of these words, in the title or a recap; the latest first. */
export async function findDiscussions(store: Store, words: string, viewer: Viewer): Promise<readonly Discussion[]> {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rows = await store.query(sql`SELECT discussions.*, (SELECT GROUP_CONCAT(name || ' ' || text, ' ')
      FROM recap_lines WHERE discussion = discussions.id) AS recap
    FROM discussions WHERE space = ${viewer.space} AND url IS NOT NULL ORDER BY last_ms DESC, id DESC`);
  return rows
    .filter((row) => {
      const text = `${row['title']} ${row['recap'] ?? ''}`.toLocaleLowerCase();
      return mayKnow(toDiscussion(row), viewer) && wanted.every((word) => text.includes(word));
    })
    .map(toDiscussion);
}

/** The discussions of the last seven days that a viewer may see, with what was said in these days, the most active first. */
export async function findOfWeek(store: Store, nowMs: number, viewer: Viewer): Promise<readonly Discussion[]> {
  const [sinceMs, day] = [nowMs - WEEK_DAYS * DAY_MS, dayOf(nowMs - (WEEK_DAYS - 1) * DAY_MS)];
  const rows = await store.query(sql`SELECT discussions.*, COALESCE((SELECT SUM(replies) FROM discussion_days
      WHERE discussion = discussions.id AND day >= ${day}), 0) AS week
    FROM discussions WHERE space = ${viewer.space} AND url IS NOT NULL AND last_ms > ${sinceMs}
    ORDER BY week DESC, last_ms DESC, id DESC`);
  return rows
    .filter((row) => mayKnow(toDiscussion(row), viewer))
    .slice(0, MOST_OF_A_WEEK)
    .map((row) => ({ ...toDiscussion(row), replies: Number(row['week']) }));
}

/** Whether a viewer may know of a discussion of their space. */
export function mayKnow({ isPrivate, channel, thread }: Discussion, viewer: Viewer): boolean {
  return (
    !isPrivate ||
    channel === viewer.channel ||
    channel === viewer.thread?.channel ||
    (thread !== undefined && thread === viewer.thread?.id)
  );
}
