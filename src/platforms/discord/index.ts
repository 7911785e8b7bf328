import { Client, Events, GatewayIntentBits, RESTEvents, Status } from 'discord.js';
import type { RESTOptions } from 'discord.js';
import { Agent } from 'undici';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../platform.ts';
import { toStartError } from '../refusal.ts';
import { findPart, sendPart } from './delivery.ts';
import { explainRefusal } from './failures.ts';
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

/** The longest that Discord is waited for where it asks to: beyond, what was asked for fails, and may be tried again. */
const LONGEST_WAIT_MS = 60_000;

/** The one that all libraries share may be that of Slack's, of a later version, which sends no files for this one. */
const agent = new Agent();

/** Makes Discord a platform. Posting and finding need no {@link Platform.start}. */
export function createDiscord({ token, apiUrl, log }: DiscordOptions): Platform {
  let client = open();

  function open(): Client {
    const opened = createClient(token, apiUrl, {
      rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > LONGEST_WAIT_MS,
    });
    logConnection(opened, log);
    return opened;
  }

  return {
    id: 'discord',
    render: (post) => renderPost(post).map((message) => JSON.stringify(message)),
    async start(bot) {
      const desk = { bot, log };
      serveInteractions(client, desk);
      await logIn(client, token).catch((error: unknown) => {
        // A client that was not let in has dropped its token, and could not be stopped a second time.
        client = open();
        throw toStartError(explainRefusal(error), error);
      });
      await registerCommands(client.rest, client.application?.id ?? '', bot.commands).catch((error: unknown) =>
        log.error({ err: error }, `Discord did not take the commands: ${messageOf(error)}`),
      );
      followGuilds(client, desk);
    },
    isConnected: () => client.isReady() && client.ws.shards.some(({ status }) => status === Status.Ready),
    post: (channel, part, marker) => sendPart(client, channel, part, marker),
    find: (channel, marker) => findPart(client, channel, marker),
    async stop() {
      // What is ended here is not lost.
      client.removeAllListeners(Events.ShardReconnecting);
      await client.destroy();
    },
  };
}

/** A client that listens only to what happens to servers, pings nobody, and waits where Discord asks it to. */
export function createClient(token: string, apiUrl: string | undefined, rest: Partial<RESTOptions> = {}): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: {
      agent,
      // Answers to interactions do not count towards the global limit; where it is met, Discord says how long to wait.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      ...rest,
      ...(apiUrl !== undefined && { api: apiUrl.replace(/\/+$/, '').replace(/\/v\d+$/, '') }),
    },
  });
  client.rest.setToken(token);
  return client;
}

/** Resolves when the servers are known. */
async function logIn(client: Client, token: string): Promise<void> {
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => resolve());
  await client.login(token);
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
