import { App, webApi, type Receiver } from '@slack/bolt';
import { messageOf, PlatformError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createPace } from '../../core/pace.ts';
import { withinRequest } from '../../core/log-context.ts';
import type { Platform } from '../../platform.ts';
import { toStartError } from '../refusal.ts';
import { toBoltLog, toQuietLog } from './bolt-log.ts';
import { createSocketReceiver, type SocketReceiver } from './connection.ts';
import type { Desk } from './conversation.ts';
import { findPart, sendPart } from './delivery.ts';
import { createSlackCalls } from './http.ts';
import { serveInteractions } from './interactions.ts';
import { tellCreator } from './keeper.ts';
import { CHANNEL_RATE, HISTORY_RATE, WORKSPACE_RATE } from './limits.ts';
import { serveMentions } from './mentions.ts';
import { createOnce } from './once.ts';
import { explainRefusal, findTokenFault } from './refusals.ts';
import { renderParts, renderPlain } from './render.ts';
import { followWorkspaces, type Send } from './workspaces.ts';

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
  readonly log: Log;
  /** How long one call may take. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;

/** Makes Slack a platform. Posting and finding need no {@link Platform.start}. */
export function createSlack(options: SlackOptions): Platform {
  const { botToken, log } = options;
  const client = new webApi.WebClient(botToken, clientOptions(options));
  const calls = takesCalls(options) ? createSlackCalls({ ...options, logger: toBoltLog(log) }) : undefined;
  const posts = createPace({ overall: WORKSPACE_RATE, channel: CHANNEL_RATE });
  const looks = createPace({ overall: HISTORY_RATE });
  let receiver: Receiver | SocketReceiver | undefined;

  const post: Platform['post'] = (channel, part, marker) =>
    sendPart(client, channel, part, marker, {
      turn: () => posts.turn(channel),
      leave: () => posts.leave(channel),
    });

  async function send(channel: string, part: string, marker: string): Promise<void> {
    await posts.turn(channel);
    await post(channel, part, marker);
  }

  return {
    id: 'slack',
    ...(calls && { route: calls.route }),
    render: renderParts,
    renderPlain,
    async start(bot) {
      refuseWrongTokens(options);
      receiver = calls?.receiver ?? createSocket(options);
      const app = await createApp(options, receiver);
      serve(app, { bot, log, client }, send);
      await receiver.start().catch((error: unknown) => {
        throw toStartError(explainRefusal(error, 'SLACK_APP_TOKEN'), error);
      });
    },
    isConnected: () => receiver !== undefined && (!('isOpen' in receiver) || receiver.isOpen()),
    turn: (channel, to, signal) => (to === 'post' ? posts : looks).turn(channel, signal),
    post,
    find: (channel, marker, composedMs) => findPart(client, channel, marker, composedMs, () => looks.turn()),
    tellKeeper: (channel, post) => tellCreator(client, channel, post, send),
    async stop() {
      await receiver?.stop();
    },
  };
}

/** Nothing is sent twice by itself: the library would post again what Slack had taken, when its answer was lost. */
function clientOptions({ apiUrl, log, timeoutMs = TIMEOUT_MS }: SlackOptions): webApi.WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: toQuietLog(log),
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
}

/** Of its own accord Slack says only that it does not know a token; one of a person it takes, and Paperboy would speak as them. */
function refuseWrongTokens({ botToken, appToken = '' }: SlackAccess): void {
  const refusal = findTokenFault(botToken, 'SLACK_BOT_TOKEN') ?? findTokenFault(appToken, 'SLACK_APP_TOKEN');
  if (refusal !== undefined) throw toStartError(refusal);
}

/** Whether Slack calls us, for want of a socket. */
function takesCalls(options: SlackOptions): options is SlackOptions & { readonly signingSecret: string } {
  return options.appToken === undefined && options.signingSecret !== undefined;
}

function createSocket(options: SlackOptions): SocketReceiver {
  const { appToken, log } = options;
  if (appToken !== undefined) return createSocketReceiver({ appToken, clientOptions: clientOptions(options), log });
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

function serve(app: App, desk: Desk, send: Send): void {
  const isFirst = createOnce();
  app.use(async ({ body, next, ...args }) => {
    if (isFirst({ ...body })) await withinRequest(next);
    else if ('ack' in args && args.ack !== undefined) await args.ack();
  });
  app.error(async (error) => desk.log.warn({ err: error }, `Slack could not be answered: ${messageOf(error)}`));
  serveInteractions(app, desk);
  serveMentions(app, desk);
  followWorkspaces(app, desk, send);
}
