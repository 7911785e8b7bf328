import { messageOf } from '../core/errors.ts';
import { sql } from '../core/store/sql.ts';
import type { Platform, ThreadChange, ThreadMessage } from '../platform.ts';
import { noteGone } from './discussion.ts';
import type { DiscussionParts } from './parts.ts';
import { MOST_MESSAGES } from './recapping.ts';
import { createRounds } from './rounds.ts';
import { noteThreadChange } from './said.ts';

/** How often one thread is read again. */
const EVERY_MS = 24 * 3600 * 1000;

/**
 * Makes what reads threads again whose recaps are kept, for what was deleted or edited while nobody told the bot: one in each
 * call, each once a day.
 */
export function createRereading({
  store,
  now,
  log,
}: Pick<DiscussionParts, 'store' | 'now' | 'log'>): (platform: Platform) => Promise<void> {
  const takeTurn = createRounds<string>(now, EVERY_MS);
  return async ({ id: platform, threads, isConnected }) => {
    // What the bot may read is known only while it is told.
    if (threads === undefined || isConnected?.() === false) return;
    const rows = await store.query(sql`SELECT id, thread FROM discussions WHERE state = 'open'
      AND id IN (SELECT discussion FROM recap_lines) AND space NOT IN (SELECT id FROM spaces WHERE left_ms IS NOT NULL)
      AND channel >= ${`${platform}:`} AND channel < ${`${platform};`}`);
    const thread = takeTurn(rows.map((row) => String(row['thread'])));
    if (thread === undefined) return;
    const id = Number(rows.find((row) => row['thread'] === thread)?.['id']);
    const lines = await store.query(sql`SELECT message FROM recap_lines WHERE discussion = ${id}`);
    try {
      if ((await threads.look(thread)) === undefined) return await noteGone(store, id);
      const said = await threads.read(thread, MOST_MESSAGES);
      const recapped = new Set(lines.map(({ message }) => String(message)));
      for (const change of findChanges(thread, recapped, said)) await noteThreadChange(store, change);
    } catch (error) {
      log?.debug({ err: error, thread }, `what became of what was said is not known: ${messageOf(error)}`);
    }
  };
}

/** What has become of messages, as far as what was read reaches back: all the way, where it is less than was asked for. */
function findChanges(
  thread: string,
  messages: ReadonlySet<string>,
  said: readonly ThreadMessage[],
): readonly ThreadChange[] {
  const [oldest] = said.length < MOST_MESSAGES ? [] : said;
  const read = new Map(said.map((message) => [message.id, message]));
  return [...messages].flatMap((message): readonly ThreadChange[] => {
    const found = read.get(message);
    if (found?.editedMs !== undefined) return [{ kind: 'message-edited', thread, message, editedMs: found.editedMs }];
    const isBeyond = oldest !== undefined && isBefore(message, oldest.id);
    return found !== undefined || isBeyond ? [] : [{ kind: 'message-deleted', thread, message }];
  });
}

/** Whether one id of a thread's messages is of an earlier one. */
function isBefore(one: string, other: string): boolean {
  return one.length < other.length || (one.length === other.length && one < other);
}
