import { Events, RESTEvents, Status } from 'discord.js';
import type { Client, REST } from 'discord.js';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createPace } from '../../core/pace.ts';
import type { Platform } from '../../platform.ts';
import { toStartError } from '../refusal.ts';
import { createClient, createPoster } from './client.ts';
import { findPart, type Line } from './delivery.ts';
import { explainRefusal } from './failures.ts';
import { followGuilds } from './guilds.ts';
import { serveInteractions } from './interactions.ts';
import { tellOwner } from './keeper.ts';
import { CHANNEL_RATE, OVERALL_RATE } from './limits.ts';
import { createPosting } from './posting.ts';
import { registerCommands } from './register.ts';
import { renderParts, renderPlain } from './render.ts';

/** What Discord is reached with. */
export interface DiscordOptions {
  readonly token: string;
  /** Where its API is, before the version; Discord's own where absent. */
  readonly apiUrl?: string;
  readonly log: Log;
  /** How long one call may take. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;

/** Makes Discord a platform. Posting and finding need no {@link Platform.start}. */
export function createDiscord({ token, apiUrl, log, timeoutMs: timeout = TIMEOUT_MS }: DiscordOptions): Platform {
  const poster = createPoster(apiUrl, { timeout });
  const posts = createPace({ overall: OVERALL_RATE, channel: CHANNEL_RATE });
  let client = open();
  logWaiting(poster, log);

  function open(): Client {
    // What it asks changes nothing or is answered to a person, who does not wait for more than one more try.
    const opened = createClient(token, apiUrl, { timeout, retries: 1 });
    logConnection(opened, log);
    return opened;
  }

  /** The library drops a token that was once refused, be it by a fault of Discord's. */
  function line(): Line {
    client.rest.setToken(token);
    return { client, poster: poster.setToken(token) };
  }

  const { post, send } = createPosting(line, posts);

  return {
    id: 'discord',
    render: renderParts,
    renderPlain,
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
      followGuilds(client, desk, send);
    },
    isConnected: () => client.isReady() && client.ws.shards.some(({ status }) => status === Status.Ready),
    turn: (channel, to, signal) => posts.turn(to === 'post' ? channel : undefined, signal),
    post,
    find: (channel, marker, composedMs) => findPart(line(), channel, marker, composedMs, () => posts.turn()),
    tellKeeper: (channel, post) => tellOwner(line(), channel, post, send),
    async stop() {
      // What is ended here is not lost.
      client.removeAllListeners(Events.ShardReconnecting);
      await client.destroy();
    },
  };
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
  logWaiting(client.rest, log);
}

function logWaiting(rest: REST, log: Log): void {
  rest.on(RESTEvents.RateLimited, ({ timeToReset, route }) =>
    log.debug({ route, waitMs: timeToReset }, 'waiting for Discord'),
  );
}
