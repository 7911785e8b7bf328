import type { ChannelServices } from '../command/services.ts';
import { DeliveryError, PaperboyError, UserInputError } from '../core/errors.ts';
import type { Channels } from '../digests/channels.ts';
import { countCards, toPost } from '../digests/digest.ts';
import type { Subscription } from '../digests/subscription.ts';
import { deliver, type Stages } from '../pipeline.ts';
import { previewDigest } from '../deliveries/preview.ts';
import { platformOf, type Platform } from '../platform.ts';

/** A channel's next digest, shown or posted. */
export type DigestServices = Pick<ChannelServices, 'previewDigest' | 'postDigest'>;

/** Composes digests of channels ahead of their time. */
export function createDigestServices(
  stages: Stages,
  channels: Channels,
  platforms: readonly Platform[],
): DigestServices {
  async function subscriptionOf(channel: string): Promise<Subscription> {
    const found = await channels.subscriptionOf(channel);
    if (found !== undefined && found.topics.length > 0) return found;
    throw new UserInputError(
      'This channel follows nothing yet: subscribe it to a topic, and its digest has something to show.',
    );
  }

  return {
    previewDigest: async ({ channel }) => toPost(await previewDigest(stages, await subscriptionOf(channel))),
    async postDigest({ channel }) {
      const subscription = await subscriptionOf(channel);
      const platform = platformOf(channel, platforms);
      if (platform === undefined) throw new UserInputError(`Nothing can be posted to ${channel} from here.`);
      try {
        const reports = await deliver(stages, subscription, platform);
        return reports.reduce((sum, { digest }) => sum + countCards(digest), 0);
      } catch (error) {
        throw toAdvice(error);
      }
    },
  };
}

/** What whoever asked for a digest can do; what it is not for them to mend stays as it is. */
function toAdvice(error: unknown): unknown {
  const advise = (text: string): UserInputError => new UserInputError(text, { cause: error });
  if (error instanceof DeliveryError)
    return advise(`The digest could not be posted yet: ${error.message} It is kept, and tried again by itself.`);
  return error instanceof PaperboyError && error.code === 'channel-busy'
    ? advise('This channel is being given a digest just now; try again in a moment.')
    : error;
}
