/** An error that Paperboy raises on purpose: a stable `code` for programs, a sentence for people, the `cause` below it. */
export class PaperboyError extends Error {
  /** A short, stable, lower-case name of what went wrong, such as `config` or `feed-unreachable`. */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The configuration cannot be used. `issues` holds every fault found, one sentence each, with its line where known. */
export class ConfigError extends PaperboyError {
  readonly issues: readonly string[];

  constructor(source: string, issues: readonly string[], options?: { cause?: unknown }) {
    super(
      'config',
      `${source} has ${issues.length} ${issues.length === 1 ? 'fault' : 'faults'}:\n${bulleted(issues)}`,
      options,
    );
    this.issues = issues;
  }
}

/** A feed could not be reached or read at all. A single bad entry is a {@link Problem} instead. */
export class FeedError extends PaperboyError {}

/** What a call to a model has used. */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** The model refused, timed out, or answered something that is no summary. The paper then falls to a lower rung. */
export class SummaryError extends PaperboyError {
  /** What was used all the same, where the server has said so. */
  readonly usage?: TokenUsage;
  /** Whether the same call may succeed in a moment. */
  readonly retryable: boolean;
  /** How long the server asks to be left alone before that, where it says so. */
  readonly retryAfterMs?: number;

  constructor(
    code: string,
    message: string,
    options: {
      readonly cause?: unknown;
      readonly usage?: TokenUsage;
      readonly retryable?: boolean;
      readonly retryAfterMs?: number | undefined;
    } = {},
  ) {
    super(code, message, options);
    this.retryable = options.retryable ?? false;
    if (options.usage !== undefined) this.usage = options.usage;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * What kept a post from its channel. `passing`: may soon be over, as a rate limit or an error of the server. `content`: the
 * platform refuses this post for what is in it. `channel`: it refuses any post to the channel, until someone gives the bot
 * access. `platform`: it takes no post at all, for it is out of reach, or does not know the token any more.
 */
export type Obstacle = 'passing' | 'content' | 'channel' | 'platform';

/** A post did not reach its channel, or nobody can say whether it did. */
export class DeliveryError extends PaperboyError {
  readonly obstacle: Obstacle;
  /** Whether it may be there all the same: no answer came, or one that does not tell. */
  readonly mayBePosted: boolean;

  constructor(
    code: string,
    message: string,
    options: { readonly obstacle: Obstacle; readonly mayBePosted?: boolean; readonly cause?: unknown },
  ) {
    super(code, message, options);
    this.obstacle = options.obstacle;
    this.mayBePosted = options.mayBePosted ?? false;
  }

  /** Whether the same post may go through later, with nobody doing anything. */
  get retryable(): boolean {
    return this.obstacle === 'passing' || this.obstacle === 'platform';
  }
}

/** A chat platform did not let Paperboy in. */
export class PlatformError extends PaperboyError {
  /** Whether it may do so later, as the things are set now. */
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { retryable: boolean; cause?: unknown }) {
    super(code, message, options);
    this.retryable = options.retryable;
  }
}

/** The store could not be opened, read or written. Never to be taken for "not seen before". */
export class StoreError extends PaperboyError {}

/** A person typed something that cannot be understood; the message is shown to them as it is. */
export class UserInputError extends PaperboyError {
  constructor(message: string, options?: { cause?: unknown }) {
    super('user-input', message, options);
  }
}

/** One thing that went wrong while the rest went on: expected partial failure, reported as data. */
export interface Problem {
  /** A short, stable, lower-case name of the kind of problem, such as `ambiguous` or `html`. */
  readonly code: string;
  /** The 1-based line of the source it was met on, where there is one. */
  readonly line?: number;
  /** One sentence: what was expected there, and how to mend it. */
  readonly message: string;
}

/** The message of whatever was thrown, for a sentence shown to people. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Whether what was thrown is an error of this code, such as Node's `ENOENT`. */
export function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

function bulleted(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line}`).join('\n');
}
