import { fail, failFor, ok, type Answer, type Asked, type Route } from './answers.ts';
import { join, openConversation, showChannel, showUser } from './channels.ts';
import { findViewFaults } from './faults.ts';
import { createId } from './ids.ts';
import { isJson, textOf, type Json } from './json.ts';
import { toView } from './keep.ts';
import { history, post, postEphemeral, update } from './posts.ts';
import { deleteMessage, getPermalink, replies } from './threads.ts';
import { completeUpload, getUploadUrl } from './uploads.ts';
import type { World } from './world.ts';

const TRIGGER_LASTS_MS = 3000;

const routes: Readonly<Record<string, Route>> = {
  'api.test': () => ok(),
  'auth.test': identify,
  'chat.delete': deleteMessage,
  'chat.getPermalink': getPermalink,
  'chat.postMessage': post,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'conversations.history': history,
  'conversations.info': showChannel,
  'conversations.join': join,
  'conversations.open': openConversation,
  'conversations.replies': replies,
  'users.info': showUser,
  'views.open': openView,
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
};

/** Answers a method of the Web API as Slack does (https://docs.slack.dev/apis/web-api). */
export function answer(world: World, { method, body, token }: Asked): Answer {
  if (method === 'apps.connections.open') return openConnection(world, token);
  const route = routes[method];
  if (route === undefined) return fail('unknown_method', { req_method: method });
  if (token === undefined) return fail('not_authed');
  if (token === world.appToken) return fail('not_allowed_token_type');
  if (token !== world.botToken) return fail('invalid_auth');
  if (world.refusal !== undefined) return fail(world.refusal);
  const answered = route(world, body);
  return { ...answered, headers: { 'x-oauth-scopes': world.scopes.join(','), ...answered.headers } };
}

/** A place for one connection of Socket Mode (https://docs.slack.dev/reference/methods/apps.connections.open). */
function openConnection(world: World, token: string | undefined): Answer {
  if (token === undefined) return fail('not_authed');
  if (token === world.botToken) return fail('not_allowed_token_type');
  if (token !== world.appToken) return fail('invalid_auth');
  if (world.refusedConnections > 0) {
    world.refusedConnections--;
    return fail('internal_error');
  }
  const ticket = createId('k');
  world.tickets.add(ticket);
  return ok({ url: `${world.origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${world.appId}` });
}

function identify(world: World): Answer {
  return ok({
    url: 'https://reading-group.slack.com/',
    team: 'Reading group',
    user: 'paperboy',
    team_id: world.team,
    user_id: world.botUser,
    bot_id: world.botId,
    is_enterprise_install: false,
  });
}

/** https://docs.slack.dev/reference/methods/views.open */
function openView(world: World, body: Json): Answer {
  const trigger = world.triggers.get(textOf(body, 'trigger_id'));
  if (trigger === undefined) return fail('invalid_trigger_id');
  if (trigger.isUsed) return fail('exchanged_trigger_id');
  if (world.now() > trigger.atMs + TRIGGER_LASTS_MS) return fail('expired_trigger_id');
  const faults = isJson(body['view']) ? findViewFaults(body['view']) : ['missing required field: view'];
  if (faults.length > 0) return failFor('invalid_arguments', faults);
  trigger.isUsed = true;
  const view = toView(trigger.user, isJson(body['view']) ? body['view'] : {});
  world.views.set(view.id, view);
  return ok({ view });
}
