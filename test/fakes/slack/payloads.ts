import { createId, createTs } from './ids.ts';
import { list, textOf, type Json } from './json.ts';
import { createResponse, createTrigger, seen } from './keep.ts';
import type { StoredChannel, StoredMessage, StoredView, World } from './world.ts';

/** Where and by whom something is done. */
export interface Scene {
  readonly channel: string;
  readonly user: string;
  /** The workspace of the channel. */
  readonly team: string;
}

/** What Slack tells of a command (https://docs.slack.dev/interactivity/implementing-slash-commands). */
export function commandPayload(world: World, { channel, user, team }: Scene, command: string, text: string): Json {
  return {
    token: 'verification',
    team_id: team,
    team_domain: 'reading-group',
    channel_id: channel,
    channel_name: nameOf(world.channels.get(channel)),
    user_id: user,
    user_name: 'ada',
    command,
    text,
    api_app_id: world.appId,
    is_enterprise_install: 'false',
    response_url: createResponse(world, channel, user),
    trigger_id: createTrigger(world, user),
  };
}

function nameOf(channel: StoredChannel | undefined): string {
  if (channel?.directWith !== undefined) return 'directmessage';
  return channel?.isPrivate === true ? 'privategroup' : (channel?.name ?? '');
}

/** What Slack tells of a button or menu of a message (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload). */
export function actionPayload(world: World, scene: Scene, message: StoredMessage, action: Json): Json {
  const isEphemeral = message.to !== undefined;
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: scene.channel,
    is_ephemeral: isEphemeral,
    ...(message.thread_ts !== undefined && { thread_ts: message.thread_ts }),
  };
  return {
    type: 'block_actions',
    ...interaction(world, scene),
    container,
    channel: channelOf(world, scene.channel),
    // What one person alone sees is not sent along.
    ...(!isEphemeral && { message: seen(message) }),
    state: { values: {} },
    response_url: createResponse(world, scene.channel, scene.user, message.ts),
    actions: [{ ...action, action_ts: createTs() }],
  };
}

/** What Slack tells of a message shortcut (https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload). */
export function shortcutPayload(world: World, scene: Scene, callbackId: string, message: Json): Json {
  const ts = textOf(message, 'ts') || createTs();
  return {
    type: 'message_action',
    ...interaction(world, scene),
    action_ts: createTs(),
    callback_id: callbackId,
    channel: channelOf(world, scene.channel),
    message_ts: ts,
    message: { type: 'message', user: scene.user, team: scene.team, ts, text: '', ...seen(message) },
    response_url: createResponse(world, scene.channel, scene.user, ts),
  };
}

/** What Slack tells of a form sent back (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */
export function submissionPayload(
  world: World,
  scene: Scene,
  { user, ...view }: StoredView,
  values: Readonly<Record<string, string>>,
): Json {
  return {
    type: 'view_submission',
    ...interaction(world, { ...scene, user }),
    view: {
      ...view,
      errors: undefined,
      team_id: scene.team,
      state: { values: fillIn(view.blocks, values) },
      hash: `${Date.now()}.fake`,
      clear_on_close: false,
      notify_on_close: false,
      previous_view_id: null,
      root_view_id: view.id,
      app_id: world.appId,
      external_id: '',
      app_installed_team_id: scene.team,
      bot_id: world.botId,
    },
    response_urls: [],
  };
}

function fillIn(blocks: readonly Json[], values: Readonly<Record<string, string>>): Json {
  const inputs = blocks.flatMap((block) => list([block['element']]).map((element) => ({ block, element })));
  const named = inputs.map(({ block, element }) => {
    const [id, actionId] = [textOf(block, 'block_id'), textOf(element, 'action_id')];
    return { block, element, id, actionId, value: values[actionId] ?? values[id] };
  });
  const unknown = Object.keys(values).filter(
    (key) => !named.some(({ id, actionId }) => id === key || actionId === key),
  );
  if (unknown.length > 0) throw new Error(`The form has no field ${unknown.join(', ')}.`);
  return Object.fromEntries(
    named.map(({ block, element, id, actionId, value }) => {
      if (value === undefined && block['optional'] !== true && element['initial_option'] === undefined)
        if (textOf(element, 'initial_value') === '') throw new Error(`The form asks for ${actionId}.`);
      return [id, { [actionId]: stateOf(element, value) }];
    }),
  );
}

/** What a field holds (https://docs.slack.dev/reference/views#view-state). */
function stateOf(element: Json, value: string | undefined): Json {
  const type = element['type'];
  if (type !== 'static_select') {
    const text = value ?? textOf(element, 'initial_value');
    checkNumber(element, text);
    return { type, value: text === '' ? null : text };
  }
  const option = list(element['options']).find((candidate) => candidate['value'] === value);
  if (value !== undefined && option === undefined) throw new Error(`The menu has no choice ${value}.`);
  return { type, selected_option: option ?? element['initial_option'] ?? null };
}

/** Slack's own window lets no other number through. */
function checkNumber(element: Json, text: string): void {
  if (element['type'] !== 'number_input' || text === '') return;
  const number = Number(text);
  const isWithin =
    number >= Number(element['min_value'] ?? -Infinity) && number <= Number(element['max_value'] ?? Infinity);
  if (!isWithin || (element['is_decimal_allowed'] !== true && !Number.isInteger(number)))
    throw new Error(`The field takes no ${text}.`);
}

/** What Slack tells of an event (https://docs.slack.dev/apis/events-api#callback-field). */
export function eventPayload(world: World, team: string, event: Json): Json {
  return {
    token: 'verification',
    team_id: team,
    context_team_id: team,
    context_enterprise_id: null,
    api_app_id: world.appId,
    event: { event_ts: createTs(), ...event },
    type: 'event_callback',
    event_id: createId('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team, user_id: world.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: createId('4-'),
  };
}

function interaction(world: World, { user, team }: Scene): Json {
  return {
    token: 'verification',
    team: { id: team, domain: 'reading-group' },
    user: { id: user, team_id: team, ...(world.tellsNames && { username: 'ada', name: 'ada' }) },
    api_app_id: world.appId,
    trigger_id: createTrigger(world, user),
    is_enterprise_install: false,
    enterprise: null,
  };
}

function channelOf(world: World, id: string): Json {
  return { id, name: nameOf(world.channels.get(id)) };
}
