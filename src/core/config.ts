import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { checkReferences, findTopic, type ReferenceChecks } from './config-check.ts';
import {
  channelDefaults,
  defaultTopic,
  fileSchema,
  LOCAL_CHANNEL,
  type ConfigFile,
  type Weekday,
} from './config-schema.ts';
import { faultsOf } from './config-faults.ts';
import { readYaml, type LineFault } from './config-yaml.ts';
import { ConfigError, messageOf } from './errors.ts';
import { redact } from './redact.ts';

/** A feed whose dumps are read from a folder. */
export interface FeedConfig {
  /** The id of a feed. */
  readonly feed: string;
  /** Relative to the data directory. */
  readonly folder: string;
}

/** A topic everyone may follow. */
export interface TopicConfig {
  readonly name: string;
  /** In the query language. */
  readonly query: string;
}

/** A channel that gets a digest, and when. */
export interface ChannelConfig {
  /** `console:local`, `slack:T1:C1`, `discord:G1:C1`, `discord:@me:C1`. */
  readonly channel: string;
  /** Names of topics as those declare them, in the order of the digest's sections. */
  readonly topics: 'all' | readonly string[];
  /** Local time of day, `HH:MM`. */
  readonly at: string;
  readonly weekdays: readonly Weekday[];
  /** An IANA time zone. */
  readonly timezone: string;
  /** How many papers a digest shows at most. */
  readonly cap: number;
  /** What comes of digests missed by more than an hour: one of them all at once, or nothing before the next time. */
  readonly catchUp: 'merged' | 'skip';
  /** What comes at a time when there is nothing to show: nothing, or a line saying why. */
  readonly emptyDays: 'silent' | 'say';
  /** What to do with a part that may or may not have been posted before a crash. */
  readonly onDoubt: 'skip' | 'resend';
}

/** What the model may use in a day. */
export interface BudgetConfig {
  /** Taken and given, over all calls. */
  readonly tokens?: number;
  /** In the currency of the prices; without both, a million tokens. */
  readonly cost?: number;
  /** Of a million tokens, by the name of a model. */
  readonly prices: Readonly<Record<string, { readonly input: number; readonly output: number }>>;
}

/** How much of discussions is kept, read and asked. */
export interface DiscussionsConfig {
  /** A discussion is forgotten after so many days in which nothing was said. */
  readonly keepDays: number;
  /** How many questions of one person, and of one space, the model is asked in a day. */
  readonly questionsPerPerson: number;
  readonly questionsPerSpace: number;
  /** Whether Discord is asked for the text of messages that do not mention the bot, which is a privileged intent. */
  readonly readMessages: boolean;
}

/** What the config file settles; it holds no secret. */
export interface Config {
  readonly feeds: readonly FeedConfig[];
  readonly topics: readonly TopicConfig[];
  readonly channels: readonly ChannelConfig[];
  /** Who may change in chat what concerns a whole channel: those whom its platform lets manage it, or everyone there. */
  readonly access: 'managers' | 'everyone';
  /** How long digests that were posted are kept, and what is personal of spaces that were left. */
  readonly retentionDays: number;
  /** Of channels that name none: an IANA time zone. */
  readonly timezone: string;
  readonly summaries: {
    readonly model: string;
    /** How many papers of one run the model is asked about at most. */
    readonly maxPerRun: number;
    /** How many calls run side by side. */
    readonly concurrency: number;
    /** For one call. */
    readonly timeoutSeconds: number;
  };
  readonly budget: BudgetConfig;
  readonly discussions: DiscussionsConfig;
}

/** What the file is checked against that core cannot know. */
export interface ConfigChecks extends ReferenceChecks {
  /** Of channels that name none; that of the process where absent. */
  readonly timezone?: string;
}

const DEFAULT_FOLDER = 'inbox';
/** A thousand summaries at the least. */
const DEFAULT_TOKENS = 1_000_000;

/** Reads and checks the config file. Rejects with `ConfigError`: a file that cannot be read, or all its faults with their lines. */
export async function loadConfig(path: string, checks: ConfigChecks): Promise<Config> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const fault = existsSync(path) ? `it cannot be read (${messageOf(error)})` : 'there is no such file';
    throw new ConfigError(path, [`${fault}; name one with --config or PAPERBOY_CONFIG`], { cause: error });
  }
  if (text.includes('\0')) throw new ConfigError(path, ['it is not written in UTF-8: save it as that']);
  return parseConfig(text, path, checks);
}

/** Checks the text of a config file; an empty one gives the defaults. Throws `ConfigError` with all faults and their lines. */
export function parseConfig(text: string, source: string, checks: ConfigChecks): Config {
  const yaml = readYaml(text);
  const value = yaml.value ?? {};
  const parsed = fileSchema.safeParse(value);
  const wrong = [
    ...(parsed.error ? faultsOf(parsed.error.issues, value) : []),
    ...checkReferences(value, checks, yaml),
  ];
  const located = wrong.map(({ path, message }) => ({
    line: yaml.lineOf(path),
    message: path.length === 0 ? message : `${redact(writePath(path))}: ${message}`,
  }));
  const faults = [...yaml.faults, ...located].toSorted((a, b) => a.line - b.line);
  if (!parsed.success || faults.length > 0) throw new ConfigError(source, faults.map(writeFault));
  return completeConfig(parsed.data, checks);
}

function completeConfig(
  { feeds, topics, channels, access, summaries, budget, discussions, retentionDays }: ConfigFile,
  checks: ConfigChecks,
): Config {
  const declared = topics ?? [defaultTopic];
  // Node knows no zone where TZ names none, whatever the types say.
  const timezone = checks.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
  return {
    feeds: feeds ?? checks.feedIds.slice(0, 1).map((feed) => ({ feed, folder: DEFAULT_FOLDER })),
    topics: declared,
    channels: (channels ?? [channelDefaults(LOCAL_CHANNEL)]).map((channel) => ({
      ...channel,
      timezone: channel.timezone ?? timezone,
      topics: channel.topics === 'all' ? 'all' : channel.topics.map((name) => findTopic(name, declared)?.name ?? name),
    })),
    access,
    timezone,
    summaries,
    budget: toBudget(budget),
    discussions,
    retentionDays,
  };
}

function toBudget({ tokens, cost, prices }: ConfigFile['budget']): BudgetConfig {
  if (typeof cost === 'number') return { cost, prices };
  return { tokens: tokens ?? DEFAULT_TOKENS, prices };
}

function writePath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** Further lines are indented, under the first. */
function writeFault({ line, message }: LineFault): string {
  return `line ${line}: ${message.replaceAll('\n', '\n    ')}`;
}
