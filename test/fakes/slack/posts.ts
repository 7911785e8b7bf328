import { fail, failFor, ok, type Answer } from './answers.ts';
import { lacking, scopeFor, visible } from './channels.ts';
import { findFaults } from './faults.ts';
import { isJson, list, textOf, type Json } from './json.ts';
import { keepMessage, openDirect, seen } from './keep.ts';
import type { StoredChannel, World } from './world.ts';

/** Characters of all blocks as JSON: what is known of an undocumented bound (https://github.com/slackapi/bolt-js/issues/2509). */
const MAX_BLOCKS_LENGTH = 12_000;

const RESPONSES = { uses: 5, lastMs: 30 * 60 * 1000 } as const;

/** chat.postMessage (https://docs.slack.dev/reference/methods/chat.postMessage) */
export function post(world: World, body: Json): Answer {
  if (world.limited > 0) {
    world.limited--;
    return tooMany(world);
  }
  const missing = lacking(world, 'chat:write');
  if (missing !== undefined) return missing;
  const to = textOf(body, 'channel');
  const channel = world.users.has(to) ? openDirect(world, to) : visible(world, to);
  if (channel === undefined) return fail('channel_not_found');
  const refused = refusalIn(world, channel) ?? refusalOf(body);
  if (refused !== undefined) return refused;
  if (isTooSoon(world, channel.id)) return tooMany(world);
  const parent = world.messages.get(textOf(body, 'thread_ts'));
  if (parent?.['is_locked'] === true) return fail('restricted_action_thread_locked');
  // A reply to nothing is no reply (https://github.com/slack-go/slack/issues/1571).
  const thread = parent?.channel === channel.id ? parent.ts : undefined;
  const message = keepMessage(world, channel.id, { ...body, to: undefined, thread_ts: thread });
  return ok({ channel: channel.id, ts: message.ts, message: seen(message) });
}

/** chat.postEphemeral (https://docs.slack.dev/reference/methods/chat.postEphemeral) */
export function postEphemeral(world: World, body: Json): Answer {
  const missing = lacking(world, 'chat:write');
  if (missing !== undefined) return missing;
  const channel = visible(world, textOf(body, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  const user = textOf(body, 'user');
  const refused = refusalIn(world, channel) ?? refusalOf(body);
  if (refused !== undefined) return refused;
  if (!channel.members.has(user)) return fail('user_not_in_channel');
  return ok({ message_ts: keepMessage(world, channel.id, { ...body, to: user, metadata: undefined }).ts });
}

/** chat.update (https://docs.slack.dev/reference/methods/chat.update) */
export function update(world: World, body: Json): Answer {
  const missing = lacking(world, 'chat:write');
  if (missing !== undefined) return missing;
  const channel = visible(world, textOf(body, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  const before = world.messages.get(textOf(body, 'ts'));
  if (before === undefined || before.channel !== channel.id || before.to !== undefined)
    return fail('message_not_found');
  if (before.bot_id !== world.botId) return fail('cant_update_message');
  const refused = refusalOf(body);
  if (refused !== undefined) return refused;
  const edited = { user: world.botUser, ts: before.ts };
  const kept = { thread_ts: before.thread_ts, metadata: before.metadata };
  const message = keepMessage(world, channel.id, { ...kept, ...body, to: undefined, edited }, before.ts);
  return ok({ channel: channel.id, ts: message.ts, text: message.text, message: seen(message) });
}

/** conversations.history, newest first (https://docs.slack.dev/reference/methods/conversations.history) */
export function history(world: World, body: Json): Answer {
  const channel = visible(world, textOf(body, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  const missing = lacking(world, scopeFor(channel, 'history'));
  if (missing !== undefined) return missing;
  if (!channel.members.has(world.botUser)) return fail('not_in_channel');
  const limit = Number(body['limit'] ?? 100);
  if (!(limit >= 1 && limit <= 999)) return fail('invalid_limit');
  const cursor = textOf(body, 'cursor');
  const [oldest, latest] = [Number(body['oldest'] ?? 0), Number(body['latest'] ?? Infinity)];
  const isAtEdge = (ts: string): boolean => body['inclusive'] === true && [oldest, latest].includes(Number(ts));
  const posted = [...world.messages.values()].filter(
    ({ channel: id, to, ts, thread_ts: thread = ts }) =>
      id === channel.id &&
      to === undefined &&
      thread === ts &&
      (isAtEdge(ts) || (Number(ts) > oldest && Number(ts) < latest)),
  );
  const newestFirst = posted.toSorted((a, b) => Number(b.ts) - Number(a.ts));
  const rest = newestFirst.filter(({ ts }) => cursor === '' || ts < atob(cursor));
  const page = rest.slice(0, limit).map((message) => {
    const { metadata, ...plain } = seen(message);
    return body['include_all_metadata'] === true && metadata !== undefined ? { ...plain, metadata } : plain;
  });
  const hasMore = rest.length > limit;
  const next = hasMore ? { response_metadata: { next_cursor: btoa(rest[limit - 1]?.ts ?? '') } } : {};
  return ok({ messages: page, has_more: hasMore, pin_count: 0, ...next });
}

/** An answer at an interaction's own address (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). */
export function respond(world: World, id: string, body: Json): Answer {
  const response = world.responses.get(id);
  const isOld = response === undefined || world.now() > response.atMs + RESPONSES.lastMs;
  if (isOld) return { ...fail('expired_url'), status: 404 };
  if (response.uses >= RESPONSES.uses) return { ...fail('used_url'), status: 404 };
  response.uses++;
  const { source, channel, user } = response;
  const before = source === undefined ? undefined : world.messages.get(source);
  if (body['delete_original'] === true && before !== undefined) {
    world.messages.delete(before.ts);
    return ok();
  }
  const refused = refusalOf(body);
  if (refused !== undefined) return refused;
  const isReplacing = body['replace_original'] === true && before !== undefined;
  const thread = body['thread_ts'] ?? before?.thread_ts;
  const to = isReplacing ? before.to : body['response_type'] === 'in_channel' ? undefined : user;
  keepMessage(world, channel, { ...body, to, thread_ts: thread }, isReplacing ? before.ts : undefined);
  return ok();
}

function refusalIn(world: World, channel: StoredChannel): Answer | undefined {
  if (channel.isArchived) return fail('is_archived');
  return channel.members.has(world.botUser) ? undefined : fail('not_in_channel');
}

/** What is wrong with the body of a message. */
function refusalOf(body: Json): Answer | undefined {
  const { blocks, metadata } = body;
  if (metadata !== undefined && !isMetadata(metadata)) return fail('invalid_metadata_format');
  if (blocks === undefined) return textOf(body, 'text') === '' ? fail('no_text') : undefined;
  if (!Array.isArray(blocks)) return fail('invalid_blocks_format');
  const faults = findFaults(list(blocks));
  if (faults.length > 0) return failFor('invalid_blocks', faults);
  return JSON.stringify(blocks).length > MAX_BLOCKS_LENGTH ? fail('msg_blocks_too_long') : undefined;
}

/** https://docs.slack.dev/messaging/message-metadata */
function isMetadata(value: unknown): boolean {
  return isJson(value) && typeof value['event_type'] === 'string' && isJson(value['event_payload']);
}

function isTooSoon({ spacingMs, postedMs, now }: World, channel: string): boolean {
  const last = postedMs.get(channel);
  if (spacingMs !== undefined && last !== undefined && now() < last + spacingMs) return true;
  postedMs.set(channel, now());
  return false;
}

function tooMany({ retryAfter }: World): Answer {
  return { ...fail('ratelimited'), status: 429, headers: { 'retry-after': String(retryAfter) } };
}
