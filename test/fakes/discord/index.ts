import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { serveGateway, type Gateway } from './gateway.ts';
import { answer } from './routes.ts';
import { threadScenesOf, type ThreadScenes } from './threads.ts';
import {
  createWorld,
  EPHEMERAL,
  RIGHTS,
  snowflake,
  toGuild,
  toStoredMessage,
  toThread,
  type Json,
  type StoredChannel,
  type StoredGuild,
  type StoredInteraction,
  type StoredMessage,
  type World,
} from './world.ts';

/** Where and by whom something is done; without a guild in a person's direct messages. */
export interface Scene {
  readonly guild?: string;
  readonly channel: string;
  readonly user?: string;
  /** The person's rights in the channel. */
  readonly permissions?: bigint;
}

/** A Discord on loopback, with what tests do to it and look at. */
export interface FakeDiscord extends ThreadScenes {
  readonly world: World;
  readonly gateway: Gateway;
  /** For `DISCORD_API_URL`. */
  readonly url: string;
  /** A guild with one channel that the bot is in; rights are those of the bot. */
  addGuild(options?: { granted?: bigint; denied?: bigint; channel?: Partial<StoredChannel> }): {
    readonly guild: string;
    readonly channel: string;
  };
  addDirect(): string;
  /** Tells clients that the bot was put into a guild that is there, or taken out. */
  tellGuild(event: 'GUILD_CREATE' | 'GUILD_DELETE', guild: string): void;
  slash(scene: Scene, name: string, options?: Json): StoredInteraction;
  complete(scene: Scene, name: string, option: string, typed: string): StoredInteraction;
  /** Sends a form back, its fields filled in. */
  submit(scene: Scene, customId: string, fields: Readonly<Record<string, string>>): StoredInteraction;
  /** Chooses one from the menu of a message. */
  choose(scene: Scene, message: StoredMessage, value: string): StoredInteraction;
  /** Chooses a command from the menu of a message with this content. */
  pick(scene: Scene, label: string, content: string): StoredInteraction;
  press(scene: Scene, message: StoredMessage, customId: string): StoredInteraction;
  /** Messages of a channel, oldest first; those for one person alone where asked for. */
  messages(channel: string, kind?: 'public' | 'private'): readonly StoredMessage[];
  /** Resolves with the first value that is there; looks again after each call. */
  until<Value>(look: () => Value | undefined | false): Promise<Value>;
  close(): Promise<void>;
}

/** Who uses commands where nobody else is named. */
const PERSON = { id: '77', username: 'ada', global_name: 'Ada', discriminator: '0', avatar: null };

const ALL_RIGHTS = RIGHTS.view | RIGHTS.send | RIGHTS.history | RIGHTS.openThreads | RIGHTS.inThreads;

/** Opens a Discord on a free port. */
export async function openDiscord(): Promise<FakeDiscord> {
  const world = createWorld();
  const server = createServer(async (request, response) => {
    const { status, body, headers = {} } = await respond(world, request, () => port);
    // An empty answer is of no type: the client would read it as JSON.
    response.writeHead(status, { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
    world.changes.emit('change');
  });
  world.changes.setMaxListeners(0);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const gateway = serveGateway(server, world, () => `ws://127.0.0.1:${port}`);
  return {
    world,
    gateway,
    url: `http://127.0.0.1:${port}/api`,
    ...scenesOf(world, gateway),
    ...threadScenesOf(world, gateway),
    close,
  };

  async function close(): Promise<void> {
    gateway.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

async function respond(world: World, request: IncomingMessage, port: () => number): ReturnType<typeof recorded> {
  const { pathname, searchParams } = new URL(decodeURIComponent(request.url ?? '/'), 'http://localhost');
  const path = pathname.replace(/^\/api\/v10/, '');
  const { authorization: token } = request.headers;
  const body = await readBody(request);
  return recorded(world, { method: request.method ?? 'GET', path, query: searchParams, body, token }, port());
}

async function recorded(
  world: World,
  asked: Parameters<typeof answer>[1],
  port: number,
): Promise<ReturnType<typeof answer>> {
  const isGateway = asked.path === '/gateway/bot' && asked.token === `Bot ${world.token}`;
  const start = { total: 1000, remaining: world.startsLeft, reset_after: 3_600_000, max_concurrency: 1 };
  const answered = isGateway
    ? { status: 200, body: { url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit: start } }
    : answer(world, asked);
  world.calls.push({ method: asked.method, path: asked.path, body: asked.body, status: answered.status });
  return answered;
}

async function readBody(request: IncomingMessage): Promise<Json> {
  const bytes = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return {};
  if (!type.startsWith('multipart/')) return toJson(JSON.parse(bytes.toString()));
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = await Promise.all(
    [...form.values()].map(async (file) =>
      typeof file === 'string' ? [] : [{ name: file.name, text: await file.text() }],
    ),
  );
  return { ...toJson(JSON.parse(String(form.get('payload_json')))), files: files.flat() };
}

function toJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function scenesOf(
  world: World,
  gateway: Gateway,
): Omit<FakeDiscord, keyof ThreadScenes | 'world' | 'gateway' | 'url' | 'close'> {
  function interact(scene: Scene, type: number, data: Json, message?: StoredMessage): StoredInteraction {
    const id = snowflake();
    const source = message === undefined ? {} : { source: message.id };
    const interaction: StoredInteraction = {
      id,
      token: `t${id}`,
      channel: scene.channel,
      sentMs: performance.now(),
      ...source,
    };
    world.interactions.set(interaction.token, interaction);
    gateway.dispatch(
      'INTERACTION_CREATE',
      toInteraction(world, scene, interaction, { type, data, ...(message && { message }) }),
    );
    return interaction;
  }
  const sub = (name: string, options: readonly Json[]): Json => ({
    id: '1',
    name: 'papers',
    type: 1,
    options: [{ type: 1, name, options }],
  });
  return {
    addGuild: ({ granted = ALL_RIGHTS, denied = 0n, channel } = {}) => addGuild(world, granted, { denied, ...channel }),
    addDirect() {
      const id = snowflake();
      world.direct.add(id);
      return id;
    },
    tellGuild(event, id) {
      const guild = world.guilds.get(id);
      gateway.dispatch(event, event === 'GUILD_CREATE' && guild !== undefined ? toGuild(world, guild) : { id });
    },
    slash: (scene, name, options = {}) =>
      interact(
        scene,
        2,
        sub(
          name,
          Object.entries(options).map(([key, value]) => ({
            type: typeof value === 'number' ? 4 : 3,
            name: key,
            value,
          })),
        ),
      ),
    complete: (scene, name, option, typed) =>
      interact(scene, 4, sub(name, [{ type: 3, name: option, value: typed, focused: true }])),
    submit: (scene, customId, fields) =>
      interact(scene, 5, {
        custom_id: customId,
        components: Object.entries(fields).map(([name, value], i) => ({
          id: 2 * i + 1,
          type: 18,
          component: { id: 2 * i + 2, type: 4, custom_id: name, value },
        })),
      }),
    choose: (scene, message, value) =>
      interact(scene, 3, { custom_id: 'menu', component_type: 3, values: [value] }, message),
    pick: (scene, label, content) => {
      const id = snowflake();
      const messages = { [id]: toStoredMessage({ channel_id: scene.channel, content, author: PERSON }, id) };
      return interact(scene, 2, { id: '2', name: label, type: 3, target_id: id, resolved: { messages } });
    },
    press: (scene, message, customId) => interact(scene, 3, { custom_id: customId, component_type: 2 }, message),
    messages: (channel, kind = 'public') =>
      [...world.messages.values()].filter(
        (message) => message.channel_id === channel && ((message.flags & EPHEMERAL) !== 0) === (kind === 'private'),
      ),
    async until(look) {
      for (;;) {
        const value = look();
        if (value !== undefined && value !== false) return value;
        await once(world.changes, 'change');
      }
    },
  };
}

function addGuild(
  world: World,
  granted: bigint,
  channel: Partial<StoredChannel> & Pick<StoredChannel, 'denied'>,
): { guild: string; channel: string } {
  const guild: StoredGuild = {
    id: snowflake(),
    granted,
    channels: [{ id: snowflake(), name: 'papers', type: 0, ...channel }],
  };
  world.guilds.set(guild.id, guild);
  return { guild: guild.id, channel: guild.channels[0]?.id ?? '' };
}

function toInteraction(world: World, scene: Scene, { id, token }: StoredInteraction, what: Json): Json {
  const { guild, channel, user = '77', permissions = 0n } = scene;
  const thread = world.threads.get(channel);
  const person = { ...PERSON, id: user };
  const member = {
    user: person,
    roles: [],
    joined_at: '2026-01-01T00:00:00+00:00',
    deaf: false,
    mute: false,
    flags: 0,
    permissions: String(permissions),
  };
  return {
    id,
    token,
    application_id: world.id,
    version: 1,
    channel_id: channel,
    channel: thread === undefined ? { id: channel, type: guild === undefined ? 1 : 0 } : toThread(thread),
    locale: 'en-US',
    entitlements: [],
    app_permissions: String(ALL_RIGHTS),
    authorizing_integration_owners: {},
    attachment_size_limit: 1e7,
    context: guild === undefined ? 1 : 0,
    ...(guild === undefined ? { user: person } : { guild_id: guild, member }),
    ...what,
  };
}
