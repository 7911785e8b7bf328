import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isUnreached } from '../../src/platforms/unreached.ts';

const errorOf = (fields: object, cause?: unknown) => Object.assign(new Error('failed', { cause }), fields);

test.each(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
  '%s is known to have reached nobody, however deep it stands',
  (code) => {
    expect(isUnreached(errorOf({ code }))).toBe(true);
    expect(isUnreached(new TypeError('fetch failed', { cause: errorOf({}, errorOf({ code })) }))).toBe(true);
  },
);

test('a timeout is known to have reached nobody while it connects only', () => {
  expect(isUnreached(errorOf({ code: 'ETIMEDOUT', syscall: 'connect' }))).toBe(true);
  expect(isUnreached(errorOf({ code: 'ETIMEDOUT', syscall: 'read' }))).toBe(false);
});

test('of several addresses none was reached', () => {
  const [refused, reset] = [errorOf({ code: 'ECONNREFUSED' }), errorOf({ code: 'ECONNRESET' })];
  expect(isUnreached(new AggregateError([refused, refused], 'failed'))).toBe(true);
  expect(isUnreached(new AggregateError([refused, reset], 'failed'))).toBe(false);
});

test('a line that breaks later, or anything else, may have reached somebody', () => {
  for (const error of [errorOf({ code: 'ECONNRESET' }), errorOf({ code: 'UND_ERR_SOCKET' }), new Error('no'), 'no'])
    expect(isUnreached(error)).toBe(false);
});

test('fetch of a closed port reached nobody', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  server.close();
  await once(server, 'close');
  const error: unknown = await fetch(`http://127.0.0.1:${port}/`).catch((thrown: unknown) => thrown);
  expect(isUnreached(error)).toBe(true);
});
