import type { types } from '@slack/bolt';
import type { Button, Reply } from '../../command.ts';
import { flatten, shorten } from '../../core/plain-text.ts';
import type { Post, RenderedPart } from '../../platform.ts';
import { toPassages } from '../passages.ts';
import { writePlain } from '../plain.ts';
import { ALL, packReply } from '../reply.ts';
import { bareLink, escapeMrkdwn } from './escape.ts';
import { MAX_TEXT } from './limits.ts';
import { mrkdwn } from './markup.ts';
import { pack } from './pack.ts';

/** The body of one message: its blocks, and what stands for them in notifications. Nothing unfurls, nobody is pinged. */
export interface MessageBody {
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

const UNFURLS_NOTHING = { unfurl_links: false, unfurl_media: false } as const;

/** How much of a post a notification says, in characters. */
const LONGEST_NOTIFICATION = 400;

/** A post as the messages that show it, in order. */
export function renderPost(post: Post): readonly MessageBody[] {
  return pack(toPassages(post, ALL, mrkdwn)).map(({ parts }) => toMessage(post, parts));
}

/** A post as the parts to send, in order. */
export function renderParts(post: Post): readonly RenderedPart[] {
  return pack(toPassages(post, ALL, mrkdwn)).map(({ parts, papers }) => ({
    body: JSON.stringify(toMessage(post, parts)),
    papers,
  }));
}

/** A post as the body of one message that is nothing but text. */
export function renderPlain(post: Post): string {
  const isWithin = (text: string): boolean => text.length <= MAX_TEXT;
  return JSON.stringify({
    text: writePlain(post, { escape: escapeMrkdwn, link: bareLink, isWithin }),
    ...UNFURLS_NOTHING,
  });
}

/** The answer of a command as the messages that show it: the first, and those that follow it. */
export function renderReply(reply: Reply, buttons: readonly Button[], command?: string): readonly MessageBody[] {
  return packReply(reply, buttons, command, mrkdwn, pack).map(({ parts }) => toMessage(reply, parts));
}

function toMessage(post: Post, blocks: readonly types.KnownBlock[]): MessageBody {
  return { text: notify(post), blocks, ...UNFURLS_NOTHING };
}

/** The title, and the papers or the text below it. */
function notify({ title, intro, sections }: Post): string {
  const titles = sections.flatMap(({ cards = [] }) => cards.map((card) => card.title));
  const said = titles.length > 0 ? titles : [intro ?? '', ...sections.map(({ text = '' }) => text)];
  const whole = [title, ...said].map(flatten).filter((part) => part !== '');
  return escapeMrkdwn(shorten(whole.join(' · '), LONGEST_NOTIFICATION)) || 'Paperboy';
}
