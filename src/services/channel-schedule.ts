import type { ChannelServices } from '../command/services.ts';
import { faultsOf } from '../core/config-faults.ts';
import { scheduleSchema } from '../core/config-schema.ts';
import { UserInputError } from '../core/errors.ts';
import type { Channels } from '../digests/channels.ts';

/** When a channel gets its digest. */
export type ScheduleServices = Pick<ChannelServices, 'schedule' | 'changeSchedule'>;

/** Lets channels that do not stand in the configuration file choose their times. */
export function createScheduleServices(channels: Channels, now: () => number): ScheduleServices {
  return {
    schedule: ({ channel }) => channels.scheduleOf(channel),
    async changeSchedule(changes, { channel, space }) {
      if (channels.isFixed(channel))
        throw new UserInputError(
          "This channel's schedule stands in the configuration file, where alone it can be changed.",
        );
      const parsed = scheduleSchema.safeParse({ ...(await channels.scheduleOf(channel)), ...changes });
      if (!parsed.success) {
        const [fault] = faultsOf(parsed.error.issues, changes);
        throw new UserInputError(`${fault?.path.join('.')}: ${fault?.message}.`);
      }
      const checked = Object.entries(parsed.data).filter(([name]) => name in changes);
      await channels.setUp(channel, space, now());
      await channels.changeSchedule(channel, Object.fromEntries(checked), now());
      return channels.scheduleOf(channel);
    },
  };
}
