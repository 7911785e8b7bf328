import { App, webApi, type Receiver } from '@slack/bolt';
import { messageOf, PlatformError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Platform } from '../../platform.ts';
import { toStartError } from '../refusal.ts';
import { toBoltLog, toQuietLog } from './bolt-log.ts';
import { createSocketReceiver } from './connection.ts';
import type { Desk } from './conversation.ts';
import { findPart, sendPart } from './delivery.ts';
import { createHttpReceiver } from './http.ts';
import { serveInteractions } from './interactions.ts';
import { serveMentions } from './mentions.ts';
import { createOnce } from './once.ts';
import { explainRefusal, findTokenFault } from './refusals.ts';
import { renderPost } from './render.ts';
import { followWorkspaces } from './workspaces.ts';

/** What Slack is reached with: the bot's token, and either an app-level token (Socket Mode) or a signing secret (HTTP). */
export interface SlackAccess {
  /** `xoxb-…`. */
  readonly botToken: string;
  /** `xapp-…`: Slack is listened to over a socket. */
  readonly appToken?: string;
  /** Without an app-level token Slack calls us, and signs with this. */
  readonly signingSecret?: string;
  /** Where its API is, `https://slack.com/api/` where absent. */
  readonly apiUrl?: string;
}

/** What Slack is served with. */
export interface SlackOptions extends SlackAccess {
  /** Where Slack's calls are listened for, without Socket Mode. */
  readonly host: string;
  readonly port: number;
  readonly log: Log;
}

const TIMEOUT_MS = 15_000;

/** Makes Slack a platform. Posting and finding need no {@link Platform.start}. */
export function createSlack(options: SlackOptions): Platform {
  const { botToken, log } = options;
  const client = new webApi.WebClient(botToken, clientOptions(options));
  let receiver: Receiver | undefined;
  return {
    id: 'slack',
    render: (post) => renderPost(post).map((message) => JSON.stringify(message)),
    async start(bot) {
      refuseWrongTokens(options);
      receiver = createReceiver(options);
      const app = await createApp(options, receiver);
      serve(app, { bot, log, client });
      await receiver.start().catch((error: unknown) => {
        throw toListenError(error, options);
      });
    },
    post: (channel, part, marker) => sendPart(client, channel, part, marker),
    find: (channel, marker) => findPart(client, channel, marker),
    async stop() {
      await receiver?.stop();
    },
  };
}

/** Nothing is sent twice by itself: the library would post again what Slack had taken, when its answer was lost. */
function clientOptions({ apiUrl, log }: SlackOptions): webApi.WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logger: toQuietLog(log),
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
}

/** Of its own accord Slack says only that it does not know a token; one of a person it takes, and Paperboy would speak as them. */
function refuseWrongTokens({ botToken, appToken = '' }: SlackAccess): void {
  const refusal = findTokenFault(botToken, 'SLACK_BOT_TOKEN') ?? findTokenFault(appToken, 'SLACK_APP_TOKEN');
  if (refusal !== undefined) throw toStartError(refusal);
}

function createReceiver(options: SlackOptions): Receiver {
  const { appToken, signingSecret, host, port, log } = options;
  if (appToken !== undefined) return createSocketReceiver({ appToken, clientOptions: clientOptions(options), log });
  if (signingSecret !== undefined) return createHttpReceiver({ signingSecret, host, port, logger: toBoltLog(log) });
  const message = 'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): set one of them.';
  throw new PlatformError('slack-token', message, { retryable: false });
}

/** Resolves when Slack has accepted the bot's token. */
async function createApp(options: SlackOptions, receiver: Receiver): Promise<App> {
  const app = new App({
    receiver,
    token: options.botToken,
    clientOptions: clientOptions(options),
    logger: toBoltLog(options.log),
    deferInitialization: true,
    convoStore: false,
  });
  await app.init().catch((error: unknown) => {
    throw toStartError(explainRefusal(error), error);
  });
  return app;
}

function serve(app: App, desk: Desk): void {
  const isFirst = createOnce();
  app.use(async ({ body, next, ...args }) => {
    if (isFirst({ ...body })) await next();
    else if ('ack' in args && args.ack !== undefined) await args.ack();
  });
  app.error(async (error) => desk.log.warn({ err: error }, `Slack could not be answered: ${messageOf(error)}`));
  serveInteractions(app, desk);
  serveMentions(app, desk);
  followWorkspaces(app, desk);
}

function toListenError(error: unknown, { appToken, host, port }: SlackOptions): Error {
  if (appToken !== undefined) return toStartError(explainRefusal(error, 'SLACK_APP_TOKEN'), error);
  const message = `Slack's calls cannot be listened for on ${host}:${port} (${messageOf(error)}): set HOST to an address of this machine, or choose another PORT.`;
  return new PlatformError('slack-port', message, { retryable: false, cause: error });
}
