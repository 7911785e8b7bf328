import { webApi } from '@slack/bolt';
import { z } from 'zod';
import { list } from '../../core/wording.ts';
import type { Check, CheckedChannel, Finding } from '../check.ts';
import { toFinding, type Refusal } from '../refusal.ts';
import { checkChannel } from './check-channel.ts';
import { HTTP_PATH } from './commands.ts';
import type { SlackAccess } from './index.ts';
import { explainRefusal, findTokenFault, PORTAL } from './refusals.ts';
import { BOT_SCOPES, EVENTS, findMissingScopes, SCOPES, type Scope } from './scopes.ts';

const TIMEOUT_MS = 10_000;

const RENEW_FIX = `Paste what \`paperboy manifest\` prints under App Manifest at ${PORTAL} and save it; then "Reinstall to Workspace" under Install App.`;

/** A secret as Slack makes them (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
const SIGNING_SECRET = /^[\da-f]{32}$/i;

const authSchema = z.object({
  team: z.string().optional(),
  team_id: z.string(),
  user: z.string().default('paperboy'),
  bot_id: z.string().optional(),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Checks the tokens, the scopes, the events and each channel, without going online as the bot. Never rejects. */
export async function checkSlack(
  access: SlackAccess,
  channels: readonly CheckedChannel[],
  timeoutMs = TIMEOUT_MS,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  try {
    for await (const check of inspect(access, channels, timeoutMs)) checks.push(check);
  } catch (error) {
    checks.push({ check: 'slack', ...toFinding(explainRefusal(error)) });
  }
  return checks;
}

async function* inspect(
  access: SlackAccess,
  channels: readonly CheckedChannel[],
  timeoutMs: number,
): AsyncGenerator<Check> {
  const client = openClient(access, timeoutMs, access.botToken);
  const identity = await identify(client, access.botToken);
  if ('reason' in identity) {
    yield { check: 'slack', ...toFinding(identity) };
    return yield { check: 'slack connection', ...(await checkConnection(access, timeoutMs)) };
  }
  const { team, team_id, user, bot_id, response_metadata } = identity;
  const workspace = team === undefined ? team_id : `${team} (${team_id})`;
  const isBot = bot_id !== undefined || access.botToken.startsWith('xoxb-');
  const granted = response_metadata?.scopes;
  yield { check: 'slack', ...checkIdentity(`${user} in the workspace ${workspace}`, isBot) };
  yield { check: 'slack scopes', ...checkScopes(granted) };
  yield { check: 'slack connection', ...(await checkConnection(access, timeoutMs)) };
  yield { check: 'slack events', ...checkEvents(granted) };
  for (const channel of channels) {
    const finding = await checkChannel(client, { name: user, team: team_id }, channel);
    yield { check: 'slack channel', ...finding };
  }
}

/** The workspace that a bot's token is of, by its id. Rejects where Slack does not tell. */
export async function findWorkspace(access: SlackAccess, timeoutMs = TIMEOUT_MS): Promise<string> {
  const client = openClient(access, timeoutMs, access.botToken);
  return authSchema.parse(await client.auth.test()).team_id;
}

/** Whose token it is, or what is wrong with it. Rejects where Slack is out of reach. */
async function identify(client: webApi.WebClient, token: string): Promise<z.infer<typeof authSchema> | Refusal> {
  const fault = findTokenFault(token, 'SLACK_BOT_TOKEN');
  if (fault !== undefined) return fault;
  try {
    return authSchema.parse(await client.auth.test());
  } catch (error) {
    const refusal = explainRefusal(error);
    if (refusal.isPassing) throw error;
    return refusal;
  }
}

function openClient({ apiUrl }: Pick<SlackAccess, 'apiUrl'>, timeoutMs: number, token: string): webApi.WebClient {
  return new webApi.WebClient(token, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: webApi.LogLevel.ERROR,
  });
}

function checkIdentity(holder: string, isBot: boolean): Finding {
  if (isBot) return { ok: true, message: `the token is that of ${holder}` };
  const fix = `Set the "Bot User OAuth Token" (xoxb-…) under OAuth & Permissions at ${PORTAL}.`;
  return { ok: false, message: `SLACK_BOT_TOKEN is that of a person, ${holder}`, fix };
}

function checkScopes(granted: readonly string[] | undefined): Finding {
  if (granted === undefined)
    return { ok: true, message: 'Slack does not say what the token may do: what is missing shows when it is used' };
  const missing = findMissingScopes(granted);
  if (missing.length === 0) return { ok: true, message: `all ${BOT_SCOPES.length} scopes that are needed are granted` };
  return { ok: false, message: `not granted: ${missing.map(describeScope).join('; ')}`, fix: RENEW_FIX };
}

function describeScope(scope: Scope): string {
  return `${scope} (${SCOPES[scope]})`;
}

/** Whether Slack would let Paperboy listen, or could call it; opens no socket. */
async function checkConnection(
  { appToken, signingSecret, ...access }: SlackAccess,
  timeoutMs: number,
): Promise<Finding> {
  if (appToken === undefined) return checkSigningSecret(signingSecret, access.apiUrl !== undefined);
  const fault = findTokenFault(appToken, 'SLACK_APP_TOKEN');
  if (fault !== undefined) return toFinding(fault);
  try {
    await openClient(access, timeoutMs, appToken).apps.connections.open({});
    return { ok: true, message: 'SLACK_APP_TOKEN opens Socket Mode' };
  } catch (error) {
    return toFinding(explainRefusal(error, 'SLACK_APP_TOKEN'));
  }
}

/** Whether a signing secret is one; another server in Slack's place may make its secrets as it likes. */
export function checkSigningSecret(secret: string | undefined, isElsewhere: boolean): Finding {
  if (secret === undefined) {
    const fix = `Under Basic Information at ${PORTAL} make an app-level token with connections:write, and set SLACK_APP_TOKEN.`;
    return { ok: false, message: 'neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set', fix };
  }
  if (isElsewhere || SIGNING_SECRET.test(secret)) {
    const message = `SLACK_SIGNING_SECRET is set; the app must call Paperboy at ${HTTP_PATH} of its public address`;
    return { ok: true, message };
  }
  const fix = `Copy "Signing Secret" under Basic Information at ${PORTAL}: 32 characters, 0 to 9 and a to f.`;
  return { ok: false, message: 'SLACK_SIGNING_SECRET is no signing secret', fix };
}

/** Which events an app subscribes to, no method tells: only whether they may be received. */
function checkEvents(granted: readonly string[] | undefined): Finding {
  const names = Object.keys(EVENTS);
  const closed = Object.entries(EVENTS).filter(([, scopes]: [string, readonly Scope[]]) => {
    return granted !== undefined && scopes.length > 0 && !scopes.some((scope) => granted.includes(scope));
  });
  if (closed.length > 0) {
    const closedNames = closed.map(([name, scopes]) => `${name} (${list(scopes, 'or')})`);
    return { ok: false, message: `not received, for want of scopes: ${list(closedNames, 'and')}`, fix: RENEW_FIX };
  }
  const message = `${list(names, 'and')} may be received; whether the app subscribes to them, only its settings show: compare App Manifest at ${PORTAL} with \`paperboy manifest\``;
  return { ok: true, message };
}
