import type { Log } from '../core/log.ts';
import type { Platform } from '../platform.ts';
import type { Check, CheckContext } from './check.ts';
import type { ConsoleOptions } from './console/index.ts';

/** What a platform is made from: the environment with its tokens, and the terminal. */
export interface PlatformContext extends ConsoleOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a platform tells what happens to its connection; warnings to standard error where absent. */
  readonly log?: Log;
}

/** A platform that may end by itself, as the console does when the person quits. */
export interface RunnablePlatform extends Platform {
  readonly closed?: Promise<void>;
}

/** One entry of the list: which environment variables switch a platform on, and how it is made. */
export interface PlatformEntry {
  readonly id: string;
  /** All must be set; none means that the platform serves where no other does. */
  readonly variables: readonly string[];
  /** Loads the platform's libraries only now, so that the command line starts fast. */
  create(context: PlatformContext): Promise<RunnablePlatform>;
  /** Looks whether all is well for it, as it would be started with this context. Never rejects. */
  check?(context: CheckContext): Promise<readonly Check[]>;
}

/** Every platform there is, one folder each. */
export const platforms: readonly PlatformEntry[] = [
  {
    id: 'discord',
    variables: ['DISCORD_TOKEN'],
    async create({ env, log }) {
      const [{ createDiscord }, { createLog }] = await Promise.all([
        import('./discord/index.ts'),
        import('../core/log.ts'),
      ]);
      const access = readDiscordAccess(env);
      return createDiscord({ ...access, log: log ?? createLog({ level: 'warn', secrets: [access.token] }) });
    },
    async check({ env, channels }) {
      const { checkDiscord } = await import('./discord/doctor.ts');
      return checkDiscord(readDiscordAccess(env), channels);
    },
  },
  {
    id: 'console',
    variables: [],
    async create(context) {
      const { createConsole } = await import('./console/index.ts');
      return createConsole(context);
    },
  },
];

/** The platforms to start: those whose variables are all set, else those that need none. */
export function choosePlatforms(
  env: PlatformContext['env'],
  entries: readonly PlatformEntry[] = platforms,
): readonly PlatformEntry[] {
  const configured = entries.filter(
    ({ variables }) => variables.length > 0 && variables.every((name) => env[name]?.trim()),
  );
  return configured.length > 0 ? configured : entries.filter(({ variables }) => variables.length === 0);
}

function readDiscordAccess(env: PlatformContext['env']): { token: string; apiUrl?: string } {
  const apiUrl = env['DISCORD_API_URL']?.trim();
  return { token: env['DISCORD_TOKEN']?.trim() ?? '', ...(apiUrl && { apiUrl }) };
}
