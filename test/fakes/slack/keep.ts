import { createId, createTs } from './ids.ts';
import { isJson, list, textOf, type Json } from './json.ts';
import type { StoredChannel, StoredMessage, StoredView, World } from './world.ts';

/** The direct messages of a person with the bot; opened where they are not yet. */
export function openDirect(world: World, user: string): StoredChannel {
  const known = [...world.channels.values()].find(({ directWith }) => directWith === user);
  if (known !== undefined) return known;
  const channel: StoredChannel = {
    id: createId('D'),
    team: world.users.get(user)?.team ?? world.team,
    name: 'directmessage',
    isPrivate: true,
    directWith: user,
    creator: user,
    members: new Set([user, world.botUser]),
    isArchived: false,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** Keeps a message that the bot posts, its blocks and what can be pressed given ids as Slack does; replaces the one of that time. */
export function keepMessage(world: World, channel: string, body: Json, ts = createTs()): StoredMessage {
  const message: StoredMessage = {
    type: 'message',
    ts,
    channel,
    user: world.botUser,
    bot_id: world.botId,
    app_id: world.appId,
    team: world.channels.get(channel)?.team ?? world.team,
    text: textOf(body, 'text'),
    blocks: list(body['blocks']).map(nameBlock),
    ...(typeof body['thread_ts'] === 'string' && { thread_ts: body['thread_ts'] }),
    ...(isJson(body['metadata']) && { metadata: body['metadata'] }),
    ...(typeof body['to'] === 'string' && { to: body['to'] }),
    ...(isJson(body['edited']) && { edited: body['edited'] }),
  };
  world.messages.set(ts, message);
  return message;
}

function nameBlock(block: Json): Json {
  const named = (element: Json): Json => ({ action_id: createId('a'), ...element });
  return {
    block_id: createId('b'),
    ...block,
    ...(block['type'] === 'actions' && { elements: list(block['elements']).map(named) }),
    ...(isJson(block['element']) && { element: named(block['element']) }),
    ...(isJson(block['accessory']) && { accessory: named(block['accessory']) }),
  };
}

/** A form as it stands open. */
export function toView(user: string, view: Json, id = createId('V')): StoredView {
  return {
    private_metadata: '',
    callback_id: '',
    ...view,
    id,
    user,
    blocks: list(view['blocks']).map(nameBlock),
  };
}

/** A trigger to open a form with, once and within three seconds. */
export function createTrigger(world: World, user: string): string {
  const id = `${createId('1')}.${createId('2')}`;
  world.triggers.set(id, { user, atMs: world.now(), isUsed: false });
  return id;
}

/** An address to answer at. */
export function createResponse(world: World, channel: string, user: string, source?: string): string {
  const id = createId('r');
  world.responses.set(id, {
    channel,
    user,
    atMs: world.now(),
    uses: 0,
    ...(source !== undefined && { source }),
  });
  return `${world.origin}/commands/${id}`;
}

/** A message as others see it: without what this Slack alone knows of it. */
export function seen(message: Json): Json {
  return { ...message, channel: undefined, to: undefined };
}
