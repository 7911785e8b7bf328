import type { Mute } from '../command/services.ts';
import type { Topic } from '../topics/topic.ts';

/** What one channel follows, and how it wants to be served. */
export interface Subscription {
  /** `console:local`, `slack:T1:C1`, `discord:G1:C1`. */
  readonly channel: string;
  /** In the order of the sections; a paper stands under the first it matches, one of everything (`*`) counting last. */
  readonly topics: readonly Topic[];
  /** Of some topics only papers of intakes after this one are due. */
  readonly since?: ReadonlyMap<Topic, number>;
  /** What keeps papers out. */
  readonly mutes?: readonly Mute[];
  /** How many papers a digest shows at most. */
  readonly cap: number;
  /** What comes at a due time when there is nothing to show: nothing where absent, or a line saying why. */
  readonly emptyDays?: 'silent' | 'say';
  /** What to do with a part that may or may not have been posted before a crash. */
  readonly onDoubt: 'skip' | 'resend';
}
