import type { Caller } from '../command.ts';
import { DeliveryError, UserInputError } from '../core/errors.ts';
import { sql } from '../core/store/sql.ts';
import type { Platform, Post, ThreadMessage, ThreadView } from '../platform.ts';
import { composeRecap, type RecapOutcome } from './compose-recap.ts';
import { findByThread, noteGone, setThread, toDiscussion, type Discussion } from './discussion.ts';
import { askModel, describeProblem, type Asking } from './hear.ts';
import { keepRecap, noteRecapped } from './kept-recaps.ts';
import { withDiscussion } from './opening.ts';
import { threadsOf, type DiscussionParts, type ThreadPlatform } from './parts.ts';
import { toRecapPost } from './recap-post.ts';
import { addPosts, markOf, sendPosts } from './thread-posts.ts';

/** Says what was said in threads. */
export interface Recapping {
  /** Composes and keeps the recap of the thread where it is asked for. Rejects with `UserInputError`. */
  recap(caller: Caller): Promise<Post>;
  /** Posts a recap into each thread of a platform that has been quiet for as long as its channel chose. Rejects only where the store does. */
  recapQuiet(platform: Platform, stopped?: AbortSignal): Promise<void>;
}

/** How many messages a recap is made from, at most: the last. */
export const MOST_MESSAGES = 200;

/** Of fewer that were said since the last there is nothing to recap by itself. */
const FEWEST_REPLIES = 3;

const DAY_MS = 24 * 3600 * 1000;

/** What failed is not tried again in every minute. */
const RETRY_MS = 3600 * 1000;

const NOWHERE = 'A recap is made in the thread of a paper: ask for it there, or for “recap week” anywhere.';
const UNKNOWN = 'I do not know this thread: “discuss” with a paper makes it the discussion of that paper.';

/** Makes what recaps threads. */
export function createRecapping(parts: DiscussionParts, compose: typeof composeRecap = composeRecap): Recapping {
  const { store, now, log, changes } = parts;
  const retries = new Map<number, number>();
  return {
    async recap(caller) {
      if (caller.thread === undefined) throw new UserInputError(NOWHERE);
      const discussion = await findByThread(store, caller.thread.id);
      if (discussion === undefined) throw new UserInputError(UNKNOWN);
      const platform = threadsOf(discussion.channel, parts.platforms);
      const { id } = caller.thread;
      return changes.during(id, async (changed) => {
        const sinceMs = now();
        const { view, messages } = await read(platform, id);
        const ask = (): Promise<Asking> => askModel(parts, caller);
        const { outcome, post } = await make(parts, discussion, { messages, changed }, ask, compose);
        await store.transaction(function* () {
          // Who may know of it may have changed since it was opened.
          yield* setThread(discussion.id, view);
          yield* keepRecap(discussion, outcome.lines, sinceMs, parts.secret);
        });
        return post;
      });
    },
    async recapQuiet({ id }, stopped) {
      for (const discussion of await findQuiet(parts, id)) {
        if (stopped?.aborted === true) return;
        if (now() < (retries.get(discussion.id) ?? 0)) continue;
        try {
          await withDiscussion(parts, discussion, () => recapOne(parts, discussion, compose));
          retries.delete(discussion.id);
        } catch (error) {
          retries.set(discussion.id, now() + RETRY_MS);
          log?.warn(
            { err: error, channel: discussion.channel, thread: discussion.thread },
            'a quiet thread got no recap',
          );
        }
      }
    },
  };
}

/** Those that are quiet, and those whose recap a crash has kept from being posted. */
async function findQuiet({ store, now }: DiscussionParts, platform: string): Promise<readonly Discussion[]> {
  const rows = await store.query(sql`SELECT discussions.* FROM thread_settings
      -- Most channels choose none: those that do come first.
      CROSS JOIN discussions ON thread_settings.channel = discussions.channel
    WHERE state = 'open' AND recap_days > 0 AND replies - recap_replies >= ${FEWEST_REPLIES}
      AND last_ms <= ${now()} - recap_days * ${DAY_MS}
      AND space NOT IN (SELECT id FROM spaces WHERE left_ms IS NOT NULL)
      AND discussions.channel >= ${`${platform}:`} AND discussions.channel < ${`${platform};`}
    UNION SELECT * FROM discussions WHERE state = 'open'
      AND id IN (SELECT discussion FROM thread_posts) AND space NOT IN (SELECT id FROM spaces WHERE left_ms IS NOT NULL)
      AND channel >= ${`${platform}:`} AND channel < ${`${platform};`}`);
  return rows.map(toDiscussion);
}

async function recapOne(parts: DiscussionParts, discussion: Discussion, compose: typeof composeRecap): Promise<void> {
  const { store, platforms } = parts;
  const { id, thread } = discussion;
  if (thread === undefined) return;
  const platform = threadsOf(discussion.channel, platforms);
  const view = await platform.threads.look(thread);
  if (view === undefined) return noteGone(store, id);
  // Nobody could read it there, or add to it: it is as good as done.
  if (view.isLocked) return giveUp(parts, discussion);
  const [left] = await store.query(sql`SELECT marker FROM thread_posts WHERE discussion = ${id} LIMIT 1`);
  if (left === undefined)
    await parts.changes.during(thread, (changed) =>
      prepareRecap(parts, discussion, { view, platform, changed }, compose),
    );
  await sendPosts(store, id, thread, platform);
}

/** Stores a recap, and what is to be posted of it. */
async function prepareRecap(
  parts: DiscussionParts,
  discussion: Discussion,
  {
    view,
    platform,
    changed,
  }: { readonly view: ThreadView; readonly platform: ThreadPlatform; readonly changed: ReadonlySet<string> },
  compose: typeof composeRecap,
): Promise<void> {
  const { store, now, secret, limits } = parts;
  const { id, space } = discussion;
  // What is said while it is composed is for the next.
  const sinceMs = now();
  const messages = await platform.threads.read(view.thread, MOST_MESSAGES);
  // Nobody has asked, so that it counts for the space alone.
  const ask = (): Promise<Asking> =>
    askModel({ ...parts, limits: { ...limits, questionsPerPerson: Infinity } }, { space, person: '' });
  const { outcome, post } = await make(parts, discussion, { messages, changed }, ask, compose);
  await store.transaction(function* () {
    yield* setThread(id, view);
    const isThere = yield* keepRecap(discussion, outcome.lines, sinceMs, secret);
    if (isThere && outcome.lines.length > 0)
      yield* addPosts({ id, mark: markOf('r', id, sinceMs), sinceMs }, post, platform);
  });
}

async function giveUp({ store }: DiscussionParts, { id, replies }: Discussion): Promise<void> {
  await store.transaction(function* () {
    yield sql`DELETE FROM thread_posts WHERE discussion = ${id}`;
    yield* noteRecapped(id, replies);
  });
}

async function read(
  { threads }: ThreadPlatform,
  thread: string,
): Promise<{ readonly view: ThreadView; readonly messages: readonly ThreadMessage[] }> {
  try {
    const view = await threads.look(thread);
    if (view === undefined) throw new UserInputError('This thread is gone.');
    return { view, messages: await threads.read(thread, MOST_MESSAGES) };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    throw new UserInputError(`This thread cannot be read now: ${error.message}`, { cause: error });
  }
}

/** Composes a recap; the model is asked only where there is something to be told. */
async function make(
  parts: DiscussionParts,
  { title, channel }: Discussion,
  { messages, changed }: { readonly messages: readonly ThreadMessage[]; readonly changed: ReadonlySet<string> },
  ask: () => Promise<Asking>,
  compose: typeof composeRecap,
): Promise<{ readonly outcome: RecapOutcome; readonly post: Post }> {
  const { unread } = threadsOf(channel, parts.platforms).threads;
  const { model, note } = messages.every(({ text }) => text.trim() === '') ? {} : await ask();
  const composed = await compose(title, messages, model);
  // What was deleted or edited meanwhile is not said.
  const lines = composed.lines.filter(({ message }) => !changed.has(message));
  const outcome = { ...composed, lines };
  const { problem } = outcome;
  if (problem !== undefined) parts.log?.warn({ ...problem, channel }, 'a recap was made without a model');
  const why = problem !== undefined && outcome.rung === 'sentence' ? describeProblem(problem.code) : note;
  return {
    outcome,
    post: toRecapPost(
      outcome,
      [why, unread].filter((line) => line !== undefined),
    ),
  };
}
