import { DiscordAPIError, DiscordjsError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { z } from 'zod';
import { DeliveryError, messageOf } from '../../core/errors.ts';
import type { Refusal } from '../refusal.ts';
import { isUnreached } from '../unreached.ts';

/** Where people set up their applications. */
export const PORTAL = 'https://discord.com/developers/applications';

const NO_MESSAGES = 'The person does not take messages from Paperboy.';
const NO_TEXT = 'The channel takes no messages: choose a text channel or a thread.';

/** What Discord refuses, by its codes (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json), and how people mend it. */
const CHANNEL: ReadonlyMap<unknown, string> = new Map([
  [
    RESTJSONErrorCodes.UnknownChannel,
    'The channel does not exist any more; if it is in the configuration, take it out.',
  ],
  [RESTJSONErrorCodes.UnknownGuild, 'Paperboy is not in the server any more: invite it again.'],
  [RESTJSONErrorCodes.MissingAccess, 'Paperboy cannot see the channel: allow it "View Channel" there.'],
  [RESTJSONErrorCodes.MissingPermissions, 'Paperboy may not write in the channel: allow it "Send Messages" there.'],
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser, NO_MESSAGES],
  [RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds, NO_MESSAGES],
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel, NO_TEXT],
  [RESTJSONErrorCodes.CannotExecuteActionOnThisChannelType, NO_TEXT],
  [RESTJSONErrorCodes.CannotSendAMessageInAForumChannel, NO_TEXT],
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread, 'The thread is archived: open it again.'],
  [RESTJSONErrorCodes.ThreadLocked, 'The thread is locked: unlock it.'],
  [RESTJSONErrorCodes.MaximumActiveThreads, 'The server has as many open threads as it may: close some.'],
  [
    RESTJSONErrorCodes.ChannelVerificationLevelTooHighForYouToGainAccess,
    'The server asks more of its members than Paperboy can give: lower its verification level.',
  ],
]);
const CONTENT: ReadonlyMap<unknown, string> = new Map([
  [RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Discord refused the message for what is in it.'],
  [RESTJSONErrorCodes.RequestEntityTooLarge, 'The message is too large for Discord.'],
  [RESTJSONErrorCodes.ExplicitContentCannotBeSentToTheDesiredRecipient, 'Discord takes the message for explicit.'],
  [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration, 'A rule of AutoMod in the server blocked the message.'],
  [RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter, 'Discord takes a link in the message for harmful.'],
]);

/** The one privileged intent that Paperboy may ask for is not allowed (https://docs.discord.com/developers/events/gateway#message-content-intent). */
export const REFUSED_INTENTS: Refusal = {
  code: 'discord-intents',
  reason: 'Discord does not let Paperboy read what people write',
  fix: `switch "Message Content Intent" on under Bot at ${PORTAL}, or set readMessages to false under discussions in the configuration`,
};

const GONE: ReadonlySet<unknown> = new Set([RESTJSONErrorCodes.UnknownChannel, RESTJSONErrorCodes.UnknownMessage]);

/** What Discord refuses for now only, though not as a rate limit or a fault of its own. */
const PASSING: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.ActionCannotBePerformedDueToSlowmodeRateLimit,
  RESTJSONErrorCodes.ChannelSendRateLimit,
  RESTJSONErrorCodes.ServerSendRateLimit,
  RESTJSONErrorCodes.OpeningDirectMessagesTooFast,
  RESTJSONErrorCodes.SendMessagesHasBeenTemporarilyDisabled,
  RESTJSONErrorCodes.FeatureTemporarilyDisabledServerSide,
  RESTJSONErrorCodes.ServiceResourceIsBeingRateLimited,
  RESTJSONErrorCodes.IndexNotYetAvailable,
  RESTJSONErrorCodes.APIResourceOverloaded,
]);

/** Whether Discord has answered that this is not for the bot to see. */
export function isHidden(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingAccess;
}

/** How long Discord asks to wait before a message is posted, in milliseconds; with `isGlobal` all are to wait. */
export function findWait(error: unknown): { readonly ms: number; readonly isGlobal: boolean } | undefined {
  const cause = error instanceof DeliveryError ? error.cause : error;
  if (!(cause instanceof RateLimitError)) return undefined;
  return { ms: Math.max(cause.timeToReset, cause.retryAfter), isGlobal: cause.global };
}

/** What it means that a message was not posted. */
export function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (isBadToken(error) || isUnreached(error) || isElsewhere(error)) {
    const { code, reason, fix } = explainRefusal(error);
    return new DeliveryError(code, `${reason}: ${fix}.`, { obstacle: 'platform', cause: error });
  }
  if (error instanceof DiscordAPIError && !isPassing(error)) return toRefusal(error);
  return new DeliveryError('discord-failed', `Discord did not take the message (${reasonOf(error)}).`, {
    obstacle: 'passing',
    // Each call is made once, so that a refusal is the answer to all that was sent.
    mayBePosted: !(error instanceof DiscordAPIError || error instanceof RateLimitError),
    cause: error,
  });
}

/** What it means that a message could not be looked for: whether it was posted is as open as before, and nothing is wrong with it. */
export function toSearchError(error: unknown): DeliveryError {
  const { code, message, obstacle } = toDeliveryError(error);
  const asked = message.replace('did not take the message', 'did not show the messages of the channel');
  const hindrance = obstacle === 'content' ? 'passing' : obstacle;
  return new DeliveryError(code, asked, { obstacle: hindrance, mayBePosted: true, cause: error });
}

/** What it means that a thread, or what was said in it, could not be looked at. */
export function toLookError(error: unknown): DeliveryError {
  const { code, message, obstacle } = toSearchError(error);
  return new DeliveryError(code, message, { obstacle, cause: error });
}

/** Whether Discord has answered that a message has its thread already. */
export function hasThread(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage;
}

/** Whether Discord has answered that a channel, a thread or a message is not there. */
export function isGone(error: unknown): boolean {
  return error instanceof DiscordAPIError && GONE.has(error.code);
}

function toRefusal(error: DiscordAPIError): DeliveryError {
  const { code, status, message } = error;
  const isChannel = CHANNEL.has(code) || (!CONTENT.has(code) && (status === 403 || status === 404));
  const sentence = CHANNEL.get(code) ?? CONTENT.get(code) ?? `Discord refused the message (${message}).`;
  return new DeliveryError('discord-refused', sentence, { obstacle: isChannel ? 'channel' : 'content', cause: error });
}

/** What it means that Discord did not answer as it should before anything was posted. */
export function explainRefusal(error: unknown): Refusal {
  if (isBadToken(error))
    return {
      code: 'discord-token',
      reason: 'Discord does not know this DISCORD_TOKEN',
      fix: `reset it under Bot at ${PORTAL} and set the new one`,
    };
  if (/disallowed intents/i.test(messageOf(error))) return REFUSED_INTENTS;
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
  // The second is a token with characters that no header may have; one that was refused the library has dropped.
  return /^authentication failed$|invalid authorization header|^expected token to be set/i.test(messageOf(error));
}

function reasonOf(error: unknown): string {
  if (error instanceof RateLimitError)
    return `it asks to wait ${Math.ceil(Math.max(error.timeToReset, error.retryAfter) / 1000)} s`;
  if (error instanceof z.ZodError || error instanceof SyntaxError || isElsewhere(error))
    return 'what answers there is not Discord';
  return error instanceof Error && error.name === 'AbortError' ? 'it did not answer in time' : messageOf(error);
}

function isPassing({ status, code }: DiscordAPIError): boolean {
  return status >= 500 || status === 429 || PASSING.has(code);
}

/** Whether the answer is a page of something on the way, or Discord's network keeps the bot out. */
function isElsewhere(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError) || error.status === 429) return false;
  return typeof error.code !== 'number' || error.code === RESTJSONErrorCodes.CloudflareIsBlockingYourRequest;
}
