import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { checkRunning } from '../../src/cli/check-running.ts';
import { readEnvironment } from '../../src/core/env.ts';

function check(host: string, port: number) {
  return checkRunning(readEnvironment({ STORE_URL: 'sqlite::memory:', HOST: host, PORT: String(port) }));
}

test('a port that is taken asks for another PORT', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await check('127.0.0.1', port)).toEqual({
    check: 'bot',
    ok: false,
    message: expect.stringMatching(`could not listen on 127.0.0.1:${port}: .*EADDRINUSE`),
    fix: expect.stringMatching(/^Set another PORT, or 0/),
  });
});

test('an address that is not of this machine asks for another HOST', async () => {
  expect(await check('192.0.2.1', 0)).toEqual({
    check: 'bot',
    ok: false,
    message: expect.stringContaining('could not listen on 192.0.2.1:0: '),
    fix: expect.stringMatching(/^Set HOST to an address of this machine/),
  });
});
