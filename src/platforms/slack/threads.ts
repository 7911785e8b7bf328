import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { DeliveryError, UserInputError } from '../../core/errors.ts';
import type { Platform, ThreadOpening, Threads, ThreadView } from '../../platform.ts';
import { findPosted } from './delivery.ts';
import { lacksScope, toSearchError } from './failures.ts';
import { patiently } from './patience.ts';
import { createSelf, type FindNames } from './people.ts';
import { findPlace, findThread, toChannel, toThread, type Place, type ThreadPlace } from './place.ts';
import { readThread } from './read-thread.ts';
import { errorName } from './refusals.ts';
import { renderParts } from './render.ts';

/** What threads are served with. */
export interface ThreadTools {
  readonly client: webApi.WebClient;
  readonly findNames: FindNames;
  /** Posts at the pace of the channel. */
  readonly send: Platform['post'];
  /** Resolves when it may look again into a channel or a thread. */
  readonly turn: (id: string) => Promise<void>;
}

/** How far our clock and Slack's may differ; calls over HTTP allow no more than five minutes. */
const SKEW_MS = 10 * 60_000;

const infoSchema = z.object({
  channel: z.object({
    is_archived: z.boolean().default(false),
    is_private: z.boolean().default(false),
    is_im: z.boolean().default(false),
    is_mpim: z.boolean().default(false),
  }),
});
const parentSchema = z.object({
  messages: z.array(
    z.looseObject({ ts: z.string(), subtype: z.string().optional(), is_locked: z.boolean().default(false) }),
  ),
});
const linkSchema = z.object({ permalink: z.url() });

const NO_GROUPS = 'There are no discussions in group messages: use a channel, or our direct messages.';

type State = Pick<ThreadView, 'isPrivate' | 'isLocked'>;

/** The threads of Slack. */
export function createThreads(tools: ThreadTools): Threads {
  const { client, findNames, turn } = tools;
  const findBot = createSelf(client);
  const opening = new Map<string, Promise<ThreadView>>();
  return {
    open(channel, wanted) {
      const key = `${channel} ${wanted.marker}`;
      const known = opening.get(key);
      if (known !== undefined) return known;
      const opened = openThread(tools, channel, wanted).finally(() => opening.delete(key));
      opening.set(key, opened);
      return opened;
    },
    look: (thread) => lookAt(tools, thread),
    async read(thread, limit) {
      const place = findThread(thread);
      try {
        return await readThread({ client, findBot, findNames, turn: () => turn(thread) }, place, limit);
      } catch (error) {
        throw toSearchError(error);
      }
    },
  };
}

/** What was posted with the marker already is the thread; where that cannot be told, nothing is posted. */
async function openThread(
  { client, send, turn }: ThreadTools,
  id: string,
  { post, marker, sinceMs }: ThreadOpening,
): Promise<ThreadView> {
  const { team, channel } = findPlace(id);
  const place = { team, channel };
  const state = await findState(client, place).catch((error: unknown) => {
    if (lacksScope(error, 'mpim')) throw new UserInputError(NO_GROUPS);
    throw toSearchError(error);
  });
  const thread = (await findOpened(client, place, { marker, sinceMs }, () => turn(id))) ?? (await sendFirst());
  return toView(client, { ...place, thread }, state);

  async function sendFirst(): Promise<string> {
    const [{ body } = { body: '' }] = renderParts(post);
    return send(toChannel(place), body, marker);
  }
}

async function findOpened(
  client: webApi.WebClient,
  place: Place,
  { marker, sinceMs }: Pick<ThreadOpening, 'marker' | 'sinceMs'>,
  turn: () => Promise<void>,
): Promise<string | undefined> {
  await turn();
  const lookup = { marker, composedMs: sinceMs, fromMs: sinceMs - SKEW_MS, turn };
  const found = await findPosted(client, place, lookup).catch((error: unknown) => {
    throw toSearchError(error);
  });
  if (found.posted === 'yes') return found.id;
  if (found.posted === 'no') return undefined;
  const message = 'Too much has been posted since to tell whether the thread is there already.';
  throw new DeliveryError('slack-failed', message, { obstacle: 'passing', mayBePosted: true });
}

async function lookAt({ client, turn }: ThreadTools, id: string): Promise<ThreadView | undefined> {
  const place = findThread(id);
  const { channel, thread } = place;
  try {
    const state = await findState(client, place);
    await turn(id);
    const replies = await patiently(() => client.conversations.replies({ channel, ts: thread, limit: 1 }));
    const parent = parentSchema.parse(replies).messages.find(({ ts }) => ts === thread);
    if (parent === undefined || parent.subtype === 'tombstone') return undefined;
    return await toView(client, place, { ...state, isLocked: state.isLocked || parent.is_locked });
  } catch (error) {
    if (errorName(error) === 'thread_not_found') return undefined;
    throw toSearchError(error);
  }
}

/** How the channel stands. */
async function findState(client: webApi.WebClient, { channel }: Place): Promise<State> {
  const { channel: info } = infoSchema.parse(await patiently(() => client.conversations.info({ channel })));
  return { isPrivate: info.is_private || info.is_im || info.is_mpim, isLocked: info.is_archived };
}

async function toView(client: webApi.WebClient, place: ThreadPlace, state: State): Promise<ThreadView> {
  const { team, channel, thread } = place;
  const link = await patiently(() => client.chat.getPermalink({ channel, message_ts: thread })).catch(() => undefined);
  // Leads to the channel at least (https://docs.slack.dev/interactivity/deep-linking#open_a_channel).
  const elsewhere = `https://slack.com/app_redirect?team=${team}&channel=${channel}&message_ts=${thread}`;
  const url = linkSchema.safeParse(link).data?.permalink ?? elsewhere;
  return { thread: toThread(place), channel: toChannel(place), url, ...state };
}
