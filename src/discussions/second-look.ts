import { DeliveryError, messageOf } from '../core/errors.ts';
import { sql } from '../core/store/sql.ts';
import type { Platform, Threads } from '../platform.ts';
import { noteGone } from './discussion.ts';
import type { DiscussionParts } from './parts.ts';
import { createRounds } from './rounds.ts';

/** How often one channel is looked at. */
const EVERY_MS = 3600 * 1000;

/** Makes what looks whether channels whose discussions all may know of have become private: at one in each call, each once an hour. */
export function createSecondLook({
  store,
  now,
  log,
}: Pick<DiscussionParts, 'store' | 'now' | 'log'>): (platform: Platform) => Promise<void> {
  const takeTurn = createRounds<string>(now, EVERY_MS);
  return async ({ id: platform, threads }) => {
    if (threads === undefined) return;
    const rows = await store.query(sql`SELECT channel, MAX(id) AS id, thread FROM discussions
      WHERE state = 'open' AND is_private = 0 AND space NOT IN (SELECT id FROM spaces WHERE left_ms IS NOT NULL)
        AND channel >= ${`${platform}:`} AND channel < ${`${platform};`} GROUP BY channel`);
    const channel = takeTurn(rows.map((row) => String(row['channel'])));
    const row = rows.find((candidate) => candidate['channel'] === channel);
    if (channel === undefined || row === undefined) return;
    try {
      const found = await lookAt(threads, String(row['thread']));
      if (found === 'gone') await noteGone(store, Number(row['id']));
      if (found === 'private') await store.query(sql`UPDATE discussions SET is_private = 1 WHERE channel = ${channel}`);
    } catch (error) {
      log?.debug({ err: error, channel }, `who may see a channel is not known: ${messageOf(error)}`);
    }
  };
}

/** What the bot itself may not see is not for all either. */
async function lookAt(threads: Threads, thread: string): Promise<'gone' | 'private' | 'public'> {
  try {
    const view = await threads.look(thread);
    if (view === undefined) return 'gone';
    return view.isPrivate ? 'private' : 'public';
  } catch (error) {
    if (error instanceof DeliveryError && error.obstacle === 'channel') return 'private';
    throw error;
  }
}
