import { Events, GatewayCloseCodes, RESTEvents } from 'discord.js';
import type { Client, REST } from 'discord.js';
import type { Log } from '../../core/log.ts';
import { REFUSED_INTENTS } from './failures.ts';

const CHECK_TOKEN = 'check DISCORD_TOKEN with `paperboy doctor`';

/** Resolves when the servers are known. */
export async function logIn(client: Client, token: string): Promise<void> {
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => resolve());
  await client.login(token);
  await ready;
}

/** A connection that is lost is taken up again by the client itself; one that Discord has ended is not. */
export function logConnection(client: Client, log: Log): void {
  client.on(Events.Error, (error) => log.warn({ err: error }, 'the connection to Discord met an error'));
  client.on(Events.ShardError, (error) => log.warn({ err: error }, 'the connection to Discord met an error'));
  client.on(Events.Warn, (message) => log.debug(`discord: ${message}`));
  client.on(Events.ShardReconnecting, () => log.warn('the connection to Discord was lost; taking it up again'));
  client.on(Events.ShardResume, () => log.info('the connection to Discord was taken up again'));
  client.on(Events.ShardDisconnect, ({ code }) => {
    const fix = code === GatewayCloseCodes.DisallowedIntents ? REFUSED_INTENTS.fix : CHECK_TOKEN;
    log.error({ code }, `Discord has ended the connection for good: ${fix}, then start again`);
  });
  logWaiting(client.rest, log);
}

/** Has it noted where calls wait for Discord. */
export function logWaiting(rest: REST, log: Log): void {
  rest.on(RESTEvents.RateLimited, ({ timeToReset, route }) =>
    log.debug({ route, waitMs: timeToReset }, 'waiting for Discord'),
  );
}
