import { Client, Events, GatewayIntentBits, RESTEvents } from 'discord.js';
import type { RESTOptions } from 'discord.js';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../platform.ts';
import { findPart, sendPart } from './delivery.ts';
import { toStartError } from './failures.ts';
import { followGuilds } from './guilds.ts';
import { serveInteractions } from './interactions.ts';
import { registerCommands } from './register.ts';
import { renderPost } from './render.ts';

/** What Discord is reached with. */
export interface DiscordOptions {
  readonly token: string;
  /** Where its API is, before the version; Discord's own where absent. */
  readonly apiUrl?: string;
  readonly log: Log;
}

/** Makes Discord a platform. Posting and finding need no {@link Platform.start}. */
export function createDiscord({ token, apiUrl, log }: DiscordOptions): Platform {
  const client = createClient(token, apiUrl);
  return {
    id: 'discord',
    render: (post) => renderPost(post).map((message) => JSON.stringify(message)),
    async start(bot) {
      const desk = { bot, log };
      logConnection(client, log);
      serveInteractions(client, desk);
      await logIn(client, token);
      await registerCommands(client.rest, client.application?.id ?? '', bot.commands).catch((error: unknown) =>
        log.error({ err: error }, `Discord did not take the commands: ${messageOf(error)}`),
      );
      followGuilds(client, desk);
    },
    post: (channel, part, marker) => sendPart(client, channel, part, marker),
    find: (channel, marker) => findPart(client, channel, marker),
    stop: () => client.destroy(),
  };
}

/** A client that listens only to what happens to servers, pings nobody, and waits where Discord asks it to. */
export function createClient(token: string, apiUrl: string | undefined, rest: Partial<RESTOptions> = {}): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: {
      // Answers to interactions do not count towards the global limit; where it is met, Discord says how long to wait.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      ...rest,
      ...(apiUrl !== undefined && { api: apiUrl.replace(/\/+$/, '').replace(/\/v\d+$/, '') }),
    },
  });
  client.rest.setToken(token);
  return client;
}

/** Resolves when the servers are known. Rejects with `PaperboyError`, which says how to mend it. */
async function logIn(client: Client, token: string): Promise<void> {
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => resolve());
  try {
    await client.login(token);
  } catch (error) {
    throw toStartError(error);
  }
  await ready;
}

/** A connection that is lost is taken up again by the client itself; one that Discord has ended is not. */
function logConnection(client: Client, log: Log): void {
  client.on(Events.Error, (error) => log.warn({ err: error }, 'the connection to Discord met an error'));
  client.on(Events.ShardError, (error) => log.warn({ err: error }, 'the connection to Discord met an error'));
  client.on(Events.Warn, (message) => log.debug(`discord: ${message}`));
  client.on(Events.ShardReconnecting, () => log.warn('the connection to Discord was lost; taking it up again'));
  client.on(Events.ShardResume, () => log.info('the connection to Discord was taken up again'));
  client.on(Events.ShardDisconnect, ({ code }) =>
    log.error(
      { code },
      'Discord has ended the connection for good: check DISCORD_TOKEN with `paperboy doctor`, then start again',
    ),
  );
  client.rest.on(RESTEvents.RateLimited, ({ timeToReset, route }) =>
    log.debug({ route, waitMs: timeToReset }, 'waiting for Discord'),
  );
}
