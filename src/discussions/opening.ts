import { DeliveryError, UserInputError } from '../core/errors.ts';
import { takeClaim } from '../core/store/claims.ts';
import type { ThreadView } from '../platform.ts';
import { begin, openNew } from './beginning.ts';
import { findByPaper, noteGone, noteOpened, setThread, type Discussion, type DiscussionPlace } from './discussion.ts';
import { advise, GONE, passes } from './opening-failures.ts';
import { threadsOf, type DiscussionParts } from './parts.ts';
import { sendPosts } from './thread-posts.ts';

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
        await finish(parts, found).catch(async (error: unknown) => {
          const isLate = parts.now() - found.openedMs > DAY_MS;
          if (isLate) await (found.thread === undefined ? noteGone : noteOpened)(parts.store, found.id);
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
  if (found?.thread === undefined) return undefined;
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
  const found = await findByPaper(parts.store, place);
  const view = await lookAt(parts, found);
  if (view !== undefined && found !== undefined) {
    if (found.state === 'opening')
      await finish(parts, found, view).catch(advise('The thread is open, but I cannot begin it'));
    return { view, wasOpen: true };
  }
  const isBegun = found !== undefined && found.thread === undefined;
  const discussion = isBegun ? found : await begin(parts, place, foreign);
  const opened = await finish(parts, discussion).catch(
    advise('The thread could not be opened', 'It is opened by itself once that is over.'),
  );
  return { view: opened, wasOpen: false };
}

/** Opens the thread where there is none, and says in it what it is about. */
async function finish(parts: DiscussionParts, discussion: Discussion, known?: ThreadView): Promise<ThreadView> {
  const { store, platforms, log } = parts;
  const { id, channel } = discussion;
  const view = known ?? (await findOrOpen(parts, discussion));
  try {
    if (!view.isLocked) await sendPosts(store, id, view.thread, threadsOf(channel, platforms));
    await noteOpened(store, id);
  } catch (error) {
    // The thread is there: people can talk, and what is missing comes by itself.
    if (!(error instanceof DeliveryError)) throw error;
    log?.warn({ err: error, channel, thread: view.thread }, 'a thread is open, but could not be begun yet');
    if (!passes(error)) throw error;
  }
  return view;
}

async function findOrOpen(parts: DiscussionParts, discussion: Discussion): Promise<ThreadView> {
  const { store, platforms } = parts;
  const { id, channel, thread } = discussion;
  if (thread === undefined) return openNew(parts, discussion);
  const view = await threadsOf(channel, platforms).threads.look(thread);
  if (view !== undefined) return view;
  await noteGone(store, id);
  throw new UserInputError(GONE);
}
