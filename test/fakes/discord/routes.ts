import { isJson, ok, refusal, type Answer, type Asked, type Route } from './answers.ts';
import { findFaults, findFormFaults } from './faults.ts';
import { threadRoutes } from './thread-routes.ts';
import {
  botUser,
  channelOf,
  EPHEMERAL,
  guildOf,
  RIGHTS,
  rightsIn,
  snowflake,
  storeOwn,
  toChannel,
  toGuild,
  toMember,
  toThread,
  withoutContent,
  type Json,
  type StoredInteraction,
  type StoredMessage,
  type World,
} from './world.ts';

const DEFERRED_MESSAGE = 5;
const DEFERRED_UPDATE = 6;
const MODAL = 9;

const routes: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ['GET', /^\/users\/@me$/, (world) => ok(botUser(world))],
  ['GET', /^(?:\/oauth2)?\/applications\/@me$/, (world) => ok(world.application)],
  ['GET', /^\/applications\/\d+\/commands$/, (world) => ok(world.commands)],
  ['PUT', /^\/applications\/\d+\/commands$/, putCommands],
  ['GET', /^\/guilds\/(\d+)$/, getGuild],
  ['GET', /^\/guilds\/(\d+)\/members\/(\d+)$/, getMember],
  ['GET', /^\/channels\/(\d+)$/, getChannel],
  ['GET', /^\/channels\/(\d+)\/messages$/, getMessages],
  ['POST', /^\/channels\/(\d+)\/messages$/, postMessage],
  ['POST', /^\/users\/@me\/channels$/, openDirect],
  ['POST', /^\/interactions\/\d+\/([^/]+)\/callback$/, acknowledge],
  ['POST', /^\/webhooks\/\d+\/([^/]+)$/, followUp],
  ...threadRoutes,
  ['PATCH', /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/, editOriginal],
];

/** Answers as Discord does; what it has no route for is a 404 of its own kind. */
export function answer(world: World, asked: Asked): Answer {
  const isOpen = /^\/(?:interactions|webhooks)\//.test(asked.path);
  if (!isOpen && asked.token !== `Bot ${world.token}`) return refusal(401, 0, '401: Unauthorized');
  const { refusing } = world;
  if (refusing?.path.test(asked.path)) return refusal(refusing.status, refusing.code, 'Refused');
  for (const [method, path, route] of routes) {
    const match = method === asked.method ? path.exec(asked.path) : null;
    if (match !== null) return route(world, asked, ...match.slice(1));
  }
  return refusal(404, 0, '404: Not Found');
}

function putCommands(world: World, { body }: Asked): Answer {
  world.commands = Object.values(body)
    .filter((command): command is Json => typeof command === 'object' && command !== null)
    .map((command) => ({
      ...command,
      id: snowflake(),
      application_id: world.id,
      version: snowflake(),
      default_member_permissions: null,
      name_localizations: null,
      nsfw: false,
    }));
  return ok(world.commands);
}

/** Here the API sends less than the gateway does. */
function getGuild(world: World, _: Asked, id = ''): Answer {
  const guild = world.guilds.get(id);
  if (guild === undefined) return refusal(403, 50_001, 'Missing Access');
  return ok({ ...toGuild(world, guild), channels: undefined, threads: undefined, members: undefined });
}

function getMember(world: World, _: Asked, guild = '', id = ''): Answer {
  if (id === world.id) return ok(toMember(world, guild));
  const nick = world.nicks.get(id);
  return nick === undefined ? refusal(404, 10_007, 'Unknown Member') : ok({ nick, roles: [] });
}

function getChannel(world: World, _: Asked, id = ''): Answer {
  const thread = world.threads.get(id);
  if (thread !== undefined)
    return (rightsIn(world, id) ?? 0n) & RIGHTS.view ? ok(toThread(thread)) : refusal(403, 50_001, 'Missing Access');
  for (const guild of world.guilds.values()) {
    const channel = guild.channels.find((candidate) => candidate.id === id);
    if (channel === undefined) continue;
    const isSeen = guild.granted & ~channel.denied & RIGHTS.view;
    return isSeen ? ok(toChannel(world, channel, guild.id)) : refusal(403, 50_001, 'Missing Access');
  }
  if (world.direct.has(id)) return ok({ id, type: 1, last_message_id: null, flags: 0, recipients: [] });
  return refusal(404, 10_003, 'Unknown Channel');
}

function getMessages(world: World, { query }: Asked, id = ''): Answer {
  const rights = rightsIn(world, id);
  if (rights === undefined) return refusal(404, 10_003, 'Unknown Channel');
  if (!(rights & RIGHTS.view)) return refusal(403, 50_001, 'Missing Access');
  const before = query.get('before');
  const posted = [...world.messages.values()].filter(
    (message) =>
      message.channel_id === id &&
      !(message.flags & EPHEMERAL) &&
      (before === null || BigInt(message.id) < BigInt(before)),
  );
  const newest = posted.toSorted((a, b) => Number(BigInt(b.id) - BigInt(a.id)));
  const page = rights & RIGHTS.history ? newest.slice(0, Number(query.get('limit') ?? 50)) : [];
  return ok(page.map((message) => (world.allowsContent ? message : withoutContent(world, message))));
}

/** https://docs.discord.com/developers/resources/user#create-dm */
function openDirect(world: World, { body }: Asked): Answer {
  const person = String(body['recipient_id']);
  const id = world.opened.get(person) ?? snowflake();
  world.opened.set(person, id);
  world.direct.add(id);
  return ok({ id, type: 1, last_message_id: null, flags: 0, recipients: [{ id: person }] });
}

function isClosed({ opened, closed }: World, channel: string): boolean {
  return [...opened].some(([person, id]) => id === channel && closed.has(person));
}

function postMessage(world: World, { body }: Asked, id = ''): Answer {
  if (world.limited > 0) {
    world.limited--;
    return {
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 0.05, global: false },
      headers: { 'retry-after': '1', 'x-ratelimit-scope': 'user', 'x-ratelimit-bucket': 'messages' },
    };
  }
  const headers = spend(world, id);
  if (headers === undefined) return tooMany(world);
  const rights = rightsIn(world, id);
  if (rights === undefined) return refusal(404, 10_003, 'Unknown Channel');
  if (!(rights & RIGHTS.view)) return refusal(403, 50_001, 'Missing Access');
  if (isClosed(world, id)) return refusal(403, 50_007, 'Cannot send messages to this user');
  if (!(rights & RIGHTS.send)) return refusal(403, 50_013, 'Missing Permissions');
  const thread = world.threads.get(id);
  if (thread?.isLocked) return refusal(400, 160_005, 'This thread is locked');
  if ([15, 16].includes(channelOf(world, id)?.type ?? 0))
    return refusal(400, 50_008, 'Cannot send messages in a non-text channel');
  const nonce = typeof body['nonce'] === 'string' && body['enforce_nonce'] === true ? body['nonce'] : undefined;
  const known = nonce === undefined ? undefined : world.messages.get(world.nonces.get(`${id} ${nonce}`) ?? '');
  if (known !== undefined) return ok(known);
  const answered = store(world, id, body, 0);
  if (!isMessage(answered.body)) return answered;
  if (nonce !== undefined) world.nonces.set(`${id} ${nonce}`, answered.body.id);
  // A message opens an archived thread again.
  if (thread?.isArchived) world.changes.emit('dispatch', 'THREAD_UPDATE', toThread({ ...thread, isArchived: false }));
  if (thread !== undefined) thread.isArchived = false;
  const guild = guildOf(world, id);
  if (guild !== undefined) world.changes.emit('dispatch', 'MESSAGE_CREATE', { ...answered.body, guild_id: guild });
  return { ...answered, headers: { ...answered.headers, ...headers } };
}

/** Takes a post out of the channel's bucket: what the answer says of it, or nothing where it is empty (https://docs.discord.com/developers/topics/rate-limits). */
function spend({ bucket, windows }: World, channel: string): Answer['headers'] {
  if (bucket === undefined) return {};
  const now = performance.now();
  const known = windows.get(channel);
  const window = known !== undefined && now < known.beganMs + bucket.windowMs ? known : { beganMs: now, count: 0 };
  windows.set(channel, window);
  window.count++;
  if (window.count > bucket.limit) return undefined;
  return {
    'x-ratelimit-bucket': 'messages',
    'x-ratelimit-limit': String(bucket.limit),
    'x-ratelimit-remaining': String(bucket.limit - window.count),
    'x-ratelimit-reset-after': String((window.beganMs + bucket.windowMs - now) / 1000),
  };
}

function tooMany({ bucket }: World): Answer {
  const retryAfter = (bucket?.windowMs ?? 0) / 1000;
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfter, global: false },
    headers: { 'retry-after': String(Math.ceil(retryAfter)), 'x-ratelimit-bucket': 'messages' },
  };
}

function acknowledge(world: World, { body }: Asked, token = ''): Answer {
  const interaction = world.interactions.get(token);
  if (interaction === undefined) return refusal(404, 10_062, 'Unknown interaction');
  if (interaction.ack !== undefined) return refusal(400, 40_060, 'Interaction has already been acknowledged.');
  const faults = Number(body['type']) === MODAL && isJson(body['data']) ? findFormFaults(body['data']) : undefined;
  if (faults !== undefined) return { status: 400, body: faults };
  interaction.ack = Number(body['type']);
  interaction.ackMs = performance.now();
  const data = isJson(body['data']) ? body['data'] : {};
  interaction.isEphemeral = (Number(data['flags'] ?? 0) & EPHEMERAL) !== 0;
  if (interaction.ack === DEFERRED_UPDATE && interaction.source !== undefined)
    interaction.original = interaction.source;
  return { status: 204 };
}

/** The first message after a deferral takes its place, and its privacy with it. */
function followUp(world: World, asked: Asked, token = ''): Answer {
  const interaction = world.interactions.get(token);
  if (interaction?.ack === undefined) return refusal(404, 10_015, 'Unknown Webhook');
  if (interaction.ack === DEFERRED_MESSAGE && interaction.original === undefined)
    return editOriginal(world, asked, token);
  return store(world, interaction.channel, asked.body, Number(asked.body['flags'] ?? 0) & EPHEMERAL);
}

function editOriginal(world: World, { body }: Asked, token = ''): Answer {
  const interaction = world.interactions.get(token);
  if (interaction?.ack === undefined) return refusal(404, 10_015, 'Unknown Webhook');
  const before = world.messages.get(interaction.original ?? '');
  const flags = before === undefined ? privacyOf(interaction) : before.flags & EPHEMERAL;
  const answered = store(world, interaction.channel, body, flags, interaction.original);
  if (isMessage(answered.body)) interaction.original = answered.body.id;
  return answered;
}

function privacyOf({ isEphemeral }: StoredInteraction): number {
  return isEphemeral === true ? EPHEMERAL : 0;
}

function store(world: World, channel: string, body: Json, privacy: number, id = snowflake()): Answer {
  const faults = findFaults(body);
  if (faults !== undefined) return { status: 400, body: faults };
  return ok(storeOwn(world, channel, body, privacy, id));
}

function isMessage(value: unknown): value is StoredMessage {
  return isJson(value) && typeof value['id'] === 'string';
}
