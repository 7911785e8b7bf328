import { fail, ok, type Answer } from './answers.ts';
import { textOf, type Json } from './json.ts';
import { openDirect } from './keep.ts';
import type { StoredChannel, World } from './world.ts';

/** Refuses what the token may not do: the first scope that it lacks. */
export function lacking(world: World, needed: string): Answer | undefined {
  if (world.scopes.includes(needed)) return undefined;
  return fail('missing_scope', { needed, provided: world.scopes.join(',') });
}

/** The scope for a kind of channel: `channels:read`, `groups:read`, `im:read`. */
export function scopeFor({ isPrivate, isGroup = false, directWith }: StoredChannel, right: string): string {
  if (isGroup) return `mpim:${right}`;
  if (directWith !== undefined) return `im:${right}`;
  return `${isPrivate ? 'groups' : 'channels'}:${right}`;
}

/** A channel that the bot can know of; a private one only from within. */
export function visible(world: World, id: string): StoredChannel | undefined {
  const channel = world.channels.get(id);
  return channel?.isPrivate === true && !channel.members.has(world.botUser) ? undefined : channel;
}

/** conversations.info */
export function showChannel(world: World, body: Json): Answer {
  const channel = visible(world, textOf(body, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  return lacking(world, scopeFor(channel, 'read')) ?? ok({ channel: toChannel(world, channel) });
}

/** conversations.join */
export function join(world: World, body: Json): Answer {
  const missing = lacking(world, 'channels:join');
  if (missing !== undefined) return missing;
  const channel = visible(world, textOf(body, 'channel'));
  if (channel === undefined) return fail('channel_not_found');
  if (channel.isPrivate) return fail('method_not_supported_for_channel_type');
  if (channel.isArchived) return fail('is_archived');
  const warning = channel.members.has(world.botUser) ? { warning: 'already_in_channel' } : {};
  channel.members.add(world.botUser);
  return ok({ channel: toChannel(world, channel), ...warning });
}

/** conversations.open */
export function openConversation(world: World, body: Json): Answer {
  const missing = lacking(world, 'im:write');
  if (missing !== undefined) return missing;
  const user = textOf(body, 'users');
  if (!world.users.has(user)) return fail('user_not_found');
  return ok({ channel: { id: openDirect(world, user).id } });
}

/** users.info */
export function showUser(world: World, body: Json): Answer {
  const missing = lacking(world, 'users:read');
  if (missing !== undefined) return missing;
  const user = world.users.get(textOf(body, 'user'));
  if (user === undefined) return fail('user_not_found');
  const { id, team, name, isAdmin, isOwner } = user;
  return ok({
    user: {
      id,
      team_id: team,
      name: 'ada',
      deleted: false,
      real_name: 'Ada',
      profile: { display_name: name, real_name: 'Ada' },
      tz: 'Etc/UTC',
      is_admin: isAdmin,
      is_owner: isOwner,
      is_primary_owner: false,
      is_restricted: false,
      is_ultra_restricted: false,
      is_bot: false,
      is_app_user: false,
    },
  });
}

function toChannel(world: World, channel: StoredChannel): Json {
  const { id, team, name, isPrivate, isGroup = false, isArchived, creator, members, directWith } = channel;
  if (directWith !== undefined) return { id, is_im: true, is_archived: false, user: directWith, context_team_id: team };
  return {
    id,
    name,
    name_normalized: name,
    is_channel: !isPrivate,
    is_group: isPrivate,
    is_im: false,
    is_mpim: isGroup,
    is_private: isPrivate,
    is_archived: isArchived,
    is_general: false,
    is_member: members.has(world.botUser),
    creator,
    context_team_id: team,
    num_members: members.size,
  };
}
