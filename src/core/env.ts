import { existsSync, readFileSync } from 'node:fs';
import { unescape } from 'node:querystring';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { isTimezone } from './config-schema.ts';
import { ConfigError, messageOf } from './errors.ts';
import { isSecretName, redact } from './redact.ts';

/** How much the log tells, from nothing to everything. */
const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

/** The environment variables Paperboy knows, read and checked; README says what each is for. Absent: not set, and no default. */
export interface Environment {
  /** `PAPERBOY_CONFIG`. */
  readonly configPath?: string;
  /** `PAPERBOY_DATA_DIR`, `data` where not set. */
  readonly dataDir: string;
  /** `PAPERBOY_SECRET`: signs, hashes and encrypts. */
  readonly secret?: string;
  /** `STORE_URL`, `paperboy.db` in the data directory where not set. */
  readonly storeUrl: string;
  readonly host: string;
  readonly port: number;
  /** `TZ`. */
  readonly timezone?: string;
  readonly logLevel: LogLevel;
  readonly discordToken?: string;
  readonly discordApiUrl?: string;
  readonly slackBotToken?: string;
  readonly slackAppToken?: string;
  readonly slackSigningSecret?: string;
  readonly slackApiUrl?: string;
  readonly openaiApiKey?: string;
  readonly openaiBaseUrl?: string;
  /** `OPENAI_MODEL`, which goes before `summaries.model` of the config file. */
  readonly openaiModel?: string;
  /** The values that no log and no message may show, passwords in URLs included. */
  readonly secrets: readonly string[];
}

const urlSchema = z.url({ protocol: /^https?$/, error: 'expected a URL that begins with http:// or https://' });
const portError = 'expected a port from 0 (any free one) to 65535';
const levelError = `expected one of ${logLevels.join(', ')}`;
const timezoneError = 'expected an IANA time zone such as Europe/Berlin';

const environmentSchema = z.object({
  configPath: z.string().exactOptional(),
  dataDir: z.string().default('data'),
  secret: z.string().min(16, 'expected at least 16 characters, such as "openssl rand -hex 32" makes').exactOptional(),
  storeUrl: z
    .string()
    .regex(/^[a-z][a-z\d+.-]*:./i, 'expected a URL such as sqlite:data/paperboy.db')
    .exactOptional(),
  host: z.string().default('127.0.0.1'),
  port: z.coerce.number(portError).int(portError).min(0, portError).max(65_535, portError).default(8080),
  timezone: z.string().refine(isTimezone, timezoneError).exactOptional(),
  logLevel: z.string().toLowerCase().pipe(z.enum(logLevels, levelError)).default('info'),
  discordToken: z.string().exactOptional(),
  discordApiUrl: urlSchema.exactOptional(),
  slackBotToken: z.string().exactOptional(),
  slackAppToken: z.string().exactOptional(),
  slackSigningSecret: z.string().exactOptional(),
  slackApiUrl: urlSchema.exactOptional(),
  openaiApiKey: z.string().exactOptional(),
  openaiBaseUrl: urlSchema.exactOptional(),
  openaiModel: z.string().exactOptional(),
});

/** The variable that each field is read from. */
const variables = {
  configPath: 'PAPERBOY_CONFIG',
  dataDir: 'PAPERBOY_DATA_DIR',
  secret: 'PAPERBOY_SECRET',
  storeUrl: 'STORE_URL',
  host: 'HOST',
  port: 'PORT',
  timezone: 'TZ',
  logLevel: 'LOG_LEVEL',
  discordToken: 'DISCORD_TOKEN',
  discordApiUrl: 'DISCORD_API_URL',
  slackBotToken: 'SLACK_BOT_TOKEN',
  slackAppToken: 'SLACK_APP_TOKEN',
  slackSigningSecret: 'SLACK_SIGNING_SECRET',
  slackApiUrl: 'SLACK_API_URL',
  openaiApiKey: 'OPENAI_API_KEY',
  openaiBaseUrl: 'OPENAI_BASE_URL',
  openaiModel: 'OPENAI_MODEL',
} as const satisfies Record<keyof typeof environmentSchema.shape, string>;

/**
 * Reads the variables, trimmed; an empty one counts as not set. Throws `ConfigError` with every bad value at once, none
 * of which is quoted where it could be a secret.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.entries(variables).flatMap(([field, variable]) => {
    const value = env[variable]?.trim() ?? '';
    return value === '' ? [] : [{ field, variable, value }];
  });
  const parsed = environmentSchema.safeParse(Object.fromEntries(given.map(({ field, value }) => [field, value])));
  if (!parsed.success) {
    const faults = new Map(parsed.error.issues.map(({ path: [field], message }) => [field, message]));
    const issues = given.flatMap(({ field, variable, value }) => {
      const message = faults.get(field);
      if (message === undefined) return [];
      return [`${variable}: ${message}${isSecretName(variable) ? '' : `, found "${redact(value)}"`}`];
    });
    throw new ConfigError('The environment', issues);
  }
  const { dataDir, storeUrl = `sqlite:${dataDir}/paperboy.db` } = parsed.data;
  const secrets = given.flatMap(({ variable, value }) => (isSecretName(variable) ? [value] : passwordsIn(value)));
  return { ...parsed.data, storeUrl, secrets };
}

/**
 * Sets the variables that a `.env` file gives and that are not set yet; no file is no fault. Throws `ConfigError` for one
 * that cannot be read and for every line that Node would pass over in silence, without quoting it.
 */
export function loadDotEnv(path = '.env'): void {
  if (!existsSync(path)) return;
  const text = readDotEnv(path);
  const lines = strayLines(text);
  if (lines.length > 0) {
    throw new ConfigError(
      path,
      lines.map((line) => `line ${line}: expected NAME=value, NAME="value" or a comment that begins with #`),
    );
  }
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
}

function readDotEnv(path: string): string {
  try {
    // The mark that some editors begin a file with would belong to the first name.
    const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
    if (!text.includes('\0')) return text;
  } catch (error) {
    const advice = 'make it a readable file of lines NAME=value, or take it away';
    throw new ConfigError(path, [`it cannot be read (${messageOf(error)}): ${advice}`], { cause: error });
  }
  throw new ConfigError(path, ['it is not written in UTF-8: save it as that']);
}

/** The 1-based numbers of lines that assign nothing; a value in quotes may run over several. */
function strayLines(text: string): readonly number[] {
  const bare = text.replace(/=[^\S\n]*(["'`])[^]*?\1/g, (value) => `=${value.replace(/[^\n]/g, '')}`);
  return bare
    .split('\n')
    .flatMap((line, i) => (/^\s*(?:#|$|(?:export\s+)?[\w.-]+\s*=(?!\s*["'`]))/.test(line) ? [] : [i + 1]));
}

function passwordsIn(text: string): readonly string[] {
  const password = URL.parse(text)?.password ?? '';
  return password === '' ? [] : [password, unescape(password)];
}
