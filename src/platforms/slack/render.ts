import type { types } from '@slack/bolt';
import type { Button, Reply } from '../../command.ts';
import { flatten, shorten } from '../../core/plain-text.ts';
import type { Post } from '../../platform.ts';
import { toPassages } from '../passages.ts';
import { ALL, packReply } from '../reply.ts';
import { escapeMrkdwn } from './escape.ts';
import { mrkdwn } from './markup.ts';
import { pack } from './pack.ts';

/** The body of one message: its blocks, and what stands for them in notifications. Nothing unfurls, nobody is pinged. */
export interface MessageBody {
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

/** How much of a post a notification says, in characters. */
const LONGEST_NOTIFICATION = 400;

/** A post as the messages that show it, in order. */
export function renderPost(post: Post): readonly MessageBody[] {
  return pack(toPassages(post, ALL, mrkdwn)).map((blocks) => toMessage(post, blocks));
}

/** The answer of a command as the messages that show it: the first, and those that follow it. */
export function renderReply(reply: Reply, buttons: readonly Button[], command?: string): readonly MessageBody[] {
  return packReply(reply, buttons, command, mrkdwn, pack).map((blocks) => toMessage(reply, blocks));
}

function toMessage(post: Post, blocks: readonly types.KnownBlock[]): MessageBody {
  return { text: notify(post), blocks, unfurl_links: false, unfurl_media: false };
}

/** The title, and the papers or the text below it. */
function notify({ title, intro, sections }: Post): string {
  const titles = sections.flatMap(({ cards = [] }) => cards.map((card) => card.title));
  const said = titles.length > 0 ? titles : [intro ?? '', ...sections.map(({ text = '' }) => text)];
  const whole = [title, ...said].map(flatten).filter((part) => part !== '');
  return escapeMrkdwn(shorten(whole.join(' · '), LONGEST_NOTIFICATION)) || 'Paperboy';
}
