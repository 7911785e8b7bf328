import { webApi } from '@slack/bolt';
import { DeliveryError, messageOf } from '../../core/errors.ts';
import { errorName } from './refusals.ts';

const UNINSTALLED = 'Slack does not accept SLACK_BOT_TOKEN any more: install the app again and set the new token.';
const NO_ACCESS = 'Paperboy is not in the channel: invite it there with `/invite @paperboy`.';
const CONTENT = 'Slack refused the message for what is in it.';
const FORBIDDEN = 'The workspace does not let Paperboy write in the channel: ask one of its admins.';

/** What Slack refuses for good (https://docs.slack.dev/reference/methods/chat.postMessage#errors), and how people mend it. */
const FINAL: ReadonlyMap<string, string> = new Map([
  ['channel_not_found', `The channel does not exist, or is hidden from Paperboy. ${NO_ACCESS}`],
  ['not_in_channel', NO_ACCESS],
  ['is_archived', 'The channel is archived; take it out of the configuration, or unarchive it.'],
  ['missing_scope', 'The app lacks a permission: `paperboy doctor` says which, and how to add it.'],
  ['no_permission', FORBIDDEN],
  ['restricted_action', FORBIDDEN],
  ['restricted_action_read_only_channel', FORBIDDEN],
  ['restricted_action_non_threadable_channel', FORBIDDEN],
  ['restricted_action_thread_only_channel', FORBIDDEN],
  ['ekm_access_denied', FORBIDDEN],
  ['messages_tab_disabled', 'Turn on the Messages Tab under App Home in the settings of the app.'],
  ['user_disabled', 'The person is not in the workspace any more.'],
  ['cannot_dm_bot', 'The person does not take messages from Paperboy.'],
  ['invalid_auth', UNINSTALLED],
  ['not_authed', UNINSTALLED],
  ['account_inactive', UNINSTALLED],
  ['token_revoked', UNINSTALLED],
  ['token_expired', UNINSTALLED],
  ['invalid_blocks', CONTENT],
  ['invalid_blocks_format', CONTENT],
  ['invalid_arguments', CONTENT],
  ['invalid_arg_name', CONTENT],
  ['msg_blocks_too_long', CONTENT],
  ['msg_too_long', CONTENT],
  ['no_text', CONTENT],
  ['metadata_too_large', CONTENT],
  ['invalid_metadata_format', CONTENT],
]);

/** Whether Slack has answered that it will never be done. */
export function isFinal(error: unknown): boolean {
  return FINAL.has(errorName(error) ?? '');
}

/** What a message that was not posted means. */
export function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const name = errorName(error) ?? '';
  const sentence = FINAL.get(name);
  if (sentence !== undefined) return new DeliveryError('slack-refused', sentence, { retryable: false, cause: error });
  const reason =
    error instanceof webApi.WebAPIRateLimitedError ? `it asks to wait ${error.retryAfter} s` : messageOf(error);
  return new DeliveryError('slack-failed', `Slack did not take the message (${reason}).`, {
    retryable: true,
    cause: error,
  });
}
