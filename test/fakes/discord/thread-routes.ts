import { isJson, ok, refusal, type Answer, type Asked, type Route } from './answers.ts';
import { findFaults } from './faults.ts';
import {
  botUser,
  channelOf,
  RIGHTS,
  rightsIn,
  snowflake,
  storeOwn,
  toThread,
  type StoredThread,
  type World,
} from './world.ts';

const FORUM = 15;
const MEDIA = 16;
const ANNOUNCEMENTS = 5;

/** What Discord answers about threads (https://docs.discord.com/developers/topics/threads). */
export const threadRoutes: readonly (readonly [method: string, path: RegExp, route: Route])[] = [
  ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, startFromMessage],
  ['POST', /^\/channels\/(\d+)\/threads$/, startInForum],
  ['GET', /^\/guilds\/(\d+)\/threads\/active$/, listActive],
  ['GET', /^\/channels\/(\d+)\/threads\/archived\/public$/, listArchived],
  ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, getMessage],
  ['DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/, deleteMessage],
];

function startFromMessage(world: World, { body }: Asked, channel = '', id = ''): Answer {
  const refused = refuse(world, channel, RIGHTS.openThreads);
  if (refused !== undefined) return refused;
  const parent = channelOf(world, channel);
  if (parent === undefined || parent.type === FORUM || parent.type === MEDIA)
    return refusal(400, 50_024, 'Cannot execute action on this channel type');
  if (world.messages.get(id)?.channel_id !== channel) return refusal(404, 10_008, 'Unknown Message');
  if (world.threads.has(id)) return refusal(400, 160_004, 'A thread has already been created for this message');
  return open(world, body, { id, parent: channel, type: parent.type === ANNOUNCEMENTS ? 10 : 11 });
}

/** The post and its first message have one id; a nonce is not heeded here. */
function startInForum(world: World, { body }: Asked, channel = ''): Answer {
  const refused = refuse(world, channel, RIGHTS.send);
  if (refused !== undefined) return refused;
  const parent = channelOf(world, channel);
  if (parent?.type !== FORUM && parent?.type !== MEDIA) return refusal(400, 50_035, 'Invalid Form Body');
  const tags = Array.isArray(body['applied_tags']) ? body['applied_tags'] : [];
  if (parent.needsTag && tags.length === 0)
    return refusal(400, 40_067, 'A tag is required to create a forum post in this channel');
  const message = isJson(body['message']) ? body['message'] : {};
  const faults = findFaults(message);
  if (faults !== undefined) return { status: 400, body: faults };
  const id = snowflake();
  storeOwn(world, id, message, 0, id);
  return open(world, body, { id, parent: channel, type: 11 });
}

function open(world: World, body: Asked['body'], thread: Pick<StoredThread, 'id' | 'parent' | 'type'>): Answer {
  const name = String(body['name'] ?? '');
  if (name.length < 1 || name.length > 100) return refusal(400, 50_035, 'Invalid Form Body');
  if (![60, 1440, 4320, 10_080].includes(Number(body['auto_archive_duration'])))
    return refusal(400, 50_035, 'Invalid Form Body');
  const guild = [...world.guilds.values()].find(({ channels }) => channels.some(({ id }) => id === thread.parent));
  if (guild === undefined) return refusal(404, 10_003, 'Unknown Channel');
  const owner = String(botUser(world)['id']);
  const opened: StoredThread = { ...thread, guild: guild.id, name, owner, isArchived: false, isLocked: false };
  world.threads.set(opened.id, opened);
  world.changes.emit('dispatch', 'THREAD_CREATE', { ...toThread(opened), newly_created: true });
  return { ...ok(toThread(opened)), status: 201 };
}

function listActive(world: World, _: Asked, guild = ''): Answer {
  const threads = [...world.threads.values()].filter((thread) => thread.guild === guild && !thread.isArchived);
  return ok({ threads: threads.map(toThread), members: [] });
}

function listArchived(world: World, _: Asked, parent = ''): Answer {
  const threads = [...world.threads.values()].filter((thread) => thread.parent === parent && thread.isArchived);
  return ok({ threads: threads.map(toThread), members: [], has_more: false });
}

function getMessage(world: World, _: Asked, channel = '', id = ''): Answer {
  const message = world.messages.get(id);
  return message?.channel_id === channel ? ok(message) : refusal(404, 10_008, 'Unknown Message');
}

function deleteMessage(world: World, asked: Asked, channel = '', id = ''): Answer {
  const found = getMessage(world, asked, channel, id);
  if (found.status !== 200) return found;
  world.messages.delete(id);
  return { status: 204 };
}

/** What any of this needs: the channel, to see it, and the right to do it. */
function refuse(world: World, channel: string, right: bigint): Answer | undefined {
  const rights = rightsIn(world, channel);
  if (rights === undefined) return refusal(404, 10_003, 'Unknown Channel');
  if (!(rights & RIGHTS.view)) return refusal(403, 50_001, 'Missing Access');
  return rights & right ? undefined : refusal(403, 50_013, 'Missing Permissions');
}
