import type { ChannelSchedule, ChannelServices, ChannelStatus } from '../command/services.ts';
import { listFailedParts, type FailedPart } from '../deliveries/troubles.ts';
import { readCursor } from '../deliveries/outbox.ts';
import { nextDueAfter } from '../digests/due.ts';
import type { Channels } from '../digests/channels.ts';
import type { Stages } from '../pipeline.ts';
import { listTopic } from './topics.ts';

const SHOWN_TROUBLES = 5;

/** Tells how channels stand. */
export function createStatusService(
  { store, library, now }: Stages,
  channels: Channels,
): Pick<ChannelServices, 'status'> {
  return {
    async status({ channel }): Promise<ChannelStatus> {
      const followed = await channels.followedBy(channel);
      const schedule = await channels.scheduleOf(channel);
      const waiting = await library.papersBetween(await readCursor(store, channel), await library.head());
      const { papers, lastMs } = await library.size();
      const failed = await listFailedParts(store, channel, SHOWN_TROUBLES);
      return {
        topics: followed.map(({ topic, isFixed }) => listTopic(topic, isFixed)),
        schedule,
        ...(followed.length > 0 && !schedule.isPaused && { nextDigest: nextDueAfter(new Date(now()), schedule) }),
        waiting: followed.length === 0 ? 0 : waiting.length,
        papers,
        ...(papers > 0 && { lastIntake: new Date(lastMs) }),
        troubles: failed.map((part) => describe(part, schedule)),
      };
    },
  };
}

function describe({ position, parts, atMs }: FailedPart, { timezone }: ChannelSchedule): string {
  const at = new Intl.DateTimeFormat('en', { timeZone: timezone, dateStyle: 'medium', timeStyle: 'short' }).format(
    atMs,
  );
  const what = parts === 1 ? 'The digest' : `Part ${position + 1} of ${parts} of the digest`;
  return `${what} of ${at} may not have been shown.`;
}
