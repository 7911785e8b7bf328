import { webApi } from '@slack/bolt';
import { z } from 'zod';
import { messageOf } from '../../core/errors.ts';
import type { Refusal } from '../refusal.ts';

/** Where people set up their apps. */
export const PORTAL = 'https://api.slack.com/apps';

/** The variables that hold a token. */
export type TokenVariable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

/** Where each token is made. */
const SOURCES: Readonly<Record<TokenVariable, string>> = {
  SLACK_BOT_TOKEN: `the "Bot User OAuth Token" (xoxb-…) under OAuth & Permissions at ${PORTAL}`,
  SLACK_APP_TOKEN: `an app-level token (xapp-…) with the scope connections:write under Basic Information at ${PORTAL}`,
};

const EXPIRING = 'a token that expires';

/** What each kind of token is, by how it begins (https://docs.slack.dev/authentication/tokens). */
const KINDS: readonly (readonly [beginning: string, kind: string, belongs: TokenVariable | undefined])[] = [
  ['xoxb-', "a bot's token", 'SLACK_BOT_TOKEN'],
  ['xapp-', 'an app-level token', 'SLACK_APP_TOKEN'],
  ['xoxp-', "a person's token", undefined],
  ['xoxe', EXPIRING, undefined],
  ['xoxa-', "a workspace's token", undefined],
];

const UNKNOWN: ReadonlySet<string> = new Set(['invalid_auth', 'not_authed', 'not_allowed_token_type']);

/** What Slack answers about an app that was taken out of its workspace. */
const REVOKED: ReadonlySet<string> = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
  'team_disabled',
  'user_removed_from_team',
]);

/** What Slack answers where it is in trouble itself. */
const TROUBLED: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
]);

/** The name of an error as Slack writes it; anything else, such as a page, is none of its own. */
const ERROR_NAME = /^[a-z][a-z\d_]{1,60}$/;

/** What is wrong with a token that begins as another kind does, or is not one piece; nothing where it may be the right one. */
export function findTokenFault(token: string, variable: TokenVariable): Refusal | undefined {
  if (/\s/.test(token)) {
    const reason = `${variable} has a space or a line break in it`;
    return { code: 'slack-token', reason, fix: `copy ${SOURCES[variable]} in one piece` };
  }
  const [, kind, belongs] = KINDS.find(([beginning]) => token.startsWith(beginning)) ?? [];
  if (kind === undefined || belongs === variable) return undefined;
  const reason = `${variable} holds ${kind}`;
  if (kind === EXPIRING) {
    // What was switched on once stays so: https://docs.slack.dev/authentication/using-token-rotation
    const fix = `make the app anew from config/slack-manifest.json, without token rotation, and set ${SOURCES[variable]}`;
    return { code: 'slack-token', reason, fix };
  }
  const move = belongs === undefined ? '' : `; this one belongs into ${belongs}`;
  return { code: 'slack-token', reason, fix: `set ${SOURCES[variable]}${move}` };
}

/** What it means that Slack did not answer as it should before anything was posted. */
export function explainRefusal(error: unknown, variable: TokenVariable = 'SLACK_BOT_TOKEN'): Refusal {
  const name = errorName(error);
  if (name === undefined || TROUBLED.has(name))
    return {
      code: 'slack-unreachable',
      reason: `Slack could not be reached (${name ?? reasonOf(error)})`,
      fix: 'check the network, and SLACK_API_URL where it is set',
      isPassing: true,
    };
  if (UNKNOWN.has(name))
    return { code: 'slack-token', reason: `Slack does not know this ${variable}`, fix: `set ${SOURCES[variable]}` };
  if (REVOKED.has(name))
    return {
      code: 'slack-token',
      reason: `Slack does not accept this ${variable} any more (${name})`,
      fix: `install the app again under Install App at ${PORTAL}, and set ${SOURCES[variable]}`,
    };
  return variable === 'SLACK_APP_TOKEN' ? explainNoConnection(name) : explainRefused(name);
}

function explainNoConnection(name: string): Refusal {
  return name === 'missing_scope'
    ? {
        code: 'slack-token',
        reason: 'SLACK_APP_TOKEN lacks the scope connections:write',
        fix: `set ${SOURCES.SLACK_APP_TOKEN}`,
      }
    : {
        code: 'slack-refused',
        reason: `Slack opens no connection (${name})`,
        fix: `switch "Enable Socket Mode" on under Socket Mode at ${PORTAL}`,
      };
}

function explainRefused(name: string): Refusal {
  return {
    code: 'slack-refused',
    reason: `Slack refuses what Paperboy asks (${name})`,
    fix: `look at the app's settings at ${PORTAL}`,
  };
}

/** The name that Slack gives an error, such as `channel_not_found`; nothing where it did not answer, or something else did. */
export function errorName(error: unknown): string | undefined {
  if (error instanceof webApi.WebAPIPlatformError) {
    const { error: name } = error.data;
    return ERROR_NAME.test(name) ? name : undefined;
  }
  // A token with characters that no header may have never leaves this machine.
  return error instanceof webApi.WebAPIRequestError && /ByteString|invalid header/i.test(error.original.message)
    ? 'invalid_auth'
    : undefined;
}

/** Why Slack gave no answer of its own, in a few words. */
export function reasonOf(error: unknown): string {
  if (error instanceof webApi.WebAPIRateLimitedError) return `it asks to wait ${error.retryAfter} s`;
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode >= 500) return `it answers ${error.statusCode}`;
  if (error instanceof webApi.WebAPIRequestError) {
    const { original } = error;
    return original.name === 'TimeoutError' ? 'it did not answer in time' : deepest(original);
  }
  const isElse =
    error instanceof webApi.WebAPIPlatformError ||
    error instanceof webApi.WebAPIHTTPError ||
    error instanceof z.ZodError;
  return isElse || error instanceof TypeError ? 'what answers there is not Slack' : messageOf(error);
}

/** `fetch` says why it failed only in what caused it. */
function deepest(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  if (cause.message === '' && 'code' in cause) return String(cause.code);
  return deepest(cause);
}
