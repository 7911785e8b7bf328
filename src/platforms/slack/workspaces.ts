import type { App, webApi } from '@slack/bolt';
import { z } from 'zod';
import { messageOf } from '../../core/errors.ts';
import type { Post } from '../../platform.ts';
import type { Desk } from './conversation.ts';
import { isDirect, toSpace, type Place } from './place.ts';
import { errorName } from './refusals.ts';
import { renderParts } from './render.ts';

const channelSchema = z.object({
  channel: z.object({
    is_member: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_im: z.boolean().optional(),
    is_mpim: z.boolean().optional(),
  }),
});

/** Introduces the bot where it is new, and tells it where it was taken out, from now on. */
export function followWorkspaces(app: App, desk: Desk): void {
  const logged = async (work: Promise<void>, what: string): Promise<void> => {
    await work.catch((error: unknown) => desk.log.warn({ err: error }, `${what} failed: ${messageOf(error)}`));
  };
  app.event('member_joined_channel', async ({ event: { user, channel }, context: { teamId: team, botUserId } }) => {
    if (user === botUserId && team !== undefined) await logged(enter({ team, channel }, desk), 'joining a workspace');
  });
  app.event('app_uninstalled', async ({ context: { teamId } }) => {
    if (teamId !== undefined) await logged(desk.bot.leave(toSpace(teamId)), 'leaving a workspace');
  });
  app.event('tokens_revoked', async ({ event: { tokens }, context: { teamId } }) => {
    const isOurs = (tokens.bot ?? []).length > 0;
    if (isOurs && teamId !== undefined) await logged(desk.bot.leave(toSpace(teamId)), 'leaving a workspace');
  });
}

/** Goes into a channel that is to hear from the bot. Resolves with what a person has to do where it cannot by itself. */
export async function settleIn({ client, log }: Pick<Desk, 'client' | 'log'>, place: Place): Promise<Post | undefined> {
  const { channel } = place;
  const found = await client.conversations.info({ channel }).catch((error: unknown) => errorName(error) ?? '');
  // Where Slack does not tell, the first digest will.
  if (typeof found === 'string') return found === 'channel_not_found' ? adviceFor(place) : undefined;
  const { data: known } = channelSchema.safeParse(found);
  const { is_member: isMember, is_im: isIm, is_mpim: isMpim, is_private: isPrivate } = known?.channel ?? {};
  if (isMember === true || isIm === true || isMpim === true || known === undefined) return undefined;
  if (isPrivate !== true && (await join(client, channel, log))) return undefined;
  return adviceFor(place);
}

async function join(client: webApi.WebClient, channel: string, log: Desk['log']): Promise<boolean> {
  try {
    await client.conversations.join({ channel });
    return true;
  } catch (error) {
    log.warn({ err: error }, `Paperboy could not join a channel on Slack: ${messageOf(error)}`);
    return false;
  }
}

function adviceFor(place: Place): Post {
  const text = isDirect(place)
    ? 'These are the direct messages of others, where I cannot write: ask me in a channel, or in our own direct messages.'
    : 'I am not in this channel, so its digests cannot come. Invite me with /invite @paperboy';
  return { title: 'One thing is left to do', sections: [{ text }] };
}

async function enter({ team, channel }: Place, { bot, send }: Desk): Promise<void> {
  if (!(await bot.join(toSpace(team)))) return;
  for (const [i, { body }] of renderParts(bot.greeting).entries())
    await send(`${toSpace(team)}:${channel}`, body, `g${i}.${team}`);
}
