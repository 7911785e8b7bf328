import type { PlatformContext } from './index.ts';

/** A token to be asked for. */
export interface TokenGuide {
  readonly variable: string;
  readonly label: string;
  /** The checks of `paperboy doctor` that tell whether it is the right one. */
  readonly checks: readonly string[];
}

/** How a platform is set up. */
export interface Guide {
  /** How people get the tokens, in lines of 72 characters at most. */
  readonly steps: string;
  readonly tokens: readonly TokenGuide[];
  /** The check that says how the bot is brought to a server, where it has to be. */
  readonly invite?: string;
  /** What a link to a channel looks like. */
  readonly link: string;
  /** What has to be known before a link can be read, where links do not tell all. Rejects where the platform does not either. */
  findTeam?(env: PlatformContext['env']): Promise<string>;
  /** The channel that a link names. */
  readLink(text: string, team?: string): string | undefined;
}
