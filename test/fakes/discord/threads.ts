import type { Gateway } from './gateway.ts';
import {
  snowflake,
  toStoredMessage,
  toThread,
  type Json,
  type StoredMessage,
  type StoredThread,
  type World,
} from './world.ts';

/** A person, a bot or a webhook that writes. */
export interface Writer {
  readonly id?: string;
  readonly name?: string;
  /** What the guild calls them. */
  readonly nick?: string;
  readonly isBot?: boolean;
  readonly isWebhook?: boolean;
}

/** One message, where and as it is written. */
export interface Line extends Writer {
  readonly guild: string;
  readonly channel: string;
  readonly content: string;
  /** The ids of those whom it pings, be it by a reply. */
  readonly mentions?: readonly string[];
  /** As Discord counts them; 0, a plain one, where absent. */
  readonly type?: number;
}

/** What tests do in threads. */
export interface ThreadScenes {
  /** Writes a message; it is told to the clients, as often as asked for. */
  say(line: Line, times?: number): StoredMessage;
  /** Changes what a message says. */
  edit(guild: string, message: StoredMessage, content: string): StoredMessage;
  /** Adds the preview of a link to a message, which is no edit of a person's (https://github.com/discord/discord-api-docs/issues/8281). */
  unfurl(guild: string, message: StoredMessage): void;
  /** Deletes messages of a channel: one alone, or several at once. */
  erase(guild: string, channel: string, ...ids: readonly string[]): void;
  /** A thread that somebody else has opened. */
  addThread(guild: string, parent: string, more?: Partial<StoredThread>): StoredThread;
  /** Archives, locks or hides a thread, or opens it again. */
  setThread(id: string, change: Partial<Pick<StoredThread, 'isArchived' | 'isLocked'>>): void;
  /** Deletes a thread, or a channel with all that is in it; Discord tells of the channel alone. */
  removeChannel(guild: string, id: string): void;
}

/** The scenes of a world's threads. */
export function threadScenesOf(world: World, gateway: Gateway): ThreadScenes {
  return {
    say(line, times = 1) {
      const message = toStoredMessage(toJson(line));
      world.messages.set(message.id, message);
      const { guild, nick, isWebhook } = line;
      const member = isWebhook ? {} : { member: { nick: nick ?? null, roles: [], joined_at: null, deaf: false } };
      if (nick !== undefined) world.nicks.set(String(line.id ?? PERSON), nick);
      for (let i = 0; i < times; i++) gateway.dispatch('MESSAGE_CREATE', { ...message, guild_id: guild, ...member });
      return message;
    },
    edit(guild, message, content) {
      const edited = { ...message, content, edited_timestamp: new Date().toISOString().replace('Z', '000+00:00') };
      world.messages.set(message.id, edited);
      gateway.dispatch('MESSAGE_UPDATE', { ...edited, guild_id: guild });
      return edited;
    },
    unfurl(guild, message) {
      const embeds = [{ type: 'link', url: 'https://otters.example' }];
      world.messages.set(message.id, { ...message, embeds });
      gateway.dispatch('MESSAGE_UPDATE', { ...message, embeds, guild_id: guild });
    },
    erase(guild, channel, ...ids) {
      for (const id of ids) world.messages.delete(id);
      const place = { channel_id: channel, guild_id: guild };
      if (ids.length === 1) gateway.dispatch('MESSAGE_DELETE', { id: ids[0], ...place });
      else gateway.dispatch('MESSAGE_DELETE_BULK', { ids, ...place });
    },
    addThread(guild, parent, more = {}) {
      const thread = { id: snowflake(), guild, parent, type: 11, name: 'Lunch', owner: PERSON, ...more };
      const stored: StoredThread = { isArchived: false, isLocked: false, ...thread };
      world.threads.set(stored.id, stored);
      gateway.dispatch('THREAD_CREATE', { ...toThread(stored), newly_created: true });
      return stored;
    },
    setThread(id, change) {
      const thread = world.threads.get(id);
      if (thread === undefined) throw new Error('no thread');
      Object.assign(thread, change);
      gateway.dispatch('THREAD_UPDATE', toThread(thread));
    },
    removeChannel(guildId, id) {
      const thread = world.threads.get(id);
      const guild = world.guilds.get(guildId);
      if (thread !== undefined) {
        world.threads.delete(id);
        gateway.dispatch('THREAD_DELETE', { id, guild_id: guildId, parent_id: thread.parent, type: thread.type });
      } else if (guild !== undefined) {
        world.guilds.set(guildId, { ...guild, channels: guild.channels.filter((channel) => channel.id !== id) });
        for (const [key, { parent }] of world.threads) if (parent === id) world.threads.delete(key);
        gateway.dispatch('CHANNEL_DELETE', { id, guild_id: guildId, type: 0 });
      }
    },
  };
}

const PERSON = '77';

function toJson({ channel, content, id = PERSON, name = 'Ada', mentions = [], type = 0, ...writer }: Line): Json {
  const author = { id, username: name.toLowerCase(), global_name: name, discriminator: '0', avatar: null };
  return {
    channel_id: channel,
    content,
    type,
    author: writer.isWebhook ? { ...author, id: '55' } : { ...author, ...(writer.isBot && { bot: true }) },
    ...(writer.isWebhook && { webhook_id: '55' }),
    mentions: mentions.map((mentioned) => ({
      ...author,
      id: mentioned,
      username: `user${mentioned}`,
      global_name: null,
    })),
  };
}
