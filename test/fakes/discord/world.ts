import { EventEmitter } from 'node:events';

/** An object as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** A message as this Discord keeps it. */
export interface StoredMessage extends Json {
  readonly id: string;
  readonly channel_id: string;
  readonly flags: number;
  readonly components: readonly Json[];
}

/** A channel of a guild; what is denied is denied to the bot. */
export interface StoredChannel {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly denied: bigint;
  /** Only some people see it, the bot among them. */
  readonly isHidden?: boolean;
  /** A forum in which each post must have a tag. */
  readonly needsTag?: boolean;
}

/** A thread of a guild's channel. */
export interface StoredThread {
  readonly id: string;
  readonly guild: string;
  /** The channel that it is in. */
  readonly parent: string;
  /** 10 in channels of announcements, 11 elsewhere, 12 a private one. */
  readonly type: number;
  readonly name: string;
  readonly owner: string;
  isArchived: boolean;
  isLocked: boolean;
}

/** A guild with its channels; the bot is in it. */
export interface StoredGuild {
  readonly id: string;
  /** What the bot may do where no channel denies it. */
  readonly granted: bigint;
  readonly channels: readonly StoredChannel[];
  readonly system?: string;
  /** The person whose it is; `1` where absent. */
  readonly owner?: string;
}

/** How far an interaction has come. */
export interface StoredInteraction {
  readonly id: string;
  readonly token: string;
  readonly channel: string;
  readonly sentMs: number;
  /** The message whose button was pressed. */
  readonly source?: string;
  ackMs?: number;
  /** The kind of callback. */
  ack?: number;
  isEphemeral?: boolean;
  /** The message that stands for the answer. */
  original?: string;
}

/** One request as it came in, and how it was answered. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly status: number;
}

/** All that a Discord remembers. */
export interface World {
  token: string;
  /** Of the application and its user. */
  readonly id: string;
  readonly guilds: Map<string, StoredGuild>;
  readonly direct: Set<string>;
  /** The direct messages that the bot has opened, by the person. */
  readonly opened: Map<string, string>;
  /** People who take no direct messages. */
  readonly closed: Set<string>;
  readonly messages: Map<string, StoredMessage>;
  readonly threads: Map<string, StoredThread>;
  /** What people are called in every guild, by their ids. */
  readonly nicks: Map<string, string>;
  readonly nonces: Map<string, string>;
  readonly interactions: Map<string, StoredInteraction>;
  readonly calls: Call[];
  /** Tells `change` after each call, and `dispatch` with an event for the clients. */
  readonly changes: EventEmitter;
  commands: readonly Json[];
  /** How many of the next posts to channels are answered with 429. */
  limited: number;
  /** Calls of these paths are refused. */
  refusing: { readonly path: RegExp; readonly status: number; readonly code: number } | undefined;
  /** How many posts a channel takes in a while; without it, as many as come. */
  bucket: { readonly limit: number; readonly windowMs: number } | undefined;
  /** When the posts of a channel's present window began, and how many it has had. */
  readonly windows: Map<string, { readonly beganMs: number; count: number }>;
  /** What the application's settings say. */
  application: Json;
  refusesIntents: boolean;
  /** Whether the application may read what does not mention it: the switch among its settings. */
  allowsContent: boolean;
  /** How often clients may still begin a session today. */
  startsLeft: number;
}

/** The flag of a message that one person alone sees. */
export const EPHEMERAL = 64;

/** Rights of the bot by name (https://docs.discord.com/developers/topics/permissions). */
export const RIGHTS = {
  view: 1n << 10n,
  send: 1n << 11n,
  history: 1n << 16n,
  openThreads: 1n << 35n,
  inThreads: 1n << 38n,
} as const;

const EPOCH_MS = 1_420_070_400_000;
let counter = 0n;

/** A new id of an instant, larger than all others of it. */
export function snowflake(atMs = Date.now()): string {
  counter += 1n;
  return String((BigInt(atMs - EPOCH_MS) << 22n) | (counter & 0x3f_ffffn));
}

/** A world with a bot and nothing else. */
export function createWorld(): World {
  const id = snowflake();
  return {
    token: `${Buffer.from(id).toString('base64')}.fake.token`,
    id,
    guilds: new Map(),
    direct: new Set(),
    opened: new Map(),
    closed: new Set(),
    messages: new Map(),
    threads: new Map(),
    nicks: new Map(),
    nonces: new Map(),
    interactions: new Map(),
    calls: [],
    changes: new EventEmitter(),
    commands: [],
    limited: 0,
    refusing: undefined,
    bucket: undefined,
    windows: new Map(),
    application: { id, name: 'Paperboy', bot_public: true, bot_require_code_grant: false },
    refusesIntents: false,
    allowsContent: false,
    startsLeft: 999,
  };
}

/** The bot as a user. */
export function botUser({ id }: World): Json {
  return { id, username: 'paperboy', discriminator: '0', global_name: null, avatar: null, bot: true };
}

/** A guild as the gateway and the API send it. */
export function toGuild(world: World, { id, granted, channels, system, owner = '1' }: StoredGuild): Json {
  const role = (roleId: string, name: string, permissions: bigint): Json => ({
    id: roleId,
    name,
    permissions: String(permissions),
    color: 0,
    hoist: false,
    position: 0,
    managed: false,
    mentionable: false,
    flags: 0,
  });
  return {
    id,
    name: `Server ${id}`,
    owner_id: owner,
    roles: [role(id, '@everyone', granted & RIGHTS.view), role(`${id}1`, 'Paperboy', granted)],
    emojis: [],
    stickers: [],
    features: [],
    system_channel_id: system ?? null,
    preferred_locale: 'en-US',
    channels: channels.map((channel, i) => toChannel(world, channel, id, i)),
    threads: [...world.threads.values()].filter((thread) => thread.guild === id && !thread.isArchived).map(toThread),
    members: [toMember(world, id)],
    presences: [],
    voice_states: [],
    member_count: 2,
    unavailable: false,
  };
}

/** The bot as a member of a guild. */
export function toMember(world: World, guild: string): Json {
  return {
    user: botUser(world),
    roles: [`${guild}1`],
    joined_at: '2026-01-01T00:00:00+00:00',
    deaf: false,
    mute: false,
    flags: 0,
  };
}

/** A channel as the gateway and the API send it. */
export function toChannel(
  world: World,
  { id, name, type, denied, isHidden, needsTag }: StoredChannel,
  guild: string,
  position = 0,
): Json {
  const own = { id: world.id, type: 1, allow: String(isHidden ? RIGHTS.view & ~denied : 0n), deny: String(denied) };
  const everyone = { id: guild, type: 0, allow: '0', deny: String(RIGHTS.view) };
  return {
    id,
    name,
    type,
    guild_id: guild,
    position,
    permission_overwrites: [own, ...(isHidden ? [everyone] : [])],
    nsfw: false,
    parent_id: null,
    ...(needsTag && { flags: 1 << 4, available_tags: [tag('1', true), tag('2', false)] }),
  };
}

function tag(id: string, isModerated: boolean): Json {
  return { id, name: `Tag ${id}`, moderated: isModerated, emoji_id: null, emoji_name: null };
}

/** A thread as the gateway and the API send it. */
export function toThread({ id, guild, parent, type, name, owner, isArchived, isLocked }: StoredThread): Json {
  return {
    id,
    guild_id: guild,
    parent_id: parent,
    owner_id: owner,
    type,
    name,
    last_message_id: null,
    message_count: 0,
    total_message_sent: 0,
    member_count: 1,
    rate_limit_per_user: 0,
    flags: 0,
    thread_metadata: {
      archived: isArchived,
      locked: isLocked,
      auto_archive_duration: 10_080,
      archive_timestamp: '2026-01-01T00:00:00+00:00',
      create_timestamp: '2026-01-01T00:00:00+00:00',
    },
  };
}

/** A message with all fields that Discord sends, what it says given. */
export function toStoredMessage(given: Json, id = snowflake()): StoredMessage {
  return {
    id,
    channel_id: '',
    content: '',
    timestamp: '2026-01-01T00:00:00+00:00',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: 0,
    flags: 0,
    components: [],
    ...given,
  };
}

/** Keeps a message of the bot's own. */
export function storeOwn(world: World, channel: string, body: Json, privacy: number, id = snowflake()): StoredMessage {
  const components = Array.isArray(body['components']) ? body['components'] : [];
  const own = {
    channel_id: channel,
    author: botUser(world),
    flags: (Number(body['flags'] ?? 0) & ~EPHEMERAL) | privacy,
    components,
    ...(body['files'] !== undefined && { files: body['files'] }),
  };
  const message = toStoredMessage(own, id);
  world.messages.set(id, message);
  return message;
}

/** A message as Discord shows it to a bot that may not read what does not mention it. */
export function withoutContent(world: World, message: Json): Json {
  const names = JSON.stringify([message['author'], message['mentions']]);
  if (names.includes(`"${world.id}"`)) return message;
  return { ...message, content: '', embeds: [], components: [], attachments: [] };
}

/** The channel of a guild with this id, which is no thread. */
export function channelOf(world: World, id: string): StoredChannel | undefined {
  return [...world.guilds.values()].flatMap(({ channels }) => channels).find((channel) => channel.id === id);
}

/** The guild that a channel or thread is in. */
export function guildOf(world: World, id: string): string | undefined {
  const within = world.threads.get(id)?.parent ?? id;
  return [...world.guilds.values()].find(({ channels }) => channels.some((channel) => channel.id === within))?.id;
}

/** What the bot may do in a channel, as if writing in a thread took the right to write; nothing in one that does not exist. */
export function rightsIn(world: World, id: string): bigint | undefined {
  if (world.direct.has(id)) return -1n;
  const thread = world.threads.get(id);
  if (thread !== undefined) {
    const rights = rightsIn(world, thread.parent) ?? 0n;
    return rights & RIGHTS.inThreads ? rights | RIGHTS.send : rights & ~RIGHTS.send;
  }
  for (const { granted, channels } of world.guilds.values()) {
    const channel = channels.find((candidate) => candidate.id === id);
    if (channel !== undefined) return granted & ~channel.denied;
  }
  return undefined;
}
