import type { EventEmitter } from 'node:events';
import { openDiscord, type FakeDiscord } from '../fakes/discord/index.ts';
import { snowflake } from '../fakes/discord/world.ts';
import { openSlack } from '../fakes/slack/index.ts';

/** One thing that a person does. */
export interface Use {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  /** The option that is still being typed, where what is asked for is its completion. */
  readonly typing?: string;
}

/** A chat of our own, where people ask the bot. */
export interface Chat {
  readonly name: 'discord' | 'slack';
  /** What the bot joins it with: the address of its API, and tokens. */
  readonly access: readonly string[];
  /** Whether it completes what is typed. */
  readonly completes: boolean;
  /** Adds so many channels that the bot is in, with their spaces; the bot must not have been started yet. */
  addChannels(count: number): readonly { readonly id: string; readonly space: string }[];
  /** One person asks; resolves when the answer is there, with the time to the acknowledgement. */
  ask(use: Use, person: number): Promise<number>;
  close(): Promise<void>;
}

const PEOPLE = 40;

/** Channels of a server of Discord. */
const CHANNELS_EACH = 50;

/** Discord on loopback. */
export async function openDiscordChat(): Promise<Chat> {
  const discord = await openDiscord();
  const scene = discord.addGuild();
  const answered = answersIn(discord.world, ({ method, path }) => path.split('/').map((step) => `${method} ${step}`));
  return {
    name: 'discord',
    access: [discord.url, discord.world.token],
    completes: true,
    addChannels: (count) =>
      Array.from({ length: Math.ceil(count / CHANNELS_EACH) }, (_, i) =>
        addGuild(discord, Math.min(CHANNELS_EACH, count - i * CHANNELS_EACH)),
      ).flat(),
    async ask({ command, options, typing }, person) {
      const by = { ...scene, user: String(100 + (person % PEOPLE)) };
      const asked =
        typing === undefined
          ? discord.slash(by, command, options)
          : discord.complete(by, command, typing, options[typing] ?? '');
      // A completion's callback is its answer; a command's comes in the place of what stands for it.
      await answered(`${typing === undefined ? 'PATCH' : 'POST'} ${asked.token}`);
      return (asked.ackMs ?? Infinity) - asked.sentMs;
    },
    close: discord.close,
  };
}

/** Slack on loopback, over Socket Mode. */
export async function openSlackChat(): Promise<Chat> {
  const slack = await openSlack();
  const { channel, team } = slack.addChannel();
  const people = Array.from({ length: PEOPLE }, () => slack.addUser());
  const answered = answersIn(slack.world, ({ address = '' }) => [address]);
  return {
    name: 'slack',
    access: [slack.url, slack.world.botToken, slack.world.appToken],
    completes: false,
    addChannels: (count) =>
      Array.from({ length: count }, () => ({
        id: `slack:${team}:${slack.addChannel({ team }).channel}`,
        space: `slack:${team}`,
      })),
    async ask({ command, options }, person) {
      const named = Object.entries(options).map(([name, value]) => ` --${name} ${value}`);
      const user = people[person % PEOPLE] ?? '';
      const asked = slack.slash({ channel, team, user }, command + named.join(''));
      await answered(String(asked.payload['response_url']));
      return (asked.ackMs ?? Infinity) - asked.sentMs;
    },
    close: slack.close,
  };
}

function addGuild({ world, addGuild: add }: FakeDiscord, count: number): ReturnType<Chat['addChannels']> {
  const guild = world.guilds.get(add().guild);
  if (guild === undefined) return [];
  const channels = Array.from({ length: count }, (_, i) => ({
    id: snowflake(),
    name: `papers-${i}`,
    type: 0,
    denied: 0n,
  }));
  world.guilds.set(guild.id, { ...guild, channels });
  return channels.map(({ id }) => ({ id: `discord:${guild.id}:${id}`, space: `discord:${guild.id}` }));
}

/** Waits for the call that a key is of. */
function answersIn<Call>(
  { calls, changes }: { readonly calls: readonly Call[]; readonly changes: EventEmitter },
  keysOf: (call: Call) => readonly string[],
): (key: string) => Promise<void> {
  const waiting = new Map<string, () => void>();
  changes.on('change', () => {
    const call = calls.at(-1);
    const key = call && keysOf(call).find((candidate) => waiting.has(candidate));
    if (key === undefined) return;
    waiting.get(key)?.();
    waiting.delete(key);
  });
  return (key) => new Promise((resolve) => waiting.set(key, resolve));
}
