import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { CheckedChannel, Finding } from '../check.ts';
import { patiently } from './patience.ts';
import { readPlace } from './place.ts';
import { errorName } from './refusals.ts';

/** Who posts: the bot's name and workspace. */
export interface Identity {
  readonly name: string;
  readonly team: string;
}

const ID_FIX =
  'Set its id right in the configuration: slack:WORKSPACE:CHANNEL, the ids from "Copy link" in the channel\'s menu and from `paperboy doctor`.';

const SCOPE_FIX = 'Grant the scopes that are missing, as said above.';

/** What Slack answers for what is not there, or not for the bot to see (https://docs.slack.dev/reference/methods/conversations.info). */
const HIDDEN: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'team_access_not_granted',
  'no_permission',
]);

const infoSchema = z.object({
  channel: z.object({
    name: z.string().default(''),
    is_im: z.boolean().default(false),
    is_private: z.boolean().default(false),
    is_archived: z.boolean().default(false),
    is_member: z.boolean().default(true),
  }),
});

/** Whether a channel is there and Paperboy may do all it has to. Rejects where Slack is out of reach. */
export async function checkChannel(
  client: webApi.WebClient,
  bot: Identity,
  { id, isConfigured }: CheckedChannel,
): Promise<Finding> {
  const place = readPlace(id);
  if (place === undefined || place.thread !== undefined)
    return { ok: false, message: `"${id}" is no channel of Slack`, fix: ID_FIX };
  const { team, channel } = place;
  if (team !== bot.team) {
    const fix = `Set the SLACK_BOT_TOKEN of that workspace, or take the channel out of the configuration.`;
    return { ok: false, message: `${id} is in another workspace than the token's, ${bot.team}`, fix };
  }
  const answer = await patiently(() => client.conversations.info({ channel })).catch(toRefusal);
  if (answer === 'missing_scope') return { ok: false, message: `${id} cannot be looked at`, fix: SCOPE_FIX };
  if (answer === 'channel_not_found') return describeHidden(id, bot, isConfigured);
  const { name, is_im, is_archived, is_member } = infoSchema.parse(answer).channel;
  const title = is_im ? `direct messages (${id})` : name === '' ? id : `#${name} (${id})`;
  if (is_archived) return describeArchived(title, isConfigured);
  if (!is_im && !is_member) return { ok: false, message: `${title}: ${bot.name} is not in it`, fix: inviteFix(bot) };
  return checkHistory(client, channel, title);
}

/** A post in doubt is looked for there before it is sent again. */
async function checkHistory(client: webApi.WebClient, channel: string, title: string): Promise<Finding> {
  const answer = await client.conversations.history({ channel, limit: 1 }).catch((error: unknown) => {
    // Some apps may look once a minute only: https://docs.slack.dev/reference/methods/conversations.history
    return error instanceof webApi.WebAPIRateLimitedError ? undefined : toRefusal(error);
  });
  if (answer !== 'missing_scope' && answer !== 'channel_not_found') return { ok: true, message: title };
  return { ok: false, message: `${title}: its messages cannot be read (${answer})`, fix: SCOPE_FIX };
}

/** Nobody can mend a channel that was set up in chat and then deleted; nothing is posted there. */
function describeHidden(id: string, bot: Identity, isConfigured: boolean): Finding {
  const either = `does not exist, or is private and ${bot.name} is not in it`;
  return isConfigured
    ? { ok: false, message: `${id} ${either}`, fix: `${inviteFix(bot)} ${ID_FIX}` }
    : { ok: true, message: `${id} ${either}: nothing is posted there` };
}

function describeArchived(title: string, isConfigured: boolean): Finding {
  if (!isConfigured) return { ok: true, message: `${title} is archived: nothing is posted there` };
  const fix = 'Unarchive it in Slack, or take it out of the configuration.';
  return { ok: false, message: `${title} is archived`, fix };
}

function inviteFix({ name }: Identity): string {
  return `Type /invite @${name} in the channel.`;
}

/** What Slack says of the channel; what it says of anything else is thrown on. */
function toRefusal(error: unknown): 'channel_not_found' | 'missing_scope' {
  const name = errorName(error);
  if (name === 'missing_scope') return name;
  if (name !== undefined && HIDDEN.has(name)) return 'channel_not_found';
  throw error;
}
