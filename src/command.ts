import type { Card, Post } from './platform.ts';

/** One option of a command. Every platform derives its form, its help and its checks from this. */
export interface OptionSpec {
  /** Lower-case, one word. */
  readonly name: string;
  readonly description: string;
  readonly type: 'text' | 'integer';
  readonly required?: true;
  /** Smallest and largest value allowed, for integers. */
  readonly min?: number;
  readonly max?: number;
}

/** One use of a command by one person in one channel, its options checked against their declaration. */
export interface Invocation {
  /** `console:local`, `slack:T1:C1`, `discord:G1:C1`. */
  readonly channel: string;
  readonly options: Readonly<Record<string, string | number>>;
}

/** What a command answers: plain data, rendered by the platform it was asked on. */
export type Reply = Post;

/** How many papers of the library a query matches, with a few of them. */
export interface TopicPreview {
  readonly query: string;
  readonly matched: number;
  /** How many papers the library holds. */
  readonly total: number;
  /** Matches a week, over the time the library covers. */
  readonly perWeek: number;
  readonly examples: readonly Card[];
}

/** What commands may do; the bot hands it in, so that a command is tested with a plain object. */
export interface Services {
  readonly commands: readonly Command[];
  /** Best first, `limit` at most. Throws `UserInputError` for a query that cannot be read. */
  search(query: string, limit: number): Promise<readonly Card[]>;
  /** The newest papers of the library, newest first. */
  latest(limit: number): Promise<readonly Card[]>;
  /** What the channel's next digest would hold now; moves nothing. */
  previewDigest(channel: string): Promise<Post>;
  /** Topics by name, with their query. */
  topics(): Promise<readonly { readonly name: string; readonly query: string }[]>;
  /** Throws `UserInputError` for a query that cannot be read. */
  previewTopic(query: string): Promise<TopicPreview>;
}

/** Something people can type. One file under `commands/`, no platform import. */
export interface Command {
  /** Lower-case, one word: `search` is typed `/papers search`. */
  readonly name: string;
  /** One line, without a full stop. */
  readonly description: string;
  readonly options: readonly OptionSpec[];
  /** Whole inputs as one would type them, without the leading slash: `search sparse autoencoder`. */
  readonly examples: readonly string[];
  run(invocation: Invocation, services: Services): Promise<Reply>;
}

/** Declares a command; the identity function that keeps its type exact. */
export function defineCommand(command: Command): Command {
  return command;
}
