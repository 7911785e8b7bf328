import { describe, expect, test } from 'vitest';
import { createRedactor, isSecretName, redact } from '../../src/core/redact.ts';

// Put together here, so that no scanner takes them for real ones.
const SLACK = ['xoxb', '123456789012', 'AbCdEfGhIjKl'].join('-');
const DISCORD = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GabCde', 'x'.repeat(38)].join('.');
const SECRET = 'pa/ss+wörd "7"';

describe('a known secret', () => {
  const hide = createRedactor([SECRET, 'abcdef', 'abcdefgh', 'none']);
  const basic = (text: string): string => Buffer.from(text).toString('base64');

  test.each([
    ['as it is', SECRET],
    ['URL-encoded', encodeURIComponent(SECRET)],
    ['URL-encoded in small letters', encodeURIComponent(SECRET).replace(/%../g, (hex) => hex.toLowerCase())],
    ['as a URL part, where less is encoded', new URL(`x:/${SECRET}`).pathname.slice(1)],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in base64', basic(SECRET)],
    ['in base64url', Buffer.from(SECRET).toString('base64url')],
  ])('goes %s', (_, text) => {
    expect(hide(`got (${text}) here`)).toBe('got ([redacted]) here');
  });

  test.each([0, 1, 2, 3])('goes from base64 of a longer text, %i letters in', (before) => {
    const text = basic(`${'u'.repeat(before)}${SECRET}:and more`);
    const shown = hide(text);
    expect(shown).toContain('[redacted]');
    expect(Buffer.from(shown.split('[redacted]')[0] ?? '', 'base64').toString()).toBe('u'.repeat(before));
    expect(shown.length).toBeLessThan(text.length - basic(SECRET).length + 16);
  });

  test('goes as a whole where another is its beginning', () => {
    expect(hide('abcdefgh abcdef')).toBe('[redacted] [redacted]');
  });

  test('stays where it is too short to be one', () => {
    expect(hide('none of these')).toBe('none of these');
  });
});

describe('a secret known by its shape', () => {
  test.each([
    [`token ${SLACK} refused`, 'token [redacted] refused'],
    ['xapp-1-A0-1-f00 and xoxe.xoxp-1-Mi0y', '[redacted] and [redacted]'],
    [`Bot ${DISCORD}`, 'Bot [redacted]'],
    ['key sk-proj-AbC_123-xyz, refused', 'key [redacted], refused'],
    ['eyJhbGciOi.eyJzdWIi.sflKxw_R', '[redacted]'],
    ['https://hooks.slack.com/services/T0/B0/x1y2', 'https://hooks.slack.com/services/[redacted]'],
    ['https://discord.com/api/webhooks/123/a-B_c', 'https://discord.com/api/webhooks/123/[redacted]'],
    ['POST /api/v10/webhooks/123/a-B_c/messages/9', 'POST /api/v10/webhooks/123/[redacted]/messages/9'],
    ['/interactions/42/aW50ZXJ/callback', '/interactions/42/[redacted]/callback'],
    ['Authorization: Bearer abc', 'Authorization: Bearer [redacted]'],
    ['authorization=Basic dTpw', 'authorization=Basic [redacted]'],
    ['{"authorization":"abc","x":1}', '{"authorization":"[redacted]","x":1}'],
    ['{\\"Authorization\\":\\"Bot abc\\"}', '{\\"Authorization\\":\\"Bot [redacted]\\"}'],
    ['sent Bearer abcdefgh.ij', 'sent Bearer [redacted]'],
    ['body: access_token=abc&user=u', 'body: access_token=[redacted]&user=u'],
    ['{"client_secret": "abc", "ok": 1}', '{"client_secret": "[redacted]", "ok": 1}'],
    ['{\\"apiKey\\":\\"abc\\"}', '{\\"apiKey\\":\\"[redacted]\\"}'],
  ])('goes from %s', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });
});

describe('a URL', () => {
  test.each([
    ['GET https://a.org/b?c=d&e=f failed', 'GET https://a.org/b failed'],
    ['"https://a.org?c" or <https://b.org/?d>', '"https://a.org" or <https://b.org/>'],
    ['GET /v1/x?key=y 404', 'GET /v1/x 404'],
    ['https://a.org/cb#access_token=x', 'https://a.org/cb'],
    ['https://a.org/page#part-2', 'https://a.org/page#part-2'],
    ['postgres://user:pw@db:5432/paperboy', 'postgres://db:5432/paperboy'],
  ])('%s is shown as %s', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });
});

test.each([
  'Which papers are new? 3 of 5.',
  'mail ada@example.org about scikit-learn, task-specific heads and sk-learn',
  'line 3: token: expected a text',
  'the authorization failed; the signature is wrong',
  'arxiv:2406.04331 from /var/lib/paperboy/inbox/2026-11-22.txt',
])('ordinary text stays as it is: %s', (text) => {
  expect(redact(text)).toBe(text);
});

test('a long word is gone through once', () => {
  const word = '/a#'.repeat(100_000);
  const started = performance.now();
  expect(redact(word)).toBe(word);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('names of secrets are known by their end', () => {
  const names = [
    'token',
    'botToken',
    'SLACK_SIGNING_SECRET',
    'OPENAI_API_KEY',
    'apiKey',
    'api-key',
    'Set-Cookie',
    'webhooks',
  ];
  expect(names.filter((name) => !isSecretName(name))).toEqual([]);
  expect(['key', 'topic', 'tokenizer', 'cookieless', 'maxPerRun'].filter(isSecretName)).toEqual([]);
});
