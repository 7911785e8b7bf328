import { createTs } from './ids.ts';
import type { Json } from './json.ts';
import { seen } from './keep.ts';
import type { Scene } from './payloads.ts';
import { asParent, repliesTo } from './threads.ts';
import type { StoredEnvelope, StoredMessage, World } from './world.ts';

/** What people do to what was said. */
export interface Changes {
  /** Changes the text of a message. */
  edit(scene: Scene, ts: string, text: string): StoredEnvelope;
  /** Adds the preview of a link to a message, which leaves what was written, and when it was last edited, as it was. */
  unfurl(scene: Scene, ts: string): StoredEnvelope;
  /** Deletes a message; where it has replies, Slack leaves a stone in its place (https://github.com/slack-edge/slack-edge/pull/10). */
  remove(scene: Scene, ts: string): StoredEnvelope;
  /** Deletes a whole channel. */
  removeChannel(scene: Scene): StoredEnvelope;
}

/** The changes in a world, told to the app. */
export function changesIn(
  world: World,
  tell: (team: string, event: Json) => StoredEnvelope,
  typeOf: (scene: Scene) => string,
): Changes {
  const change = (scene: Scene, subtype: string, more: Json): StoredEnvelope => {
    const ts = createTs();
    const { channel, team } = scene;
    return tell(team, {
      type: 'message',
      subtype,
      hidden: true,
      channel,
      channel_type: typeOf(scene),
      ts,
      event_ts: ts,
      ...more,
    });
  };
  const remove = (scene: Scene, message: StoredMessage): StoredEnvelope => {
    world.messages.delete(message.ts);
    return change(scene, 'message_deleted', { deleted_ts: message.ts, previous_message: seen(message) });
  };
  return {
    edit(scene, ts, text) {
      const before = known(world, ts);
      const edited = { user: scene.user, ts: createTs() };
      const after = { ...before, text, edited };
      world.messages.set(ts, after);
      return change(scene, 'message_changed', { message: seen(after), previous_message: seen(before) });
    },
    unfurl(scene, ts) {
      const before = known(world, ts);
      const after = { ...before, attachments: [{ id: 1, title: 'Otters', from_url: 'https://otters.example' }] };
      world.messages.set(ts, after);
      return change(scene, 'message_changed', { message: seen(after), previous_message: seen(before) });
    },
    remove(scene, ts) {
      const before = known(world, ts);
      if (repliesTo(world, before).length > 0) {
        const stone = toStone(before);
        world.messages.set(ts, stone);
        const message = asParent(world, stone);
        return change(scene, 'message_changed', { message, previous_message: seen(before) });
      }
      const told = remove(scene, before);
      const parent = world.messages.get(before.thread_ts ?? '');
      if (parent?.['subtype'] === 'tombstone' && repliesTo(world, parent).length === 0) remove(scene, parent);
      return told;
    },
    removeChannel({ channel, team, user }) {
      const type = world.channels.get(channel)?.isPrivate === true ? 'group_deleted' : 'channel_deleted';
      world.channels.delete(channel);
      return tell(team, { type, channel, actor_id: user });
    },
  };
}

function toStone({ ts, channel, team }: StoredMessage): StoredMessage {
  const slackbot = 'USLACKBOT';
  const text = 'This message was deleted.';
  const blocks: readonly Json[] = [];
  return {
    type: 'message',
    subtype: 'tombstone',
    user: slackbot,
    text,
    hidden: true,
    ts,
    thread_ts: ts,
    blocks,
    channel,
    team,
  };
}

function known(world: World, ts: string): StoredMessage {
  const message = world.messages.get(ts);
  if (message === undefined) throw new Error(`There is no message ${ts}.`);
  return message;
}
