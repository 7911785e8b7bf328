import { App, webApi, type Receiver } from '@slack/bolt';
import { messageOf, PlatformError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { withinRequest } from '../../core/log-context.ts';
import { createPace, type Pace } from '../../core/pace.ts';
import type { Platform } from '../../platform.ts';
import { toStartError } from '../refusal.ts';
import { toBoltLog, toQuietLog } from './bolt-log.ts';
import { followChanges } from './changes.ts';
import { createSocketReceiver, type SocketReceiver } from './connection.ts';
import type { Desk, Send } from './conversation.ts';
import { findPart, sendPart, type ChannelPace } from './delivery.ts';
import { isIdle } from './events.ts';
import { createSlackCalls } from './http.ts';
import { serveInteractions } from './interactions.ts';
import { findCreator } from './keeper.ts';
import { CHANNEL_RATE, HISTORY_RATE, REPLIES_RATE, WORKSPACE_RATE } from './limits.ts';
import { serveMentions } from './mentions.ts';
import { createOnce } from './once.ts';
import { createPeople } from './people.ts';
import { laneOf, readPlace } from './place.ts';
import { explainRefusal, findTokenFault } from './refusals.ts';
import { renderParts, renderPlain } from './render.ts';
import { createThreads } from './threads.ts';
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
  const threadLooks = createPace({ overall: REPLIES_RATE });
  const paceOf = (channel: string): Pace => (readPlace(channel)?.thread === undefined ? looks : threadLooks);
  const findNames = createPeople(client);
  let receiver: Receiver | SocketReceiver | undefined;

  const post: Platform['post'] = (channel, part, marker) => {
    const lane = laneOf(channel);
    const pace: ChannelPace = { turn: () => posts.turn(lane), send: (call) => posts.send(lane, call) };
    return sendPart(client, channel, part, marker, pace);
  };

  const send: Send = async (channel, part, marker) => {
    await posts.turn(laneOf(channel));
    return post(channel, part, marker);
  };

  return {
    id: 'slack',
    ...(calls && { route: calls.route }),
    render: renderParts,
    renderPlain,
    async start(bot) {
      refuseWrongTokens(options);
      receiver = calls?.receiver ?? createSocket(options);
      const app = await createApp(options, receiver);
      serve(app, { bot, log, client, findNames, send });
      await receiver.start().catch((error: unknown) => {
        throw toStartError(explainRefusal(error, 'SLACK_APP_TOKEN'), error);
      });
    },
    isConnected: () => receiver !== undefined && (!('isOpen' in receiver) || receiver.isOpen()),
    turn: (channel, to, signal) => (to === 'post' ? posts : paceOf(channel)).turn(laneOf(channel), signal),
    post,
    find: (channel, marker, composedMs) => findPart(client, channel, marker, composedMs, () => paceOf(channel).turn()),
    findKeeper: (channel) => findCreator(client, channel),
    threads: createThreads({ client, findNames, send, turn: (id) => paceOf(id).turn() }),
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

function serve(app: App, desk: Desk): void {
  const isFirst = createOnce();
  app.use(async ({ body, next, ...args }) => {
    if (isIdle(body)) return;
    if (isFirst({ ...body })) await withinRequest(next);
    else if ('ack' in args && args.ack !== undefined) await args.ack();
  });
  app.error(async (error) => desk.log.warn({ err: error }, `Slack could not be answered: ${messageOf(error)}`));
  serveInteractions(app, desk);
  serveMentions(app, desk);
  followChanges(app, desk);
  followWorkspaces(app, desk);
}
