import { changesIn, type Changes } from './changes.ts';
import { deliver, type Delivery } from './delivery.ts';
import { createId, createTs } from './ids.ts';
import { isJson, list, textOf, type Json } from './json.ts';
import {
  actionPayload,
  commandPayload,
  eventPayload,
  shortcutPayload,
  submissionPayload,
  type Scene,
} from './payloads.ts';
import { placesIn, type Places } from './places.ts';
import type { StoredEnvelope, StoredMessage, StoredView, World } from './world.ts';

/** What people do in Slack; each tells what was sent to the app, and how far that has come. */
export interface Acts extends Places, Changes {
  /** The text after `/papers`, as Slack would send it. */
  slash(scene: Scene, text: string): StoredEnvelope;
  /** Says something that begins with a mention of the bot, unless the text has one; in direct messages that is as good as none. */
  mention(scene: Scene, text: string, options?: { threadTs?: string; more?: Json }): StoredEnvelope;
  /** Says something. */
  say(scene: Scene, text: string, options?: { threadTs?: string; more?: Json }): StoredEnvelope;
  /** Presses the button of a value. */
  press(scene: Scene, message: StoredMessage, value: string): StoredEnvelope;
  /** Chooses from a menu of a message. */
  choose(scene: Scene, message: StoredMessage, value: string): StoredEnvelope;
  /** Sends a form back; fields are named by their action, or by their block. */
  submit(scene: Scene, view: StoredView, values: Readonly<Record<string, string>>): StoredEnvelope;
  /** Uses a message shortcut on a message. */
  shortcut(scene: Scene, callbackId: string, message: Json): StoredEnvelope;
  invite(scene: Scene): StoredEnvelope;
  kick(scene: Scene): StoredEnvelope;
  /** Takes the app out of a workspace, its own where none is given. */
  uninstall(team?: string): StoredEnvelope;
  /** Any other event. */
  tell(team: string, event: Json): StoredEnvelope;
  /** Sends once more what was sent, as Slack sometimes does. */
  repeat(envelope: StoredEnvelope): void;
}

/** The acts in a world, told to the app by the way that is in use. */
export function actsOf(world: World, way: { readonly delivery: Delivery }): Acts {
  function send(type: StoredEnvelope['type'], payload: Json): StoredEnvelope {
    const envelope: StoredEnvelope = { id: createId('e'), type, payload, sentMs: performance.now(), attempts: 0 };
    world.envelopes.set(envelope.id, envelope);
    deliver(world, way.delivery, envelope);
    return envelope;
  }
  const tell = (team: string, event: Json): StoredEnvelope => send('events_api', eventPayload(world, team, event));
  const act = (scene: Scene, message: StoredMessage, action: Json): StoredEnvelope =>
    send('interactive', actionPayload(world, scene, message, action));
  const say: Acts['say'] = (scene, text, { threadTs, more } = {}) =>
    tell(scene.team, { ...keepSaid(world, scene, text, threadTs), channel_type: channelType(world, scene), ...more });
  return {
    ...placesIn(world),
    ...moves(world, tell),
    ...changesIn(world, tell, (scene) => channelType(world, scene)),
    tell,
    slash: (scene, text) => send('slash_commands', commandPayload(world, scene, '/papers', text)),
    say,
    mention: (scene, text, options = {}) => {
      const call = `<@${world.botUser}>`;
      const said = text.includes(call) ? text : `${call} ${text}`;
      if (channelType(world, scene) === 'im') return say(scene, said, options);
      const message = { ...keepSaid(world, scene, said, options.threadTs), ...options.more };
      // The app is told twice, in either order.
      tell(scene.team, { ...message, channel_type: channelType(world, scene) });
      return tell(scene.team, { ...message, type: 'app_mention' });
    },
    press: (scene, message, value) => act(scene, message, pressOf(message, value)),
    choose: (scene, message, value) => act(scene, message, choiceOf(message, value)),
    submit: (scene, view, values) => send('interactive', submissionPayload(world, scene, view, values)),
    shortcut: (scene, callbackId, message) => send('interactive', shortcutPayload(world, scene, callbackId, message)),
    repeat: (envelope) => way.delivery.send(envelope, envelope.type === 'events_api' ? 'timeout' : undefined),
  };
}

/** What the app itself comes and goes by. */
function moves(world: World, tell: Acts['tell']): Pick<Acts, 'invite' | 'kick' | 'uninstall'> {
  return {
    invite({ channel, user, team }) {
      const stored = world.channels.get(channel);
      stored?.members.add(world.botUser);
      const kind = stored?.isPrivate === true ? 'G' : 'C';
      return tell(team, {
        type: 'member_joined_channel',
        user: world.botUser,
        channel,
        channel_type: kind,
        team,
        inviter: user,
      });
    },
    kick({ channel, user, team }) {
      const stored = world.channels.get(channel);
      stored?.members.delete(world.botUser);
      return tell(team, {
        type: stored?.isPrivate === true ? 'group_left' : 'channel_left',
        channel,
        actor_id: user,
      });
    },
    uninstall(team = world.team) {
      if (team === world.team) world.refusal = 'account_inactive';
      tell(team, { type: 'tokens_revoked', tokens: { oauth: [], bot: [world.botUser] } });
      return tell(team, { type: 'app_uninstalled' });
    },
  };
}

function channelType(world: World, { channel }: Scene): string {
  const stored = world.channels.get(channel);
  if (stored?.directWith !== undefined) return 'im';
  return stored?.isPrivate === true ? 'group' : 'channel';
}

/** What a person says, kept among the messages of the channel. */
function keepSaid(world: World, { channel, user, team }: Scene, text: string, threadTs?: string): Json {
  const ts = createTs();
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  const message = { type: 'message', user, text, ts, team, client_msg_id: createId('m'), ...thread };
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
  const blocks = [{ type: 'rich_text', block_id: createId('b'), elements: [section] }];
  world.messages.set(ts, { ...message, blocks, channel });
  return { ...message, blocks, channel, event_ts: ts };
}

function elementsOf({ blocks }: StoredMessage): readonly { block: Json; element: Json }[] {
  return blocks.flatMap((block) =>
    [...list(block['elements']), ...list([block['accessory']])].map((element) => ({ block, element })),
  );
}

function pressOf(message: StoredMessage, value: string): Json {
  const found = elementsOf(message).find(({ element }) => element['type'] === 'button' && element['value'] === value);
  if (found === undefined) throw new Error(`The message has no button of the value ${value}.`);
  const { block, element } = found;
  const { action_id, text } = element;
  return { type: 'button', action_id, block_id: textOf(block, 'block_id'), text, value };
}

function choiceOf(message: StoredMessage, value: string): Json {
  for (const { block, element } of elementsOf(message)) {
    const option = list(element['options']).find((candidate) => candidate['value'] === value);
    if (option === undefined) continue;
    const placeholder = isJson(element['placeholder']) ? { placeholder: element['placeholder'] } : {};
    const { type, action_id } = element;
    return { type, action_id, block_id: textOf(block, 'block_id'), selected_option: option, ...placeholder };
  }
  throw new Error(`The message has no choice of the value ${value}.`);
}
