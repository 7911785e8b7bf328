import { Events, Status } from 'discord.js';
import type { Client } from 'discord.js';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createPace } from '../../core/pace.ts';
import type { Platform } from '../../platform.ts';
import { toStartError } from '../refusal.ts';
import type { Desk } from './answer.ts';
import { createClient, createPoster } from './client.ts';
import { logConnection, logIn, logWaiting } from './connection.ts';
import { findPart, type Line } from './delivery.ts';
import { explainRefusal } from './failures.ts';
import { followGuilds } from './guilds.ts';
import { serveInteractions } from './interactions.ts';
import { createFindOwner } from './keeper.ts';
import { CHANNEL_RATE, OVERALL_RATE } from './limits.ts';
import { listenInThreads } from './listen.ts';
import { createPosting, type Send } from './posting.ts';
import { registerCommands } from './register.ts';
import { renderParts, renderPlain } from './render.ts';
import { createThreads } from './threads.ts';

/** What Discord is reached with. */
export interface DiscordOptions {
  readonly token: string;
  /** Where its API is, before the version; Discord's own where absent. */
  readonly apiUrl?: string;
  readonly log: Log;
  /** How long one call may take. */
  readonly timeoutMs?: number;
  /** Whether it asks for the text of messages that do not mention the bot, which must be allowed at Discord. */
  readonly readsMessages?: boolean;
}

const TIMEOUT_MS = 15_000;

/** Makes Discord a platform. Posting and finding need no {@link Platform.start}. */
export function createDiscord({
  token,
  apiUrl,
  log,
  timeoutMs: timeout = TIMEOUT_MS,
  readsMessages = false,
}: DiscordOptions): Platform {
  const poster = createPoster(apiUrl, { timeout });
  const posts = createPace({ overall: OVERALL_RATE, channel: CHANNEL_RATE });
  let client = open();
  logWaiting(poster, log);

  function open(): Client {
    // What it asks changes nothing or is answered to a person, who does not wait for more than one more try.
    const opened = createClient(token, apiUrl, { timeout, retries: 1 }, readsMessages);
    logConnection(opened, log);
    return opened;
  }

  /** The library drops a token that was once refused, be it by a fault of Discord's. */
  function line(): Line {
    client.rest.setToken(token);
    return { client, poster: poster.setToken(token) };
  }

  const posting = createPosting(line, posts);
  const { post, send } = posting;

  return {
    id: 'discord',
    render: renderParts,
    renderPlain,
    async start(bot) {
      await serve(client, token, { bot, log }, send).catch((error: unknown) => {
        // A client that was not let in has dropped its token, and could not be stopped a second time.
        client = open();
        throw toStartError(explainRefusal(error), error);
      });
    },
    isConnected: () => client.isReady() && client.ws.shards.some(({ status }) => status === Status.Ready),
    turn: (channel, to, signal) => posts.turn(to === 'post' ? channel : undefined, signal),
    post,
    async find(channel, marker, composedMs) {
      return (await findPart(line(), channel, marker, composedMs, posting.turn)).posted;
    },
    findKeeper: createFindOwner(line),
    threads: createThreads(line, posting, readsMessages),
    async stop() {
      // What is ended here is not lost.
      client.removeAllListeners(Events.ShardReconnecting);
      await client.destroy();
    },
  };
}

/** Resolves when people are served. */
async function serve(client: Client, token: string, desk: Desk, send: Send): Promise<void> {
  serveInteractions(client, desk);
  listenInThreads(client, desk, send);
  await logIn(client, token);
  await registerCommands(client.rest, client.application?.id ?? '', desk.bot.commands).catch((error: unknown) =>
    desk.log.error({ err: error }, `Discord did not take the commands: ${messageOf(error)}`),
  );
  followGuilds(client, desk, send);
}
