import type { PaperView } from '../command/services.ts';
import type { DiscussionsConfig } from '../core/config.ts';
import type { Log } from '../core/log.ts';
import type { Model } from '../core/model.ts';
import type { Store } from '../core/store/store.ts';
import { UserInputError } from '../core/errors.ts';
import { platformOf, type Platform, type Threads } from '../platform.ts';
import type { Changes } from './changes.ts';

/** What discussions are made with. */
export interface DiscussionParts {
  readonly store: Store;
  /** Without one, answers and recaps are sentences that others have written. */
  readonly model?: Model;
  /** The present, in milliseconds since 1970. */
  readonly now: () => number;
  readonly log?: Log;
  readonly platforms: readonly Platform[];
  /** What persons are hashed with. */
  readonly secret: string;
  readonly limits: DiscussionsConfig;
  readonly changes: Changes;
  /** All that is known of a paper, by its id or a former one. Rejects with `UserInputError` where there is none. */
  readonly viewPaper: (id: string) => Promise<PaperView>;
}

/** A platform that has threads. */
export type ThreadPlatform = Platform & { readonly threads: Threads };

/** The platform of a channel. Throws `UserInputError` where it has no threads. */
export function threadsOf(channel: string, platforms: readonly Platform[]): ThreadPlatform {
  const platform = platformOf(channel, platforms);
  if (platform !== undefined && hasThreads(platform)) return platform;
  throw new UserInputError('There are no threads here: papers are discussed in the channels of Slack and Discord.');
}

function hasThreads(platform: Platform): platform is ThreadPlatform {
  return platform.threads !== undefined;
}
