import { ChannelType, Events, PermissionFlagsBits } from 'discord.js';
import type { Client, Guild, GuildBasedChannel } from 'discord.js';
import { messageOf } from '../../core/errors.ts';
import type { Desk } from './answer.ts';
import { toSpace } from './caller.ts';
import type { Send } from './posting.ts';
import { renderParts } from './render.ts';

/** Introduces the bot where it is new, and tells it where it was taken out, from now on. An outage is neither. */
export function followGuilds(client: Client, desk: Desk, send: Send): void {
  const logged = (work: Promise<void>, what: string): void => {
    work.catch((error: unknown) => desk.log.warn({ err: error }, `${what} failed: ${messageOf(error)}`));
  };
  client.on(Events.GuildCreate, (guild) => logged(enter(guild, desk, send), 'joining a server'));
  client.on(Events.GuildDelete, (guild) => logged(desk.bot.leave(toSpace(guild.id)), 'leaving a server'));
  // It may have been invited, or taken out, while it was down.
  for (const guild of client.guilds.cache.values()) logged(enter(guild, desk, send), 'joining a server');
  logged(leaveGone(client, desk), 'leaving a server');
}

/** A server that is out of order is known all the same. */
async function leaveGone(client: Client, { bot }: Desk): Promise<void> {
  const here = new Set(client.guilds.cache.map(({ id }) => toSpace(id)));
  for (const space of await bot.spaces('discord')) if (!here.has(space)) await bot.leave(space);
}

async function enter(guild: Guild, { bot, log }: Desk, send: Send): Promise<void> {
  if (!(await bot.join(toSpace(guild.id)))) return;
  const channel = findWritable(guild);
  if (channel === undefined) {
    log.warn({ space: toSpace(guild.id) }, 'no channel to greet in: Paperboy may not write in any');
    return;
  }
  for (const [i, { body }] of renderParts(bot.greeting).entries())
    await send(`${toSpace(guild.id)}:${channel.id}`, body, `g${i}.${guild.id}`);
}

/** The channel for news of the server, else the topmost one, where the bot may write. */
function findWritable(guild: Guild): GuildBasedChannel | undefined {
  const texts = guild.channels.cache.filter((channel) => channel.type === ChannelType.GuildText);
  const sorted = [...texts.values()].toSorted((a, b) => a.rawPosition - b.rawPosition);
  const { me } = guild.members;
  return [guild.systemChannel ?? [], sorted]
    .flat()
    .find(
      (channel) =>
        me !== null &&
        channel.permissionsFor(me).has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages]),
    );
}
