import type { Desk } from './conversation.ts';
import { isDirect, toChannel, toSpace, toThread, type ThreadPlace } from './place.ts';
import { renderParts } from './render.ts';
import { peopleIn, toThreadMessage, type SaidMessage } from './said.ts';

/** Something that was just said in a thread, and by what the bot is known there. */
export interface Overheard {
  readonly place: ThreadPlace;
  readonly said: SaidMessage;
  /** The bot as a user. */
  readonly bot: string;
  readonly isToBot: boolean;
}

/** Tells the bot what was said in a thread, and says there what it has to say. Resolves with whether it had anything. */
export async function hearIn({ place, said, bot, isToBot }: Overheard, desk: Desk): Promise<boolean> {
  // Nobody's name is asked for because they talk to each other.
  const names = isToBot ? await desk.findNames(peopleIn(said, bot)) : new Map<string, string>();
  const channel = toChannel(place);
  const thread = toThread(place);
  const post = await desk.bot.hear({
    ...toThreadMessage(said, { team: place.team, bot, names }),
    thread,
    channel,
    space: isDirect(place) ? channel : toSpace(place.team),
    isToBot,
  });
  for (const [i, { body }] of (post ? renderParts(post) : []).entries())
    await desk.send(thread, body, i === 0 ? `a.${said.ts}` : `a.${said.ts}.${i}`);
  return post !== undefined;
}
