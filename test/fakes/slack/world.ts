import { EventEmitter } from 'node:events';
import { createId } from './ids.ts';
import type { Json } from './json.ts';

/** A message as this Slack keeps it. */
export interface StoredMessage extends Json {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly user: string;
  /** Of what an app posted. */
  readonly bot_id?: string;
  readonly thread_ts?: string;
  readonly metadata?: Json;
  /** The one person who sees it. */
  readonly to?: string;
}

/** A channel, or the direct messages of a person with the bot. */
export interface StoredChannel {
  readonly id: string;
  readonly team: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** Direct messages of several people. */
  readonly isGroup?: boolean;
  /** The person whose direct messages these are. */
  readonly directWith?: string;
  readonly creator: string;
  readonly members: Set<string>;
  isArchived: boolean;
}

/** A person of a workspace. */
export interface StoredUser {
  readonly id: string;
  readonly team: string;
  /** What the person wants to be called; empty where they never said. */
  readonly name: string;
  readonly isAdmin: boolean;
  readonly isOwner: boolean;
}

/** What Slack sent to the app, and how far that has come. */
export interface StoredEnvelope {
  readonly id: string;
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Json;
  readonly sentMs: number;
  /** How often it was sent. */
  attempts: number;
  /** When it was first acknowledged. */
  ackMs?: number;
  /** What it was acknowledged with. */
  ack?: Json;
  /** The HTTP status of the latest answer. */
  status?: number;
  /** Why Slack gave up on it. */
  failure?: string;
}

/** A form that is open in someone's window. */
export interface StoredView extends Json {
  readonly id: string;
  readonly user: string;
  readonly blocks: readonly Json[];
  /** What its fields were refused with. */
  readonly errors?: Json;
}

/** A file as it was uploaded. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  text?: string;
  title?: string;
  /** Where it was shared; without it, it is nobody's. */
  channel?: string;
  thread?: string;
}

/** One request as it came in, and how it was answered. */
export interface Call {
  /** The method of the Web API, or `response_url`, `upload`. */
  readonly method: string;
  /** Where an answer was sent to, of `response_url`. */
  readonly address?: string;
  readonly body: Json;
  readonly status: number;
  /** Why the answer was not `ok`. */
  readonly error?: string;
  readonly token: string | undefined;
}

/** An address to answer at, five times in half an hour. */
export interface StoredResponse {
  readonly channel: string;
  readonly user: string;
  readonly atMs: number;
  /** The message that was acted on. */
  readonly source?: string;
  uses: number;
}

/** All that a Slack remembers. */
export interface World {
  readonly appId: string;
  /** The bot as an app, and as a user. */
  readonly botId: string;
  readonly botUser: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** The workspace that the bot's token is of. */
  readonly team: string;
  readonly teams: Set<string>;
  readonly channels: Map<string, StoredChannel>;
  readonly users: Map<string, StoredUser>;
  readonly messages: Map<string, StoredMessage>;
  readonly views: Map<string, StoredView>;
  readonly files: Map<string, StoredFile>;
  readonly envelopes: Map<string, StoredEnvelope>;
  readonly triggers: Map<string, { readonly user: string; readonly atMs: number; isUsed: boolean }>;
  readonly responses: Map<string, StoredResponse>;
  readonly tickets: Set<string>;
  readonly postedMs: Map<string, number>;
  readonly calls: Call[];
  /** Tells `change` after each call and each acknowledgement. */
  readonly changes: EventEmitter;
  /** Where this Slack is, without a slash at its end. */
  origin: string;
  /** The clock of whatever expires, in milliseconds. */
  now: () => number;
  /** What the bot's token may do. */
  scopes: readonly string[];
  /** What every call with the bot's token is refused with, such as `token_revoked`. */
  refusal: string | undefined;
  /** How long Slack waits for an acknowledgement. */
  ackWithinMs: number;
  /** The shortest time between two posts to one channel; without it, they may come as they like. */
  spacingMs: number | undefined;
  /** How many of the next posts are answered with 429, and after how many seconds they may come again. */
  limited: number;
  retryAfter: number;
  /** How many of the next posts are taken, and the line then cut instead of an answer. */
  cutAfterPost: number;
  /** How many of the next calls are answered with 500, or never. */
  broken: number;
  hanging: number;
  /** How many of the next connections are refused, or never answered. */
  refusedConnections: number;
  /** How many of the next sockets are not let in, ticket or not. */
  refusedSockets: number;
  hangingConnections: number;
  /** Whether what people do tells their names, beside their ids. */
  tellsNames: boolean;
  /** Whether messages have no address of their own. */
  unlinked: boolean;
  /** Sockets never complete the closing handshake. */
  slowClose: boolean;
}

/** All that the app's manifest asks for. */
const SCOPES =
  'app_mentions:read,channels:history,channels:join,channels:read,chat:write,commands,files:write,groups:history,groups:read,im:history,im:read,im:write,users:read';

/** A world with an app in one workspace, and no channel. */
export function createWorld(): World {
  const team = createId('T');
  return {
    appId: createId('A'),
    botId: createId('B'),
    botUser: createId('U'),
    botToken: `xoxb-${createId('1')}-fake`,
    appToken: `xapp-1-${createId('A')}-fake`,
    signingSecret: `${createId('5')}fake`,
    team,
    teams: new Set([team]),
    channels: new Map(),
    users: new Map(),
    messages: new Map(),
    views: new Map(),
    files: new Map(),
    envelopes: new Map(),
    triggers: new Map(),
    responses: new Map(),
    tickets: new Set(),
    postedMs: new Map(),
    calls: [],
    changes: new EventEmitter(),
    origin: '',
    now: () => performance.now(),
    scopes: SCOPES.split(','),
    refusal: undefined,
    ackWithinMs: 3000,
    spacingMs: undefined,
    limited: 0,
    retryAfter: 1,
    cutAfterPost: 0,
    broken: 0,
    hanging: 0,
    refusedConnections: 0,
    refusedSockets: 0,
    hangingConnections: 0,
    tellsNames: true,
    unlinked: false,
    slowClose: false,
  };
}
