import { ChannelFlags, Routes, SnowflakeUtil } from 'discord.js';
import type { Client } from 'discord.js';
import { z } from 'zod';
import { DeliveryError, UserInputError } from '../../core/errors.ts';
import { flatten, shorten } from '../../core/plain-text.ts';
import type { ThreadOpening, Threads, ThreadView } from '../../platform.ts';
import { toSpace } from './caller.ts';
import { findPart, LONGEST_MS, toPlace, type Line } from './delivery.ts';
import { hasThread, isGone, toDeliveryError } from './failures.ts';
import { ARCHIVE_MINUTES, MAX_PAGE, MAX_THREAD_NAME } from './limits.ts';
import { isMarked, markedSchema, markPart } from './marker.ts';
import {
  explainHidden,
  findMissing,
  findOwnId,
  hasThreads,
  missingError,
  neededToOpen,
  type Forum,
  type ThreadParent,
} from './permissions.ts';
import type { Posting } from './posting.ts';
import { renderParts } from './render.ts';

const NO_DIRECT = 'Direct messages have no threads: use it in a channel of a server.';
const NO_THREADS = 'This channel has no threads: use it in a text channel or a forum.';

/** As for posts in general, how far a clock may be wrong. */
const DAY_MS = 86_400_000;

/** And here: a busy channel has more messages in a day than are looked at. */
const SKEW_MS = 10 * 60_000;

const openedSchema = z.object({ id: z.string() });
const threadsSchema = z.object({
  threads: z.array(z.object({ id: z.string(), parent_id: z.string().nullish(), owner_id: z.string().nullish() })),
});

/** A channel that has threads, with what one is opened with. */
interface Site {
  readonly line: Line;
  readonly posting: Posting;
  readonly guild: string;
  readonly opening: ThreadOpening;
}

/** Opens threads; two that are asked for with the same marker at the same time are one. */
export function createOpener(line: () => Line, posting: Posting, look: Threads['look']): Threads['open'] {
  const underway = new Map<string, Promise<ThreadView>>();
  return (channel, opening) => {
    const key = `${channel} ${opening.marker}`;
    const known = underway.get(key);
    if (known !== undefined) return known;
    const opened = open({ line: line(), posting, opening }, channel, look).finally(() => underway.delete(key));
    underway.set(key, opened);
    return opened;
  };
}

async function open(parts: Omit<Site, 'guild'>, channel: string, look: Threads['look']): Promise<ThreadView> {
  try {
    const { guild, channel: id } = toPlace(channel);
    if (guild === undefined) throw new UserInputError(NO_DIRECT);
    const site = { ...parts, guild };
    const { client } = parts.line;
    const home = await findHome(client, guild, id);
    const missing = await findMissing(client, { guild, channel: home.id }, neededToOpen);
    if (missing !== undefined && missing.length > 0) throw missingError(missing, await findOwnId(client));
    const thread = home.isThreadOnly() ? await openInForum(site, home) : await openFromMessage(site, home);
    const view = await look(`${toSpace(guild)}:${thread}`);
    if (view !== undefined) return view;
    throw new DeliveryError('discord-refused', 'The thread was deleted.', { obstacle: 'channel' });
  } catch (error) {
    throw error instanceof UserInputError ? error : toDeliveryError(await explainHidden(error, parts.line.client));
  }
}

/** The channel itself, or the one that it is a thread of. */
async function findHome(client: Client, guildId: string, id: string): Promise<ThreadParent> {
  const guild = await client.guilds.fetch(guildId);
  const found = await guild.channels.fetch(id);
  const home = found?.isThread() && found.parentId !== null ? await guild.channels.fetch(found.parentId) : found;
  if (home === null || !hasThreads(home)) throw new UserInputError(NO_THREADS);
  return home;
}

/** Of one message Discord makes one thread, with the message's id. */
async function openFromMessage(
  { line, posting, guild, opening }: Site,
  home: Exclude<ThreadParent, Forum>,
): Promise<string> {
  const channel = `${toSpace(guild)}:${home.id}`;
  const { marker, sinceMs } = opening;
  const found = await findPart(line, channel, marker, sinceMs + DAY_MS - SKEW_MS, posting.turn);
  if (found.posted === 'unknown') throw untold();
  const message = found.posted === 'yes' ? found.id : await posting.send(channel, firstPart(opening), marker);
  const body = shapeOf(opening);
  const signal = AbortSignal.timeout(LONGEST_MS);
  try {
    const opened = await posting.call(() => line.poster.post(Routes.threads(home.id, message), { body, signal }));
    return openedSchema.parse(opened).id;
  } catch (error) {
    if (hasThread(error)) return message;
    const failure = toDeliveryError(error);
    // It invites people into a thread that there will not be.
    if (!failure.retryable) await line.poster.delete(Routes.channelMessage(home.id, message)).catch(() => undefined);
    throw failure;
  }
}

function untold(): DeliveryError {
  const message = 'Too much has been posted since to tell whether the thread is there already.';
  return new DeliveryError('discord-failed', message, { obstacle: 'passing', mayBePosted: true });
}

/** There the post and its first message are made in one, and Discord knows no nonce for it. */
async function openInForum(site: Site, home: Forum): Promise<string> {
  const { line, posting, opening } = site;
  const known = await findInForum(site, home);
  if (known !== undefined) return known;
  const tag = home.availableTags.find(({ moderated }) => !moderated);
  const isTagged = home.flags.has(ChannelFlags.RequireTag) && tag !== undefined;
  const body = {
    ...shapeOf(opening),
    message: markPart(firstPart(opening), opening.marker),
    ...(isTagged && { applied_tags: [tag.id] }),
  };
  const signal = AbortSignal.timeout(LONGEST_MS);
  const opened = await posting.call(() => line.poster.post(Routes.threads(home.id), { body, signal }));
  return openedSchema.parse(opened).id;
}

/** The bot's own post whose first message has the marker, be it archived by now. */
async function findInForum({ line, posting, guild, opening }: Site, home: Forum): Promise<string | undefined> {
  const { client, poster } = line;
  const get = (route: `/${string}`, query?: URLSearchParams): Promise<unknown> =>
    posting.call(() => poster.get(route, { ...(query && { query }), signal: AbortSignal.timeout(LONGEST_MS) }));
  const bot = await findOwnId(client);
  const active = threadsSchema.parse(await get(Routes.guildActiveThreads(guild)));
  const recent = new URLSearchParams({ limit: String(MAX_PAGE) });
  const archived = threadsSchema.parse(await get(Routes.channelThreads(home.id, 'public'), recent));
  const own = [...active.threads, ...archived.threads].filter(
    ({ id, parent_id: parent, owner_id: owner }) =>
      parent === home.id && owner === bot && SnowflakeUtil.timestampFrom(id) >= opening.sinceMs - DAY_MS,
  );
  for (const { id } of own) {
    // It has the post's own id.
    const first = await get(Routes.channelMessage(id, id)).catch(toAbsence);
    if (first !== undefined && isMarked(markedSchema.parse(first), opening.marker)) return id;
  }
  return undefined;
}

/** A person may have deleted it. */
function toAbsence(error: unknown): undefined {
  if (!isGone(error)) throw error;
}

function shapeOf({ name }: ThreadOpening): { readonly name: string; readonly auto_archive_duration: number } {
  return { name: shorten(flatten(name), MAX_THREAD_NAME) || 'Discussion', auto_archive_duration: ARCHIVE_MINUTES };
}

function firstPart({ post }: ThreadOpening): string {
  return renderParts(post)[0]?.body ?? '';
}
