import type { ChannelServices, LibraryServices } from '../command/services.ts';
import type { Channels } from '../digests/channels.ts';
import type { Stages } from '../pipeline.ts';
import type { Platform } from '../platform.ts';
import { createDigestServices } from './channel-digests.ts';
import { createScheduleServices } from './channel-schedule.ts';
import { createStatusService } from './channel-status.ts';
import { createMuteServices } from './mutes.ts';
import { createSubscriptionServices } from './subscriptions.ts';
import { createTopicServices } from './topics.ts';

/** What channel services work on. */
export interface ChannelParts {
  readonly stages: Stages;
  readonly channels: Channels;
  /** Where digests can be posted. */
  readonly platforms: readonly Platform[];
  /** Finds the last matches of a topic. */
  readonly latest: LibraryServices['latest'];
}

/** Gives commands what they may do with topics and channels: each caller sees and changes only those of its space and channel. */
export function createChannelServices({ stages, channels, platforms, latest }: ChannelParts): ChannelServices {
  const { store, now } = stages;
  const topics = createTopicServices(store, channels.topics);
  return {
    ...topics,
    ...createSubscriptionServices({ store, channels, latest, now, addTopic: topics.addTopic }),
    ...createScheduleServices(channels, now),
    ...createMuteServices(store),
    ...createDigestServices(stages, channels, platforms),
    ...createStatusService(stages, channels),
  };
}
