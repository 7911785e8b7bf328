import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { toDeliveryError, toSearchError } from '../../../src/platforms/slack/failures.ts';

const refusal = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });

test.each([
  ['channel_not_found', 'channel', /does not exist/],
  ['not_in_channel', 'channel', /\/invite @paperboy/],
  ['is_archived', 'channel', /unarchive it/],
  ['restricted_action_read_only_channel', 'channel', /ask one of its admins/],
  ['ekm_access_denied', 'channel', /ask one of its admins/],
  ['cannot_dm_bot', 'channel', /takes? messages/],
  ['invalid_blocks', 'content', /what is in it/],
  ['msg_too_long', 'content', /what is in it/],
  ['metadata_too_large', 'content', /what is in it/],
  ['invalid_auth', 'platform', /does not know this SLACK_BOT_TOKEN: set/],
  ['account_inactive', 'platform', /install the app again/],
  ['team_disabled', 'platform', /install the app again/],
  ['missing_scope', 'platform', /`paperboy doctor` says which/],
  ['ratelimited', 'passing', /did not take the message \(ratelimited\)/],
  ['message_limit_exceeded', 'passing', /did not take the message/],
  ['a_new_one', 'passing', /did not take the message \(a_new_one\)/],
] as const)('Slack refuses with %s: the obstacle is %s, and nothing was posted', (name, obstacle, message) => {
  expect(toDeliveryError(refusal(name))).toMatchObject({
    obstacle,
    mayBePosted: false,
    message: expect.stringMatching(message),
  });
});

test.each([
  ['internal_error', refusal('internal_error')],
  ['fatal_error', refusal('fatal_error')],
  ['service_unavailable', refusal('service_unavailable')],
  ['request_timeout', refusal('request_timeout')],
  ['a page', refusal('<p>Welcome</p>')],
  ['an error of the server', new webApi.WebAPIHTTPError(502, 'Bad Gateway', {}, '')],
  ['a line that broke', new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: new Error('closed') }))],
  ['half an answer', new TypeError('terminated')],
])('after %s the message may be there', (_, error) => {
  expect(toDeliveryError(error)).toMatchObject({ obstacle: 'passing', mayBePosted: true });
});

test('a rate limit is over soon, and nothing was posted', () => {
  expect(toDeliveryError(new webApi.WebAPIRateLimitedError(31))).toMatchObject({
    obstacle: 'passing',
    mayBePosted: false,
    message: 'Slack did not take the message (it asks to wait 31 s).',
  });
});

const notFound = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });

test.each([
  ['no address', new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: notFound }))],
  ['something that is not Slack', new webApi.WebAPIHTTPError(403, 'Forbidden', {}, '<p>')],
])('%s keeps every channel waiting, and nothing was posted', (_, error) => {
  expect(toDeliveryError(error)).toMatchObject({
    code: 'slack-unreachable',
    obstacle: 'platform',
    mayBePosted: false,
    message: expect.stringMatching(/^Slack could not be reached \(.+\): check the network/),
  });
});

test('what could not be looked for is as much in doubt as before', () => {
  expect(toSearchError(refusal('invalid_arguments'))).toMatchObject({ obstacle: 'passing', mayBePosted: true });
  expect(toSearchError(refusal('not_in_channel'))).toMatchObject({ obstacle: 'channel', mayBePosted: true });
  expect(toSearchError(refusal('ratelimited'))).toMatchObject({
    obstacle: 'passing',
    mayBePosted: true,
    message: 'Slack did not show the messages of the channel (ratelimited).',
  });
});
