import type { ChannelSchedule, ChannelServices, ChannelStatus } from '../command/services.ts';
import { describeSpending } from '../core/model-budget.ts';
import { findTrouble, type ChannelTrouble } from '../deliveries/channel-troubles.ts';
import { listFailedParts, type FailedPart } from '../deliveries/failed-parts.ts';
import { readCursor } from '../deliveries/outbox.ts';
import { nextDueAfter } from '../digests/due.ts';
import type { Channels } from '../digests/channels.ts';
import { findPapers } from '../papers/find-papers.ts';
import type { Stages } from '../pipeline.ts';
import { listTopic } from './topics.ts';

const SHOWN_FAILURES = 5;
const SHOWN_PAPERS = 3;

/** How a message that was not shown is told of. */
const FATES: Readonly<Record<FailedPart['reason'], string>> = {
  doubt: 'may not have been shown',
  refused: 'was refused for what is in it',
  parked: 'was set aside, for it could not be posted',
};

/** Tells how channels stand. */
export function createStatusService(stages: Stages, channels: Channels): Pick<ChannelServices, 'status'> {
  const { store, library, now } = stages;
  return {
    async status({ channel }): Promise<ChannelStatus> {
      const followed = await channels.followedBy(channel);
      const schedule = await channels.scheduleOf(channel);
      const waiting = await library.papersBetween(await readCursor(store, channel), await library.head());
      const { papers, lastMs } = await library.size();
      const spent = await stages.spending?.();
      return {
        topics: followed.map(({ topic, isFixed }) => listTopic(topic, isFixed)),
        schedule,
        ...(followed.length > 0 && !schedule.isPaused && { nextDigest: nextDueAfter(new Date(now()), schedule) }),
        waiting: followed.length === 0 ? 0 : waiting.length,
        papers,
        ...(papers > 0 && { lastIntake: new Date(lastMs) }),
        ...(spent && { spending: { text: describeSpending(spent), isSpent: spent.isSpent } }),
        troubles: await listTroubles(stages, channel, schedule),
      };
    },
  };
}

async function listTroubles(
  { store, library }: Stages,
  channel: string,
  schedule: ChannelSchedule,
): Promise<readonly string[]> {
  const trouble = await findTrouble(store, channel);
  const failed = await listFailedParts(store, channel, SHOWN_FAILURES);
  const told = failed.map(async (part) => {
    const papers = await findPapers(library, part.papers);
    return describeFailure(
      part,
      papers.map(({ title }) => title),
      schedule,
    );
  });
  return [...(trouble === undefined ? [] : [describeTrouble(trouble, schedule)]), ...(await Promise.all(told))];
}

function describeTrouble({ hindrance, reason, sinceMs }: ChannelTrouble, schedule: ChannelSchedule): string {
  const since = `since ${sayMoment(sinceMs, schedule)}`;
  if (hindrance === 'channel')
    return `Digests are on hold ${since}: ${reason} They are kept, and go on by themselves once that is mended.`;
  return `The digest could not be posted ${since}: ${reason} It is tried again by itself.`;
}

function describeFailure(
  { position, parts, composedMs, reason }: FailedPart,
  titles: readonly string[],
  schedule: ChannelSchedule,
): string {
  const what = parts === 1 ? 'The digest' : `Part ${position + 1} of ${parts} of the digest`;
  const fate = `${what} of ${sayMoment(composedMs, schedule)} ${FATES[reason]}`;
  if (titles.length === 0) return `${fate}.`;
  const more = titles.length > SHOWN_PAPERS ? [`${titles.length - SHOWN_PAPERS} more`] : [];
  const shown = [...titles.slice(0, SHOWN_PAPERS).map((title) => `"${title}"`), ...more];
  return `${fate}: ${new Intl.ListFormat('en').format(shown)}.`;
}

function sayMoment(atMs: number, { timezone }: ChannelSchedule): string {
  return new Intl.DateTimeFormat('en', { timeZone: timezone, dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}
