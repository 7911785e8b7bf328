import { ComponentType, MessageFlags } from 'discord.js';
import type { APIComponentInContainer, APIContainerComponent } from 'discord.js';
import type { Button, Reply } from '../../command.ts';
import type { Post, RenderedPart } from '../../platform.ts';
import { toPassages } from '../passages.ts';
import type { Passage } from '../markup.ts';
import { writePlain } from '../plain.ts';
import { ALL, packReply } from '../reply.ts';
import { bareLink, escapeMarkdown } from './escape.ts';
import { MAX_BYTES, COMPONENT_BYTES, MAX_TEXT } from './limits.ts';
import { markdown } from './markup.ts';
import { pack } from './pack.ts';

/** The body of one message: one container of texts and buttons, and nobody is pinged. */
export interface MessageBody {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: readonly [APIContainerComponent];
  readonly allowed_mentions: { readonly parse: [] };
}

/** A post as the messages that show it, in order. */
export function renderPost(post: Post): readonly MessageBody[] {
  return toMessages(toPassages(post, ALL, markdown));
}

/** A post as the parts to send, in order. */
export function renderParts(post: Post): readonly RenderedPart[] {
  return pack(toPassages(post, ALL, markdown)).map(({ parts, papers }) => ({
    body: JSON.stringify(toMessage(parts)),
    papers,
  }));
}

/** A post as the body of one message that is nothing but text. */
export function renderPlain(post: Post): string {
  const content = writePlain(post, { escape: escapeMarkdown, link: bareLink, isWithin: isWithinText });
  return JSON.stringify({
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.TextDisplay, content }],
    allowed_mentions: { parse: [] },
  });
}

/** The answer of a command as the messages that show it: the first, and those that follow it. */
export function renderReply(reply: Reply, buttons: readonly Button[], command?: string): readonly MessageBody[] {
  return packReply(reply, buttons, command, markdown, toMessages);
}

function toMessages(passages: readonly Passage[]): readonly MessageBody[] {
  return pack(passages).map(({ parts }) => toMessage(parts));
}

function toMessage(components: readonly APIComponentInContainer[]): MessageBody {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, components: [...components] }],
    allowed_mentions: { parse: [] },
  };
}

function isWithinText(text: string): boolean {
  return text.length <= MAX_TEXT && Buffer.byteLength(text) + COMPONENT_BYTES <= MAX_BYTES;
}
