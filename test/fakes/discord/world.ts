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
  readonly nonces: Map<string, string>;
  readonly interactions: Map<string, StoredInteraction>;
  readonly calls: Call[];
  /** Tells `change` after each call. */
  readonly changes: EventEmitter;
  commands: readonly Json[];
  /** How many of the next posts to channels are answered with 429. */
  limited: number;
  /** How many posts a channel takes in a while; without it, as many as come. */
  bucket: { readonly limit: number; readonly windowMs: number } | undefined;
  /** When the posts of a channel's present window began, and how many it has had. */
  readonly windows: Map<string, { readonly beganMs: number; count: number }>;
  /** What the application's settings say. */
  application: Json;
  refusesIntents: boolean;
  /** How often clients may still begin a session today. */
  startsLeft: number;
}

/** The flag of a message that one person alone sees. */
export const EPHEMERAL = 64;

/** Rights of the bot by name (https://docs.discord.com/developers/topics/permissions). */
export const RIGHTS = { view: 1n << 10n, send: 1n << 11n, history: 1n << 16n, inThreads: 1n << 38n } as const;

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
    nonces: new Map(),
    interactions: new Map(),
    calls: [],
    changes: new EventEmitter(),
    commands: [],
    limited: 0,
    bucket: undefined,
    windows: new Map(),
    application: { id, name: 'Paperboy', bot_public: true, bot_require_code_grant: false },
    refusesIntents: false,
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
    roles: [role(id, '@everyone', 0n), role(`${id}1`, 'Paperboy', granted)],
    emojis: [],
    stickers: [],
    features: [],
    system_channel_id: system ?? null,
    preferred_locale: 'en-US',
    channels: channels.map((channel, i) => toChannel(world, channel, id, i)),
    threads: [],
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
export function toChannel(world: World, { id, name, type, denied }: StoredChannel, guild: string, position = 0): Json {
  const overwrite = { id: world.id, type: 1, allow: '0', deny: String(denied) };
  return {
    id,
    name,
    type,
    guild_id: guild,
    position,
    permission_overwrites: [overwrite],
    nsfw: false,
    parent_id: null,
  };
}

/** What the bot may do in a channel; nothing in one that does not exist. */
export function rightsIn(world: World, id: string): bigint | undefined {
  if (world.direct.has(id)) return -1n;
  for (const { granted, channels } of world.guilds.values()) {
    const channel = channels.find((candidate) => candidate.id === id);
    if (channel !== undefined) return granted & ~channel.denied;
  }
  return undefined;
}
