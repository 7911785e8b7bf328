import { readEnvironment } from '../core/env.ts';
import type { Log } from '../core/log.ts';
import type { Platform } from '../platform.ts';
import type { Check, CheckContext } from './check.ts';
import type { ConsoleOptions } from './console/index.ts';
import { guide as discordGuide } from './discord/guide.ts';
import type { DiscordOptions } from './discord/index.ts';
import type { Guide } from './guide.ts';
import { guide as slackGuide } from './slack/guide.ts';
import type { SlackAccess } from './slack/index.ts';

/** What a platform is made from: the environment with its tokens, and the terminal. */
export interface PlatformContext extends ConsoleOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a platform tells what happens to its connection; warnings to standard error where absent. */
  readonly log?: Log;
  /** Whether to ask for the text of messages that do not mention the bot, where that takes asking. */
  readonly readMessages?: boolean;
}

/** A platform that may end by itself, as the console does when the person quits. */
export interface RunnablePlatform extends Platform {
  readonly closed?: Promise<void>;
}

/** One entry of the list: which environment variables switch a platform on, and how it is made. */
export interface PlatformEntry {
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** Of each of these groups at least one must be set; no group means that the platform serves where no other does. */
  readonly variables: readonly (readonly string[])[];
  /** Loads the platform's libraries only now, so that the command line starts fast. */
  create(context: PlatformContext): Promise<RunnablePlatform>;
  /** How people set it up; absent where it takes no token. */
  readonly guide?: Guide;
  /** Looks whether all is well for it, as it would be started with this context. Never rejects. */
  check?(context: CheckContext): Promise<readonly Check[]>;
}

/** Every platform there is, one folder each. */
export const platforms: readonly PlatformEntry[] = [
  {
    id: 'discord',
    name: 'Discord',
    variables: [['DISCORD_TOKEN']],
    guide: discordGuide,
    async create(context) {
      const { createDiscord } = await import('./discord/index.ts');
      return createDiscord({ ...readDiscordAccess(context), log: await openLog(context) });
    },
    async check(context) {
      const { checkDiscord } = await import('./discord/doctor.ts');
      return checkDiscord(readDiscordAccess(context), context.channels);
    },
  },
  {
    id: 'slack',
    name: 'Slack',
    variables: [['SLACK_BOT_TOKEN'], ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']],
    guide: slackGuide,
    async create(context) {
      const { createSlack } = await import('./slack/index.ts');
      return createSlack({ ...readSlackAccess(context.env), log: await openLog(context) });
    },
    async check({ env, channels }) {
      const { checkSlack } = await import('./slack/doctor.ts');
      return checkSlack(readSlackAccess(env), channels);
    },
  },
  {
    id: 'console',
    name: 'the terminal',
    variables: [],
    async create(context) {
      const { createConsole } = await import('./console/index.ts');
      return createConsole(context);
    },
  },
];

/** The platforms to start: those that the environment switches on, else those that need nothing of it. */
export function choosePlatforms(
  env: PlatformContext['env'],
  entries: readonly PlatformEntry[] = platforms,
): readonly PlatformEntry[] {
  const configured = entries.filter((entry) => entry.variables.length > 0 && listMissing(entry, env).length === 0);
  return configured.length > 0 ? configured : entries.filter(({ variables }) => variables.length === 0);
}

/** The groups of variables of which none is set. */
export function listMissing(
  { variables }: Pick<PlatformEntry, 'variables'>,
  env: PlatformContext['env'],
): PlatformEntry['variables'] {
  return variables.filter((group) => !group.some((name) => env[name]?.trim()));
}

async function openLog({ env, log }: PlatformContext): Promise<Log> {
  if (log !== undefined) return log;
  const { createLog } = await import('../core/log.ts');
  return createLog({ level: 'warn', secrets: readEnvironment(env).secrets });
}

function readDiscordAccess({
  env,
  readMessages = false,
}: Pick<PlatformContext, 'env' | 'readMessages'>): Omit<DiscordOptions, 'log'> {
  const { discordToken: token = '', discordApiUrl: apiUrl } = readEnvironment(env);
  return { token, ...(apiUrl !== undefined && { apiUrl }), ...(readMessages && { readsMessages: true }) };
}

function readSlackAccess(env: PlatformContext['env']): SlackAccess {
  const {
    slackBotToken: botToken = '',
    slackAppToken: appToken,
    slackSigningSecret: signingSecret,
    slackApiUrl: apiUrl,
  } = readEnvironment(env);
  return {
    botToken,
    ...(appToken !== undefined && { appToken }),
    ...(signingSecret !== undefined && { signingSecret }),
    ...(apiUrl !== undefined && { apiUrl }),
  };
}
