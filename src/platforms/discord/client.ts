import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, DefaultRestOptions, GatewayIntentBits, Options, REST } from 'discord.js';
import type { RESTOptions } from 'discord.js';
import { Agent, DecoratorHandler, type Dispatcher } from 'undici';
import { z } from 'zod';

/** The longest that Discord is waited for where it asks to: beyond, what was asked for fails, and may be tried again. */
export const LONGEST_WAIT_MS = 30_000;

/** How many people are known at a time. */
const FEW = 10;

const limitedSchema = z.object({ retry_after: z.number().positive() });

const leaving = new AsyncLocalStorage<() => void>();

/** Makes a call of Discord's REST, and tells when it goes out. */
export function tellingLeave<Result>(leave: () => void, call: () => Promise<Result>): Promise<Result> {
  return leaving.run(leave, call);
}

/** The one that all libraries share may be that of Slack's, of a later version, which sends no files for this one. */
const agent = new Agent({ bodyTimeout: 15_000 }).compose((dispatch) => (options, handler) => {
  const leave = leaving.getStore();
  return dispatch(options, leave === undefined ? handler : tellLeaving(handler, leave));
});

/**
 * A client that listens to what happens to servers and in their threads, pings nobody, and waits where Discord asks it to. Only
 * where it `readsMessages` does it ask for the text of messages that do not mention the bot.
 */
export function createClient(
  token: string,
  apiUrl: string | undefined,
  rest: Partial<RESTOptions> = {},
  readsMessages = false,
): Client {
  const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;
  // Discord tells of every message of every channel: neither they nor those who wrote them are kept.
  const isOwn = ({ id }: { readonly id: string }): boolean => id === client.user?.id;
  const client: Client = new Client({
    intents: [Guilds, GuildMessages, ...(readsMessages ? [MessageContent] : [])],
    makeCache: Options.cacheWithLimits({
      MessageManager: 0,
      UserManager: { maxSize: FEW, keepOverLimit: isOwn },
      GuildMemberManager: { maxSize: FEW, keepOverLimit: isOwn },
    }),
    allowedMentions: { parse: [] },
    rest: { ...restOptions(apiUrl), ...rest },
  });
  client.rest.setToken(token);
  return client;
}

/**
 * What posts and looks for posts. It makes each call once: of its own accord the library makes a call that timed out or met
 * an error of the server three more times, a minute in all, and an answer to the last would say nothing of those before. What
 * is in doubt is looked for before it is sent again. Nor does it wait by itself where Discord asks it to: all that wait would
 * be sent together, and be refused together.
 */
export function createPoster(apiUrl: string | undefined, rest: Partial<RESTOptions> = {}): REST {
  return new REST({
    ...restOptions(apiUrl),
    retries: 0,
    rejectOnRateLimit: () => true,
    makeRequest: askExactly,
    ...rest,
  });
}

/**
 * The library goes by the header of a refusal, which counts whole seconds; the body says how long to wait, exactly
 * (https://docs.discord.com/developers/topics/rate-limits).
 */
const askExactly: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init);
  if (response.status !== 429) return response;
  // Not every refusal is Discord's own: what stands before it speaks no JSON.
  const body: unknown = await response.json().catch(() => undefined);
  const limited = limitedSchema.safeParse(body);
  if (limited.success) response.headers.set('Retry-After', String(limited.data.retry_after));
  return response;
};

function restOptions(apiUrl: string | undefined): Partial<RESTOptions> {
  return {
    agent,
    // Answers to interactions do not count towards the global limit; where it is met, Discord says how long to wait.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > LONGEST_WAIT_MS,
    ...(apiUrl !== undefined && { api: apiUrl.replace(/\/+$/, '').replace(/\/v\d+$/, '') }),
  };
}

/** Tells when a call is written to its connection: before, it may have waited for one. */
function tellLeaving(handler: Dispatcher.DispatchHandlers, leave: () => void): Dispatcher.DispatchHandlers {
  const telling: Dispatcher.DispatchHandlers = new DecoratorHandler(handler);
  telling.onConnect = (...connected) => {
    leave();
    handler.onConnect?.(...connected);
  };
  return telling;
}
