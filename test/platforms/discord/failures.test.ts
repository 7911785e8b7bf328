import { DiscordAPIError, HTTPError } from 'discord.js';
import { expect, test } from 'vitest';
import { toDeliveryError, toSearchError } from '../../../src/platforms/discord/failures.ts';

const REQUEST = { files: undefined, body: undefined };

function refusal(status: number, code: number, message = 'Refused'): DiscordAPIError {
  return new DiscordAPIError({ code, message }, code, status, 'POST', 'https://discord.com/', REQUEST);
}

test.each([
  [10_003, 404, 'channel', /does not exist any more/],
  [50_001, 403, 'channel', /"View Channel"/],
  [50_013, 403, 'channel', /"Send Messages"/],
  [50_007, 403, 'channel', /does not take messages/],
  [50_278, 403, 'channel', /does not take messages/],
  [50_008, 400, 'channel', /choose a text channel/],
  [50_083, 400, 'channel', /archived: open it/],
  [160_005, 400, 'channel', /locked: unlock it/],
  [40_007, 403, 'channel', /refused the message \(Refused\)/],
  [50_035, 400, 'content', /what is in it/],
  [40_005, 413, 'content', /too large/],
  [200_000, 400, 'content', /AutoMod/],
  [200_000, 403, 'content', /AutoMod/],
  [240_000, 400, 'content', /harmful/],
  [20_009, 403, 'content', /explicit/],
  [50_006, 400, 'content', /refused the message \(Refused\)/],
  [0, 401, 'platform', /does not know this DISCORD_TOKEN: reset it/],
  [40_333, 403, 'platform', /could not be reached/],
  [0, 429, 'passing', /did not take the message \(Refused\)/],
  [20_016, 400, 'passing', /did not take/],
  [40_004, 403, 'passing', /did not take/],
] as const)('Discord refuses with %i and status %i: the obstacle is %s', (code, status, obstacle, message) => {
  expect(toDeliveryError(refusal(status, code))).toMatchObject({
    obstacle,
    mayBePosted: false,
    message: expect.stringMatching(message),
  });
});

test('a page of something on the way is no answer of Discord', () => {
  const page = new DiscordAPIError({ code: 0, message: '' }, Number.NaN, 403, 'POST', 'https://discord.com/', REQUEST);
  Object.assign(page, { code: undefined });
  expect(toDeliveryError(page)).toMatchObject({
    obstacle: 'platform',
    mayBePosted: false,
    message: expect.stringMatching(/what answers there is not Discord/),
  });
});

test.each([
  ['an error of the server', new HTTPError(503, 'Unavailable', 'POST', 'https://discord.com/', REQUEST)],
  ['no answer in time', new DOMException('aborted', 'AbortError')],
  ['a line that broke', Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })],
  ['an answer that nobody can read', new SyntaxError('Unexpected end of JSON input')],
])('after %s the message may be there', (_, error) => {
  expect(toDeliveryError(error)).toMatchObject({ obstacle: 'passing', mayBePosted: true });
});

test('what reached nobody keeps every channel waiting, and is not there', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
  expect(toDeliveryError(error)).toMatchObject({
    obstacle: 'platform',
    mayBePosted: false,
    message:
      'Discord could not be reached (connect ECONNREFUSED): check the network, and DISCORD_API_URL where it is set.',
  });
});

test('what could not be looked for is as much in doubt as before', () => {
  expect(toSearchError(refusal(400, 50_035))).toMatchObject({ obstacle: 'passing', mayBePosted: true });
  expect(toSearchError(refusal(404, 10_003))).toMatchObject({ obstacle: 'channel', mayBePosted: true });
  expect(toSearchError(refusal(429, 0))).toMatchObject({
    obstacle: 'passing',
    mayBePosted: true,
    message: 'Discord did not show the messages of the channel (Refused).',
  });
});
