import { z } from 'zod';
import type { ThreadMessage } from '../../platform.ts';
import { toSpace } from './place.ts';
import { SOMEBODY, type Names } from './people.ts';
import { readText } from './read-text.ts';

/** Who speaks for Slack itself. */
const SLACKBOT = 'USLACKBOT';

/** A message that a person wrote, as it was first, be it with a file or from a thread to all: those of bots, and what happens to messages, are not. */
export const saidSchema = z.looseObject({
  user: z.string().refine((user) => user !== SLACKBOT),
  text: z.string(),
  ts: z.string(),
  edited: z.looseObject({ ts: z.string() }).optional(),
  thread_ts: z.string().optional(),
  bot_id: z.undefined().optional(),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
});

/** What a person wrote. */
export type SaidMessage = z.infer<typeof saidSchema>;

/** The people that a text mentions. */
const MENTIONED = /<@([A-Z\d]+)(?:\|[^<>]*)?>/g;

/** Whether a text mentions a user. */
export function mentions(text: string, user: string): boolean {
  return idsIn(text).includes(user);
}

/** Whose names a message needs: who wrote it, and whom it mentions. */
export function peopleIn({ user, text }: SaidMessage, bot: string): readonly string[] {
  return [user, ...idsIn(text)].filter((id) => id !== bot);
}

/** A message as others read it: without the mention of the bot, and with the names of people in place of their ids. */
export function toThreadMessage(
  { user, text, ts, edited }: SaidMessage,
  { team, bot, names }: { readonly team: string; readonly bot: string; readonly names: Names },
): ThreadMessage {
  const nameOf = (id: string): string => names.get(id) ?? SOMEBODY;
  const named = text
    .replace(new RegExp(`\\s*<@${bot}(?:\\|[^<>]*)?>[\\s,:]*`, 'g'), ' ')
    .replace(MENTIONED, (_, id: string) => `<@${id}|${nameOf(id).replaceAll(/[<>|]/g, '')}>`);
  return {
    id: ts,
    person: `${toSpace(team)}:${user}`,
    name: nameOf(user),
    text: readText(named),
    atMs: toMs(ts),
    ...(edited && { editedMs: toMs(edited.ts) }),
  };
}

/** A time stamp of Slack (`1700000000.000100`) in milliseconds since 1970. */
export function toMs(ts: string): number {
  return Math.round(Number(ts) * 1000);
}

function idsIn(text: string): readonly string[] {
  return [...text.matchAll(MENTIONED)].flatMap(([, id = '']) => id);
}
