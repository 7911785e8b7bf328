import { list, sql, type Row, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import type { ThreadView } from '../platform.ts';

/** Where a paper is, or is to be, talked about. */
export interface DiscussionPlace {
  readonly space: string;
  readonly channel: string;
  /** Its id. */
  readonly paper: string;
}

/** The thread about one paper in one channel. */
export interface Discussion extends DiscussionPlace {
  readonly id: number;
  /** The paper's, as it was when the thread was opened. */
  readonly title: string;
  /** Absent until the platform has opened it. */
  readonly thread?: string;
  readonly url?: string;
  readonly isPrivate: boolean;
  /** `opening` until its first messages stand in it. */
  readonly state: 'opening' | 'open';
  readonly openedMs: number;
  /** When somebody last said something, or it was opened. */
  readonly lastMs: number;
  /** What people have said in it. */
  readonly replies: number;
}

/** The discussion of a thread that is there. */
export async function findByThread(store: Store, thread: string): Promise<Discussion | undefined> {
  const [row] = await store.query(sql`SELECT * FROM discussions WHERE thread = ${thread}`);
  return row && toDiscussion(row);
}

/** The discussion of a paper in a channel. */
export async function findByPaper(
  store: Store,
  { channel, paper }: Pick<DiscussionPlace, 'channel' | 'paper'>,
): Promise<Discussion | undefined> {
  const [row] = await store.query(sql`SELECT * FROM discussions WHERE channel = ${channel} AND paper = ${paper}`);
  return row && toDiscussion(row);
}

/** The discussions of a platform that a crash, or trouble that passes, has left half opened. */
export async function listOpening(store: Store, platform: string): Promise<readonly Discussion[]> {
  const rows = await store.query(sql`SELECT * FROM discussions WHERE state = 'opening'
    AND channel >= ${`${platform}:`} AND channel < ${`${platform};`} ORDER BY id`);
  return rows.map(toDiscussion);
}

/** Says that the thread of a paper is being opened, before it is. */
export function* beginOpening(
  { space, channel, paper }: DiscussionPlace,
  title: string,
  nowMs: number,
): Statements<Discussion> {
  const [row = {}] = yield sql`INSERT INTO discussions (space, channel, paper, title, state, opened_ms, last_ms)
    VALUES (${space}, ${channel}, ${paper}, ${title}, 'opening', ${nowMs}, ${nowMs}) RETURNING *`;
  return toDiscussion(row);
}

/** Notes which thread it is. */
export function* setThread(id: number, { thread, url, isPrivate }: ThreadView): Statements<void> {
  yield sql`UPDATE discussions SET thread = ${thread}, url = ${url}, is_private = ${Number(isPrivate)} WHERE id = ${id}`;
}

/** Its first messages stand in it. */
export async function noteOpened(store: Store, id: number): Promise<void> {
  await store.query(sql`UPDATE discussions SET state = 'open' WHERE id = ${id}`);
}

/** Deletes all that is kept of discussions. */
export function* dropDiscussions(ids: readonly number[]): Statements<void> {
  const dropped = list(ids);
  yield sql`DELETE FROM discussion_days WHERE discussion IN ${dropped}`;
  yield sql`DELETE FROM heard_messages WHERE discussion IN ${dropped}`;
  yield sql`DELETE FROM recap_lines WHERE discussion IN ${dropped}`;
  yield sql`DELETE FROM thread_posts WHERE discussion IN ${dropped}`;
  yield sql`DELETE FROM discussions WHERE id IN ${dropped}`;
}

/** The thread is no more, or could not be opened: with it goes what was kept of what people said there. */
export async function noteGone(store: Store, id: number): Promise<void> {
  await store.transaction(() => dropDiscussions([id]));
}

/** Reads a row of the table. */
export function toDiscussion(row: Row): Discussion {
  const { thread, url, state } = row;
  return {
    id: Number(row['id']),
    space: String(row['space']),
    channel: String(row['channel']),
    paper: String(row['paper']),
    title: String(row['title']),
    ...(typeof thread === 'string' && { thread }),
    ...(typeof url === 'string' && { url }),
    isPrivate: row['is_private'] === 1,
    state: state === 'open' ? state : 'opening',
    openedMs: Number(row['opened_ms']),
    lastMs: Number(row['last_ms']),
    replies: Number(row['replies']),
  };
}
