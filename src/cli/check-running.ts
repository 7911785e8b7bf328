import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Environment } from '../core/env.ts';
import { messageOf } from '../core/errors.ts';
import { openStore } from '../core/store/open.ts';
import { findRunner } from '../core/store/sole-bot.ts';
import type { Check } from '../platforms/check.ts';

/** Looks whether the bot runs on this store, and if not, whether it could listen where it is told to. Never rejects. */
export async function checkRunning({ storeUrl, host, port }: Environment): Promise<Check> {
  const check = 'bot';
  const runner = await findRunnerOf(storeUrl);
  if (runner !== undefined) return { check, ok: true, message: `${runner} on this store` };
  const fault = await tryPort(host, port);
  if (fault === undefined) return { check, ok: true, message: `does not run; ${host}:${port} is free for it` };
  const isTaken = fault.includes('EADDRINUSE');
  const fix = isTaken
    ? 'Set another PORT, or 0 for any free one'
    : 'Set HOST to an address of this machine, and PORT to a free port';
  return {
    check,
    ok: false,
    message: `does not run, and could not listen on ${host}:${port}: ${fault}`,
    fix: `${fix}; until then nobody could ask how it is, nor Slack call over HTTP.`,
  };
}

/** A store that cannot be opened is told of already. */
async function findRunnerOf(storeUrl: string): Promise<string | undefined> {
  try {
    const store = await openStore(storeUrl);
    return await findRunner(store).finally(() => store.close());
  } catch {
    return undefined;
  }
}

async function tryPort(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return messageOf(error);
  } finally {
    server.close();
  }
}
