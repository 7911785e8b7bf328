import { webApi } from '@slack/bolt';
import { DeliveryError, type Obstacle } from '../../core/errors.ts';
import { isUnreached } from '../unreached.ts';
import { errorName, explainRefusal, reasonOf } from './refusals.ts';

const NO_ACCESS = 'Paperboy is not in the channel: invite it there with `/invite @paperboy`.';
const FORBIDDEN = 'The workspace does not let Paperboy write in the channel: ask one of its admins.';
const GONE = 'The thread is gone: somebody has deleted it.';
const LOCKED = 'The thread is locked: the admins of the workspace let nobody write in it.';
const CLOSED = 'The person does not take messages from Paperboy.';

/** What Slack refuses in one channel, by its names (https://docs.slack.dev/reference/methods/chat.postMessage#errors), and how people mend it. */
const CHANNEL: ReadonlyMap<string, string> = new Map([
  ['channel_not_found', `The channel does not exist, or is hidden from Paperboy. ${NO_ACCESS}`],
  ['not_in_channel', NO_ACCESS],
  ['is_archived', 'The channel is archived; take it out of the configuration, or unarchive it.'],
  ['no_permission', FORBIDDEN],
  ['access_denied', FORBIDDEN],
  ['team_access_not_granted', FORBIDDEN],
  ['team_not_found', FORBIDDEN],
  ['restricted_action', FORBIDDEN],
  ['restricted_action_read_only_channel', FORBIDDEN],
  ['restricted_action_non_threadable_channel', FORBIDDEN],
  ['restricted_action_thread_only_channel', FORBIDDEN],
  ['ekm_access_denied', FORBIDDEN],
  ['thread_not_found', GONE],
  ['message_not_found', GONE],
  ['cannot_reply_to_message', GONE],
  ['restricted_action_thread_locked', LOCKED],
  ['messages_tab_disabled', 'Turn on the Messages Tab under App Home in the settings of the app.'],
  ['user_disabled', 'The person is not in the workspace any more.'],
  ['user_not_found', 'The person is not in the workspace any more.'],
  ['cannot_dm_bot', CLOSED],
  ['user_not_visible', CLOSED],
]);

/** What Slack refuses for what is in it. */
const CONTENT: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'invalid_arg_name',
  'invalid_array_arg',
  'invalid_charset',
  'invalid_form_data',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_must_be_sent_from_app',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'slack_connect_canvas_sharing_blocked',
  'slack_connect_file_link_sharing_blocked',
  'slack_connect_lists_sharing_blocked',
  'too_many_attachments',
  'too_many_contact_cards',
]);

/** What Slack takes from no channel at all, until someone mends the app, or the workspace has been moved. */
const PLATFORM: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'team_disabled',
  'user_removed_from_team',
  'accesslimited',
  'deprecated_endpoint',
  'enterprise_is_restricted',
  'method_deprecated',
  'org_login_required',
  'team_added_to_org',
  'two_factor_setup_required',
]);

/** Where Slack failed half-way: "It's possible some aspect of the operation succeeded" (same page). */
const DOUBTFUL: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
]);

/** What it means that a reply would not stand in its thread. */
export function threadGone(): DeliveryError {
  return new DeliveryError('slack-refused', GONE, { obstacle: 'channel' });
}

/** Whether the app lacks the scope for this, as long as nobody installs it anew; one for a kind of channel, where asked for. */
export function lacksScope(error: unknown, kind = ''): boolean {
  if (!(error instanceof webApi.WebAPIPlatformError) || errorName(error) !== 'missing_scope') return false;
  return kind === '' || ('needed' in error.data && String(error.data.needed).includes(kind));
}

/** What it means that a message was not posted. */
export function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const name = errorName(error);
  const refuse = (obstacle: Obstacle, sentence: string): DeliveryError =>
    new DeliveryError('slack-refused', sentence, { obstacle, cause: error });
  if (lacksScope(error))
    return refuse('platform', 'The app lacks a permission: `paperboy doctor` says which, and how to add it.');
  if (isOut(error, name)) {
    const { code, reason, fix } = explainRefusal(error);
    return new DeliveryError(code, `${reason}: ${fix}.`, { obstacle: 'platform', cause: error });
  }
  const sentence = name === undefined ? undefined : CHANNEL.get(name);
  if (sentence !== undefined) return refuse('channel', sentence);
  if (name !== undefined && CONTENT.has(name)) return refuse('content', 'Slack refused the message for what is in it.');
  return new DeliveryError('slack-failed', `Slack did not take the message (${name ?? reasonOf(error)}).`, {
    obstacle: 'passing',
    mayBePosted: isDoubtful(error, name),
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

/** Whether nothing gets through to Slack, be it that something else answers in its place. */
function isOut(error: unknown, name: string | undefined): boolean {
  if (name !== undefined) return PLATFORM.has(name);
  if (error instanceof webApi.WebAPIHTTPError) return error.statusCode >= 400 && error.statusCode < 500;
  return isUnreached(error);
}

/** A name that is not known is still a refusal. */
function isDoubtful(error: unknown, name: string | undefined): boolean {
  if (name !== undefined) return DOUBTFUL.has(name);
  return !(error instanceof webApi.WebAPIRateLimitedError);
}
