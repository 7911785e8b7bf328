import type { PlatformContext } from './index.ts';

/** One finding of `paperboy doctor`: a line of its `--json`. */
export interface Check {
  readonly check: string;
  readonly ok: boolean;
  readonly message: string;
  /** How to mend it, where it is not well. */
  readonly fix?: string;
}

/** A {@link Check} whose name is given elsewhere. */
export type Finding = Omit<Check, 'check'>;

/** A channel that gets digests. */
export interface CheckedChannel {
  readonly id: string;
  /** Stands in the configuration file; else it was set up in chat. */
  readonly isConfigured: boolean;
}

/** What a platform is checked with: the environment with its tokens, and the channels it is to post in. */
export interface CheckContext extends Pick<PlatformContext, 'env' | 'readMessages'> {
  readonly channels: readonly CheckedChannel[];
}
