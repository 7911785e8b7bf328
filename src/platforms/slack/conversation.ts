import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../core/log.ts';
import type { Bot } from '../../platform.ts';
import type { Scene } from './caller.ts';
import { MAX_RESPONSES } from './limits.ts';
import { patiently } from './patience.ts';
import type { FindNames } from './people.ts';
import { isDirect } from './place.ts';
import { errorName } from './refusals.ts';
import { renderPost, type MessageBody } from './render.ts';
import { respond, type Outcome, type Response } from './respond.ts';

/** Posts a part with its marker, at the pace of its channel. */
export type Send = (channel: string, part: string, marker: string) => Promise<string>;

/** Who answers, and where faults are told of. */
export interface Desk {
  readonly bot: Bot;
  readonly log: Log;
  readonly client: webApi.WebClient;
  readonly findNames: FindNames;
  readonly send: Send;
}

/** Where somebody waits for an answer. */
export interface Waiting extends Scene {
  /** Where it may be given for a while, also in channels that the bot is not in. */
  readonly responseUrl?: string | undefined;
  /** It was asked at the message that the thread hangs on, which stands in the channel: so does the answer. */
  readonly isAtTop?: boolean;
  /** The message below which an open answer begins a thread; what is for one person alone would not be shown in a new one. */
  readonly below?: string | undefined;
}

/** Where a message goes: in place of one that stands there already, or below. */
export interface Manner {
  readonly first: 'edit' | 'follow';
  readonly isPrivate: boolean;
}

/** Somebody who waits for an answer, and the ways to give it. */
export interface Conversation extends Waiting {
  /** Says messages, in order; the first in place of what stands there, where asked to. */
  say(messages: readonly MessageBody[], manner: Manner): Promise<void>;
  /** Gives the person a file, in their direct messages. */
  give(file: { readonly name: string; readonly text: string }): Promise<void>;
}

const openedSchema = z.object({ channel: z.object({ id: z.string() }) });

const [GOES_ON] = renderPost({ title: 'There is more', sections: [{ text: 'The rest is in your direct messages.' }] });

/** Opens a conversation. As many messages as Slack takes go to its response address, the others to the channel or the person. */
export function openConversation({ client, log }: Desk, waiting: Waiting): Conversation {
  const { responseUrl, user } = waiting;
  const thread = threadOf(waiting);
  let left = responseUrl === undefined ? 0 : MAX_RESPONSES;
  let isUsedUp = false;

  async function sayThere(message: MessageBody, { first, isPrivate }: Manner): Promise<Outcome> {
    if (responseUrl === undefined || left === 0) return 'refused';
    left--;
    const response: Response = {
      ...message,
      response_type: isPrivate ? 'ephemeral' : 'in_channel',
      replace_original: first === 'edit',
      ...(thread !== undefined && { thread_ts: thread }),
    };
    const outcome = await patiently(() => respond(responseUrl, response, log)).catch(() => 'refused' as const);
    isUsedUp = left === 0;
    if (outcome !== 'said') left = 0;
    return outcome;
  }

  async function sayOne(message: MessageBody, manner: Manner, hasMore: boolean): Promise<void> {
    if (left === 1 && hasMore && GOES_ON !== undefined) await sayThere(GOES_ON, { first: 'follow', isPrivate: true });
    const outcome = await sayThere(message, manner);
    if (outcome === 'said') return;
    if (isUsedUp) await sayTo(client, user, message);
    // What may stand there for all to see is not shown to all again.
    else await sayInChannel(client, waiting, message, manner.isPrivate || outcome === 'unknown');
  }

  return {
    ...waiting,
    async say(messages, manner) {
      for (const [i, message] of messages.entries())
        await sayOne(message, i === 0 ? manner : { ...manner, first: 'follow' }, i < messages.length - 1);
    },
    async give({ name, text }) {
      const { channel } = openedSchema.parse(await patiently(() => client.conversations.open({ users: user })));
      await patiently(() => client.filesUploadV2({ channel_id: channel.id, filename: name, content: text }));
    },
  };
}

/** Without a response address one must be in the channel to be heard there; a person is reached all the same. */
async function sayInChannel(
  client: webApi.WebClient,
  waiting: Waiting,
  message: MessageBody,
  isPrivate: boolean,
): Promise<void> {
  const { channel, user, below } = waiting;
  const isOpen = !isPrivate || isDirect(waiting);
  const thread = threadOf(waiting) ?? (isOpen ? below : undefined);
  const body = { ...message, channel, user: isOpen ? undefined : user, thread_ts: thread };
  const method = isOpen ? 'chat.postMessage' : 'chat.postEphemeral';
  await patiently(() => client.apiCall(method, body)).catch((error: unknown) => {
    if (errorName(error) === undefined) throw error;
    return sayTo(client, user, message);
  });
}

/** The thread that is answered in. */
function threadOf({ thread, isAtTop = false }: Waiting): string | undefined {
  return isAtTop ? undefined : thread;
}

async function sayTo(client: webApi.WebClient, user: string, message: MessageBody): Promise<void> {
  await patiently(() => client.apiCall('chat.postMessage', { ...message, channel: user }));
}
