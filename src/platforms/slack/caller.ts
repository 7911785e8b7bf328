import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { checkOptions } from '../../command/options.ts';
import type { Caller, Command, OptionValues } from '../../command.ts';
import { patiently } from './patience.ts';
import { isDirect, toChannel, toSpace, toThread, type Place } from './place.ts';

/** Where and by whom something is done. */
export interface Scene extends Place {
  readonly user: string;
}

const userSchema = z.object({
  user: z.object({ is_admin: z.boolean(), is_owner: z.boolean(), is_primary_owner: z.boolean() }).partial(),
});
const channelSchema = z.object({ channel: z.object({ creator: z.string().optional() }) });

/** Who uses a command or presses a button, and where. What they may manage is asked only where the use needs it. */
export async function findCaller(
  client: webApi.WebClient,
  scene: Scene,
  command: Command | undefined,
  options: OptionValues,
): Promise<Caller> {
  const { thread } = scene;
  const channel = toChannel(scene);
  return {
    channel,
    ...(thread !== undefined && { thread: { id: toThread({ ...scene, thread }), channel } }),
    space: isDirect(scene) ? channel : toSpace(scene.team),
    person: `${toSpace(scene.team)}:${scene.user}`,
    mayManage: isDirect(scene) || (changesChannel(command, options) && (await mayManage(client, scene))),
  };
}

function changesChannel(command: Command | undefined, options: OptionValues): boolean {
  try {
    return command?.changesChannel?.(checkOptions(options, command)) === true;
  } catch {
    // What is wrong with them the bot says.
    return false;
  }
}

/** Slack knows no rights in a channel: its creator and those who run the workspace have them. What it does not tell is no. */
async function mayManage(client: webApi.WebClient, { channel, user }: Scene): Promise<boolean> {
  const [person, place] = await Promise.all([
    patiently(() => client.users.info({ user })).catch(() => undefined),
    patiently(() => client.conversations.info({ channel })).catch(() => undefined),
  ]);
  const { data: known } = userSchema.safeParse(person);
  const { data: found } = channelSchema.safeParse(place);
  const isAdmin = [known?.user.is_admin, known?.user.is_owner, known?.user.is_primary_owner].includes(true);
  return isAdmin || found?.channel.creator === user;
}
