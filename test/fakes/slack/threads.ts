import { fail, ok, type Answer } from './answers.ts';
import { lacking, scopeFor, visible } from './channels.ts';
import { textOf, type Json } from './json.ts';
import { seen } from './keep.ts';
import type { StoredMessage, World } from './world.ts';

/** The replies to a message that all can see, oldest first. */
export function repliesTo(world: World, { channel, ts }: StoredMessage): readonly StoredMessage[] {
  return [...world.messages.values()]
    .filter((message) => message.channel === channel && message.thread_ts === ts)
    .filter((message) => message.ts !== ts && message.to === undefined)
    .toSorted((one, other) => Number(one.ts) - Number(other.ts));
}

/** A message as it is shown at the head of its thread. */
export function asParent(world: World, message: StoredMessage): Json {
  const replies = repliesTo(world, message);
  if (replies.length === 0) return seen(message);
  const users = new Set(replies.map(({ user }) => user));
  return {
    ...seen(message),
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.size,
    latest_reply: replies.at(-1)?.ts,
    reply_users: [...users],
    is_locked: message['is_locked'] === true,
    subscribed: false,
  };
}

/** conversations.replies: the oldest page first, and the first message with each (https://docs.slack.dev/reference/methods/conversations.replies). */
export function replies(world: World, body: Json): Answer {
  const channel = visible(world, textOf(body, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  const missing = lacking(world, scopeFor(channel, 'history'));
  if (missing !== undefined) return missing;
  if (!channel.members.has(world.botUser)) return fail('not_in_channel');
  const asked = world.messages.get(textOf(body, 'ts'));
  const parent = world.messages.get(asked?.thread_ts ?? asked?.ts ?? '');
  if (parent === undefined || parent.channel !== channel.id) return fail('thread_not_found');
  const limit = Number(body['limit'] ?? 1000);
  if (!(limit >= 1 && limit <= 1000)) return fail('invalid_limit');
  const cursor = textOf(body, 'cursor');
  const oldest = Number(cursor === '' ? (body['oldest'] ?? 0) : atob(cursor));
  const rest = repliesTo(world, parent).filter(({ ts }) => Number(ts) > oldest);
  const page = rest.slice(0, limit - 1);
  const hasMore = rest.length > page.length;
  const next = hasMore ? { response_metadata: { next_cursor: btoa(page.at(-1)?.ts ?? '0') } } : {};
  const shown = [asParent(world, parent), ...page.map(seen)].map(({ metadata, ...plain }) =>
    body['include_all_metadata'] === true && metadata !== undefined ? { ...plain, metadata } : plain,
  );
  return ok({ messages: shown, has_more: hasMore, ...next });
}

/** chat.getPermalink (https://docs.slack.dev/reference/methods/chat.getPermalink) */
export function getPermalink(world: World, body: Json): Answer {
  const channel = visible(world, textOf(body, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  const message = world.messages.get(textOf(body, 'message_ts'));
  if (message === undefined || message.channel !== channel.id || world.unlinked) return fail('message_not_found');
  const { ts, thread_ts: thread = ts } = message;
  const place = thread === ts ? '' : `?thread_ts=${thread}&cid=${channel.id}`;
  const permalink = `https://reading-group.slack.com/archives/${channel.id}/p${ts.replace('.', '')}${place}`;
  return ok({ channel: channel.id, permalink });
}

/** chat.delete, of one's own messages (https://docs.slack.dev/reference/methods/chat.delete) */
export function deleteMessage(world: World, body: Json): Answer {
  const missing = lacking(world, 'chat:write');
  if (missing !== undefined) return missing;
  const channel = visible(world, textOf(body, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  const message = world.messages.get(textOf(body, 'ts'));
  if (message === undefined || message.channel !== channel.id) return fail('message_not_found');
  if (message.bot_id !== world.botId) return fail('cant_delete_message');
  world.messages.delete(message.ts);
  return ok({ channel: channel.id, ts: message.ts });
}
