import { ComponentType, MessageFlags } from 'discord.js';
import type { APIComponentInContainer, APIContainerComponent } from 'discord.js';
import type { Button, Reply } from '../../command.ts';
import type { Post } from '../../platform.ts';
import { toPassages } from '../passages.ts';
import type { Passage } from '../markup.ts';
import { ALL, packReply } from '../reply.ts';
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

/** The answer of a command as the messages that show it: the first, and those that follow it. */
export function renderReply(reply: Reply, buttons: readonly Button[], command?: string): readonly MessageBody[] {
  return packReply(reply, buttons, command, markdown, toMessages);
}

function toMessages(passages: readonly Passage[]): readonly MessageBody[] {
  return pack(passages).map(toMessage);
}

function toMessage(components: readonly APIComponentInContainer[]): MessageBody {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, components: [...components] }],
    allowed_mentions: { parse: [] },
  };
}
