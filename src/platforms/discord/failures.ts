import { DiscordAPIError, DiscordjsError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { z } from 'zod';
import { DeliveryError, messageOf } from '../../core/errors.ts';
import type { Refusal } from '../refusal.ts';

/** Where people set up their applications. */
export const PORTAL = 'https://discord.com/developers/applications';

/** What Discord refuses for good (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json), and how people mend it. */
const FINAL = new Map<unknown, string>([
  [RESTJSONErrorCodes.UnknownChannel, 'The channel does not exist any more; take it out of the configuration.'],
  [RESTJSONErrorCodes.MissingAccess, 'Paperboy cannot see the channel: allow it "View Channel" there.'],
  [RESTJSONErrorCodes.MissingPermissions, 'Paperboy may not write in the channel: allow it "Send Messages" there.'],
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser, 'The person does not take messages from Paperboy.'],
  [RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Discord refused the message for what is in it.'],
]);

/** Whether Discord has answered that it will never be done. */
export function isFinal(error: unknown): error is DiscordAPIError {
  return error instanceof DiscordAPIError && FINAL.has(error.code);
}

/** Whether Discord has answered that this is not for the bot to see. */
export function isHidden(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingAccess;
}

/** What a message that was not posted means. */
export function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const sentence = error instanceof DiscordAPIError ? FINAL.get(error.code) : undefined;
  if (sentence !== undefined) return new DeliveryError('discord-refused', sentence, { retryable: false, cause: error });
  const message = `Discord did not take the message (${reasonOf(error)}).`;
  return new DeliveryError('discord-failed', message, { retryable: isPassing(error), cause: error });
}

/** What it means that Discord did not answer as it should before anything was posted. */
export function explainRefusal(error: unknown): Refusal {
  if (isBadToken(error))
    return {
      code: 'discord-token',
      reason: 'Discord does not know this DISCORD_TOKEN',
      fix: `reset it under Bot at ${PORTAL} and set the new one`,
    };
  if (/disallowed intents/i.test(messageOf(error)))
    return {
      code: 'discord-intents',
      reason: 'Discord refused what Paperboy asked to listen to',
      fix: `check the intents under Bot at ${PORTAL}`,
    };
  return {
    code: 'discord-unreachable',
    reason: `Discord could not be reached (${reasonOf(error)})`,
    fix: 'check the network, and DISCORD_API_URL where it is set',
    isPassing: true,
  };
}

/** Whether Discord does not accept the token. */
function isBadToken(error: unknown): boolean {
  if (error instanceof DiscordAPIError || error instanceof HTTPError) return error.status === 401;
  if (error instanceof DiscordjsError) return String(error.code) === 'TokenInvalid';
  // The second is a token with characters that no header may have.
  return /^authentication failed$|invalid authorization header/i.test(messageOf(error));
}

function reasonOf(error: unknown): string {
  if (error instanceof RateLimitError)
    return `it asks to wait ${Math.ceil(Math.max(error.timeToReset, error.retryAfter) / 1000)} s`;
  if (error instanceof z.ZodError) return 'what answers there is not Discord';
  return error instanceof Error && error.name === 'AbortError' ? 'it did not answer in time' : messageOf(error);
}

function isPassing(error: unknown): boolean {
  return !(error instanceof DiscordAPIError) || error.status >= 500 || error.status === 429;
}
