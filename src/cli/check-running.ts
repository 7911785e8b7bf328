import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Environment } from '../core/env.ts';
import { messageOf } from '../core/errors.ts';
import { openStore } from '../core/store/open.ts';
import { findRunner } from '../core/store/sole-bot.ts';
import { whatToSet } from '../http.ts';
import type { Check } from '../platforms/check.ts';

/** Looks whether the bot runs on this store, and if not, whether it could listen where it is told to. Never rejects. */
export async function checkRunning({ storeUrl, host, port }: Environment): Promise<Check> {
  const check = 'bot';
  const runner = await findRunnerOf(storeUrl);
  if (runner !== undefined) return { check, ok: true, message: `${runner} on this store` };
  const fault = await tryPort(host, port);
  if (fault === undefined) return { check, ok: true, message: `does not run; ${host}:${port} is free for it` };
  return {
    check,
    ok: false,
    message: `does not run, and could not listen on ${host}:${port}: ${messageOf(fault)}`,
    fix: `Set ${whatToSet(fault)}; until then nobody could ask how it is, nor Slack call over HTTP.`,
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

/** Resolves with what was thrown; nothing where the port is free. */
async function tryPort(host: string, port: number): Promise<unknown> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    server.close();
  }
}
