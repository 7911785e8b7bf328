import type { DiscussionServices, DiscussionView, PaperView, ThreadSettings } from '../command/services.ts';
import type { Caller } from '../command.ts';
import { UserInputError } from '../core/errors.ts';
import { findByThread, type Discussion } from '../discussions/discussion.ts';
import { forgetPerson } from '../discussions/forget.ts';
import { readRecaps } from '../discussions/kept-recaps.ts';
import { findDiscussions, findOfWeek } from '../discussions/memory.ts';
import type { Opener } from '../discussions/opening.ts';
import { threadsOf, type DiscussionParts } from '../discussions/parts.ts';
import type { Recapping } from '../discussions/recapping.ts';
import { readThreadSettings, storeThreadSettings } from '../discussions/thread-settings.ts';
import type { Paper } from '../papers/paper.ts';
import { hashPerson } from '../reactions/person.ts';

/** What the services of discussions are made of. */
export interface DiscussionServiceParts extends DiscussionParts {
  readonly findPaper: (reference: string) => Promise<Paper>;
  readonly opener: Opener;
  readonly recapping: Recapping;
}

/** Where papers are talked about. */
export function createDiscussionServices(parts: DiscussionServiceParts): DiscussionServices {
  const { store, platforms, opener, recapping, now } = parts;
  return {
    async discuss(reference, caller) {
      const channel = channelOf(caller);
      threadsOf(channel, platforms);
      const here = caller.thread && (await findByThread(store, caller.thread.id));
      const paper = await paperMeant(parts, reference, here);
      const foreign = here === undefined ? caller.thread?.id : undefined;
      const { view, wasOpen } = await opener.open({ space: caller.space, channel, paper: paper.id }, foreign);
      const { card } = await parts.viewPaper(paper.id);
      return { card, url: view.url, wasOpen, isLocked: view.isLocked };
    },
    recap: (caller) => recapping.recap(caller),
    discussedThisWeek: async (caller) => viewAll(parts, await findOfWeek(store, now(), caller)),
    async discussed(words, { limit, offset }, caller) {
      const found = await findDiscussions(store, words, caller);
      const discussions = await viewAll(parts, found.slice(offset, offset + limit));
      return { discussions, hasMore: found.length > offset + limit };
    },
    threadSettings: async (caller) => readThreadSettings(store, threadChannelOf(parts, caller)),
    async changeThreadSettings(changes, caller) {
      const channel = threadChannelOf(parts, caller);
      await storeThreadSettings(store, channel, changes);
      const settings = await readThreadSettings(store, channel);
      const note = noteOf(parts, channel, settings);
      return { ...settings, ...(note !== undefined && { note }) };
    },
    forgetPerson: ({ person }) => forgetPerson(store, hashPerson(parts.secret, person)),
  };
}

/** The paper that is referred to; in its thread it need not be said. */
async function paperMeant(
  { findPaper }: DiscussionServiceParts,
  reference: string,
  here: Discussion | undefined,
): Promise<Pick<Paper, 'id'>> {
  if (reference.trim() === '' && here !== undefined) return { id: here.paper };
  return findPaper(reference);
}

function channelOf({ channel, thread }: Caller): string {
  return thread?.channel ?? channel;
}

/** The channel that settings are for. Throws `UserInputError` where there are no threads. */
function threadChannelOf({ platforms }: DiscussionParts, caller: Caller): string {
  const channel = channelOf(caller);
  threadsOf(channel, platforms);
  return channel;
}

function noteOf(
  { platforms }: DiscussionParts,
  channel: string,
  { answers, recapDays }: ThreadSettings,
): string | undefined {
  return answers === 'questions' || recapDays > 0 ? threadsOf(channel, platforms).threads.unread : undefined;
}

async function viewAll(parts: DiscussionParts, discussions: readonly Discussion[]): Promise<readonly DiscussionView[]> {
  const recaps = await readRecaps(
    parts.store,
    discussions.map(({ id }) => id),
  );
  const views = await Promise.all(discussions.map(({ paper }) => viewIfKnown(parts, paper)));
  return discussions.flatMap(({ id, url, channel, replies }, i) => {
    const card = views[i]?.card;
    if (url === undefined || card === undefined) return [];
    return [{ card: { ...card, discussion: { url, channel, replies } }, recap: recaps.get(id) ?? [] }];
  });
}

async function viewIfKnown({ viewPaper }: DiscussionParts, paper: string): Promise<PaperView | undefined> {
  return viewPaper(paper).catch((error: unknown) => {
    if (error instanceof UserInputError) return undefined;
    throw error;
  });
}
