import { cardButtons, keepButtons } from '../command/buttons.ts';
import { DeliveryError, messageOf, UserInputError } from '../core/errors.ts';
import { takeClaim } from '../core/store/claims.ts';
import { sql, type Row, type Statement } from '../core/store/sql.ts';
import type { ThreadView } from '../platform.ts';
import {
  beginOpening,
  findByPaper,
  noteGone,
  setState,
  setThread,
  type Discussion,
  type DiscussionPlace,
} from './discussion.ts';
import { threadsOf, type DiscussionParts, type ThreadPlatform } from './parts.ts';
import { addPosts, markOf, sendPosts } from './thread-posts.ts';
import { toFirstPost, toOpeningPost } from './first-posts.ts';
import { readThreadSettings } from './thread-settings.ts';

/** A discussion's thread, as it stands. */
export interface OpenedThread {
  readonly view: ThreadView;
  /** Whether it was there before. */
  readonly wasOpen: boolean;
}

/** Opens threads: for each paper one in each channel, however often it is asked for. */
export interface Opener {
  /**
   * Opens the thread of a paper, or finds it; where there is none, `foreign` becomes it, a thread that people have opened.
   * Rejects with `UserInputError`.
   */
  open(place: DiscussionPlace, foreign?: string): Promise<OpenedThread>;
  /** Finishes what a crash, or trouble that passes, has cut short. Rejects as its platform does. */
  resume(discussion: Discussion): Promise<void>;
}

/** What cannot be opened for so long is given up. */
const DAY_MS = 24 * 3600 * 1000;

const BUSY = 'I am at work on the thread of this paper just now; try again in a moment.';

const TAKEN = 'This thread is that of another paper: ask once more, and this one gets its own.';

/** Makes what opens threads. */
export function createOpener(parts: DiscussionParts): Opener {
  const underWay = new Map<string, Promise<OpenedThread>>();
  return {
    async open(place, foreign) {
      const name = claimName(place);
      const before = underWay.get(name);
      // Two people have pressed at once: one thread serves both.
      if (before !== undefined) return { ...(await before), wasOpen: true };
      const opened = findOpen(parts, place).then(
        (found) => found ?? withDiscussion(parts, place, () => openOnce(parts, place, foreign)),
      );
      underWay.set(name, opened);
      return opened.finally(() => underWay.delete(name));
    },
    async resume(discussion) {
      if (underWay.has(claimName(discussion))) return;
      await withDiscussion(parts, discussion, async () => {
        const found = await findByPaper(parts.store, discussion);
        if (found?.state !== 'opening') return;
        await finish(parts, found, found.thread).catch(async (error: unknown) => {
          const isLate = parts.now() - found.openedMs > DAY_MS;
          if (isLate) await setState(parts.store, found.id, found.thread === undefined ? 'gone' : 'open');
          throw error;
        });
      });
    },
  };
}

/** Does the work with the sole right to post what stands in the thread of a discussion. Rejects with `UserInputError` where someone else has it. */
export async function withDiscussion<Result>(
  { store, now }: Pick<DiscussionParts, 'store' | 'now'>,
  place: Pick<DiscussionPlace, 'channel' | 'paper'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const claim = await takeClaim(store, claimName(place), now);
  if (claim === undefined) throw new UserInputError(BUSY);
  try {
    return await work();
  } finally {
    await claim.release();
  }
}

function claimName({ channel, paper }: Pick<DiscussionPlace, 'channel' | 'paper'>): string {
  return `discuss ${channel} ${paper}`;
}

/** The thread that is there already, whatever is just being said in it. */
async function findOpen(parts: DiscussionParts, place: DiscussionPlace): Promise<OpenedThread | undefined> {
  const found = await findByPaper(parts.store, place);
  const view = found?.state === 'open' ? await lookAt(parts, found) : undefined;
  return view && { view, wasOpen: true };
}

async function lookAt(
  { store, platforms }: DiscussionParts,
  found: Discussion | undefined,
): Promise<ThreadView | undefined> {
  if (found?.thread === undefined || found.state === 'gone') return undefined;
  const { threads } = threadsOf(found.channel, platforms);
  const view = await threads.look(found.thread).catch(advise('The thread of this paper cannot be seen now'));
  if (view === undefined) await noteGone(store, found.id);
  else await store.transaction(() => setThread(found.id, view));
  return view;
}

async function openOnce(
  parts: DiscussionParts,
  place: DiscussionPlace,
  foreign: string | undefined,
): Promise<OpenedThread> {
  const { store, now } = parts;
  const found = await findByPaper(store, place);
  const view = await lookAt(parts, found);
  if (view !== undefined && found !== undefined) {
    if (found.state === 'opening')
      await finish(parts, found, found.thread).catch(advise('The thread is open, but I cannot begin it'));
    return { view, wasOpen: true };
  }
  const isBegun = found?.state === 'opening' && found.thread === undefined;
  const { card } = await parts.viewPaper(place.paper);
  const discussion = isBegun ? found : await beginOpening(store, place, card.title, now());
  const opened = await finish(parts, discussion, isBegun ? undefined : foreign).catch(
    advise('The thread could not be opened', 'It is opened by itself once that is over.'),
  );
  return { view: opened, wasOpen: false };
}

/** Opens the thread where there is none, and says in it what it is about. */
async function finish(parts: DiscussionParts, discussion: Discussion, thread: string | undefined): Promise<ThreadView> {
  const { store, platforms, log } = parts;
  const { id, channel } = discussion;
  const platform = threadsOf(channel, platforms);
  const view = await findOrOpen(parts, discussion, thread, platform).catch(async (error: unknown) => {
    // A thread that is known is there, whatever keeps it from being seen.
    if (discussion.thread === undefined && !passes(error)) await setState(store, id, 'gone');
    throw error;
  });
  try {
    if (!view.isLocked) await sendPosts(store, id, view.thread, platform);
    await setState(store, id, 'open');
  } catch (error) {
    // The thread is there: people can talk, and what is missing comes by itself.
    if (!(error instanceof DeliveryError)) throw error;
    log?.warn({ err: error, channel, thread: view.thread }, 'a thread is open, but could not be begun yet');
    if (!passes(error)) throw error;
  }
  return view;
}

async function findOrOpen(
  parts: DiscussionParts,
  discussion: Discussion,
  thread: string | undefined,
  platform: ThreadPlatform,
): Promise<ThreadView> {
  const { store } = parts;
  const { id, channel, paper, openedMs: sinceMs } = discussion;
  const { threads } = platform;
  const mark = markOf('d', id, sinceMs);
  const paperView = await parts.viewPaper(paper);
  await keepButtons(store, cardButtons(paperView.card));
  const opening = { name: paperView.card.title, post: toOpeningPost(paperView), marker: `${mark}.o`, sinceMs };
  const view = thread === undefined ? await threads.open(channel, opening) : await threads.look(thread);
  if (view === undefined) {
    await noteGone(store, id);
    throw new UserInputError('This thread is gone: ask for the discussion again.');
  }
  if (view.isLocked && discussion.thread === undefined)
    throw new UserInputError('This thread is locked, so that nothing can be said in it.');
  // Its recap and where it is would be shown to all of the channel.
  if (view.isByInvitation === true && discussion.thread === undefined)
    throw new UserInputError('This thread is private, and a discussion is for the whole channel: ask for it there.');
  // What stands in the thread is stored with it, or nobody would know what is missing.
  if (discussion.thread === undefined) {
    const settings = await readThreadSettings(store, channel);
    const first = toFirstPost(paperView, settings, threads.unread);
    await store.transaction(function* (): Generator<Statement, void, readonly Row[]> {
      const [other] = yield sql`SELECT id FROM discussions WHERE thread = ${view.thread} AND id <> ${id}`;
      if (other !== undefined) throw new UserInputError(TAKEN);
      yield* setThread(id, view);
      yield* addPosts({ id, mark, sinceMs }, first, platform);
    });
  }
  return view;
}

/** Whether it may go through later, with nobody doing anything. What may have been posted is looked up then. */
function passes(error: unknown): boolean {
  if (error instanceof UserInputError) return false;
  return !(error instanceof DeliveryError) || error.retryable || error.mayBePosted;
}

/** What whoever asked for a thread can do; what it is not for them to mend stays as it is. */
function advise(failed: string, later = ''): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof DeliveryError)) throw error;
    const text = `${failed}: ${messageOf(error)} ${passes(error) ? later : ''}`;
    throw new UserInputError(text.trim(), { cause: error });
  };
}
