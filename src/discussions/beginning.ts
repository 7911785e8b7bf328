import { cardButtons, keepButtons } from '../command/buttons.ts';
import { UserInputError } from '../core/errors.ts';
import { sql, type Statements } from '../core/store/sql.ts';
import type { Post, ThreadView } from '../platform.ts';
import { beginOpening, noteGone, setThread, type Discussion, type DiscussionPlace } from './discussion.ts';
import { toFirstPost, toOpeningPost } from './first-posts.ts';
import { advise, GONE, passes } from './opening-failures.ts';
import { threadsOf, type DiscussionParts } from './parts.ts';
import { addPosts, markOf } from './thread-posts.ts';
import { readThreadSettings } from './thread-settings.ts';

/** What a discussion begins with. */
interface Beginning {
  readonly name: string;
  /** What the thread hangs on, in the channel. */
  readonly hook: Post;
  /** The first in the thread. */
  readonly first: Post;
}

const TAKEN = 'This thread is that of another paper: ask once more, and this one gets its own.';

/** Stores that there is to be a discussion; one in a foreign thread has it from the start, or a crash would bring another. */
export async function begin(
  parts: DiscussionParts,
  place: DiscussionPlace,
  foreign: string | undefined,
): Promise<Discussion> {
  const { store, now } = parts;
  const view = foreign === undefined ? undefined : await lookAtForeign(parts, place, foreign);
  const beginning = await composeBeginning(parts, place);
  return store.transaction(function* (): Statements<Discussion> {
    const discussion = yield* beginOpening(place, beginning.name, now());
    if (view === undefined) return discussion;
    const [other] = yield sql`SELECT id FROM discussions WHERE thread = ${view.thread}`;
    if (other !== undefined) throw new UserInputError(TAKEN);
    yield* settle(parts, discussion, view, beginning);
    return { ...discussion, thread: view.thread };
  });
}

/** A thread that people have opened, where it can become a discussion. Rejects with `UserInputError`. */
async function lookAtForeign(
  { platforms }: DiscussionParts,
  { channel }: DiscussionPlace,
  thread: string,
): Promise<ThreadView> {
  const { threads } = threadsOf(channel, platforms);
  const view = await threads.look(thread).catch(advise('This thread cannot be seen now'));
  if (view === undefined) throw new UserInputError(GONE);
  if (view.isLocked) throw new UserInputError('This thread is locked, so that nothing can be said in it.');
  // Its recap and where it is would be shown to all of the channel.
  if (view.isByInvitation === true)
    throw new UserInputError('This thread is private, and a discussion is for the whole channel: ask for it there.');
  return view;
}

/** Opens the thread of a discussion that was begun, and stores what is to stand in it. */
export async function openNew(parts: DiscussionParts, discussion: Discussion): Promise<ThreadView> {
  const { store, platforms } = parts;
  const { id, channel, openedMs: sinceMs } = discussion;
  const beginning = await composeBeginning(parts, discussion);
  const { name, hook: post } = beginning;
  const opening = { name, post, marker: `${markOf('d', id, sinceMs)}.o`, sinceMs };
  const view = await threadsOf(channel, platforms)
    .threads.open(channel, opening)
    .catch(async (error: unknown) => {
      if (!passes(error)) await noteGone(store, id);
      throw error;
    });
  await store.transaction(() => settle(parts, discussion, view, beginning));
  return view;
}

async function composeBeginning(parts: DiscussionParts, { channel, paper }: DiscussionPlace): Promise<Beginning> {
  const view = await parts.viewPaper(paper);
  await keepButtons(parts.store, cardButtons(view.card));
  const settings = await readThreadSettings(parts.store, channel);
  const { unread } = threadsOf(channel, parts.platforms).threads;
  return { name: view.card.title, hook: toOpeningPost(view), first: toFirstPost(view, settings, unread) };
}

/** What stands in the thread is stored with it, or nobody would know what is missing. */
function* settle(
  { platforms }: DiscussionParts,
  { id, channel, openedMs: sinceMs }: Discussion,
  view: ThreadView,
  { first }: Beginning,
): Statements<void> {
  yield* setThread(id, view);
  yield* addPosts({ id, mark: markOf('d', id, sinceMs), sinceMs }, first, threadsOf(channel, platforms));
}
