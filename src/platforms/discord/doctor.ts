import { ApplicationFlags, Routes } from 'discord.js';
import type { Client } from 'discord.js';
import { z } from 'zod';
import type { Check, CheckedChannel, Finding } from '../check.ts';
import { toFinding } from '../refusal.ts';
import { checkChannel } from './check-channel.ts';
import { explainRefusal, PORTAL, REFUSED_INTENTS } from './failures.ts';
import { createClient } from './client.ts';
import type { DiscordOptions } from './index.ts';
import { inviteLink } from './permissions.ts';

type Application = z.infer<typeof applicationSchema>;

const TIMEOUT_MS = 10_000;

const userSchema = z.object({ id: z.string(), username: z.string() });
const applicationSchema = z.object({
  id: z.string(),
  name: z.string(),
  flags: z.number().default(0),
  bot_require_code_grant: z.boolean().default(false),
  interactions_endpoint_url: z.string().nullish(),
  owner: z.object({ username: z.string() }).nullish(),
  team: z.object({ name: z.string() }).nullish(),
});
const gatewaySchema = z.object({
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
});

/** Checks the token, the application, the gateway and each channel, without going online as the bot. Never rejects. */
export async function checkDiscord(
  { token, apiUrl, readsMessages = false }: Omit<DiscordOptions, 'log'>,
  channels: readonly CheckedChannel[],
  timeoutMs = TIMEOUT_MS,
): Promise<readonly Check[]> {
  const client = createClient(token, apiUrl, {
    timeout: timeoutMs,
    retries: 0,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > timeoutMs,
  });
  const checks: Check[] = [];
  try {
    for await (const check of inspect(client, channels, readsMessages)) checks.push(check);
  } catch (error) {
    checks.push({ check: 'discord', ...toFinding(explainRefusal(error)) });
  } finally {
    await client.destroy();
  }
  return checks;
}

async function* inspect(
  client: Client,
  channels: readonly CheckedChannel[],
  readsMessages: boolean,
): AsyncGenerator<Check> {
  const { id: user, username } = userSchema.parse(await client.rest.get(Routes.user()));
  const application = applicationSchema.parse(await client.rest.get(Routes.currentApplication()));
  yield { check: 'discord', ...checkApplication(application, username) };
  yield { check: 'discord invite', ...checkInvite(application) };
  yield { check: 'discord gateway', ...checkGateway(await client.rest.get(Routes.gatewayBot())) };
  if (readsMessages) yield { check: 'discord messages', ...checkContent(application) };
  for (const channel of channels) {
    const finding = await checkChannel(client, { user, application: application.id }, channel);
    yield { check: 'discord channel', ...finding };
  }
}

function checkApplication({ name, owner, team, interactions_endpoint_url }: Application, bot: string): Finding {
  const holder = team?.name ?? owner?.username;
  const message = `the token is that of ${bot}, the bot of "${name}"${holder === undefined ? '' : ` (of ${holder})`}`;
  if (!interactions_endpoint_url) return { ok: true, message };
  return {
    ok: false,
    message: `${message}, whose commands go to ${interactions_endpoint_url} instead of Paperboy`,
    fix: `Empty "Interactions Endpoint URL" under General Information at ${PORTAL}.`,
  };
}

function checkInvite({ id, bot_require_code_grant }: Application): Finding {
  if (!bot_require_code_grant) return { ok: true, message: `to bring it to a server, open ${inviteLink(id)}` };
  const fix = `Switch "Requires OAuth2 Code Grant" off under Bot at ${PORTAL}.`;
  return { ok: false, message: 'nobody can invite it: the invitation asks for a code grant', fix };
}

function checkGateway(answer: unknown): Finding {
  const { total, remaining, reset_after } = gatewaySchema.parse(answer).session_start_limit;
  const message = `${remaining} of ${total} starts a day are left`;
  if (remaining > 0) return { ok: true, message };
  const minutes = Math.ceil(reset_after / 60_000);
  return { ok: false, message, fix: `Start it in ${minutes} minutes, and see why it was started so often.` };
}

/** Larger applications are given the intent by Discord itself, others switch it on. */
function checkContent({ flags }: Application): Finding {
  const { GatewayMessageContent, GatewayMessageContentLimited } = ApplicationFlags;
  return (flags & (GatewayMessageContent | GatewayMessageContentLimited)) !== 0
    ? { ok: true, message: 'Paperboy may read what people write in threads' }
    : toFinding(REFUSED_INTENTS);
}
