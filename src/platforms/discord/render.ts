import { ComponentType, MessageFlags } from 'discord.js';
import type { APIComponentInContainer, APIContainerComponent } from 'discord.js';
import { cardButtons } from '../../command/buttons.ts';
import type { Button, Command, OptionValues, Reply } from '../../command.ts';
import type { Post } from '../../platform.ts';
import { toBlocks } from './blocks.ts';
import type { Fit } from './card.ts';
import { pack } from './pack.ts';

/** The body of one message: one container of texts and buttons, and nobody is pinged. */
export interface MessageBody {
  readonly flags: MessageFlags.IsComponentsV2;
  readonly components: readonly [APIContainerComponent];
  readonly allowed_mentions: { readonly parse: [] };
}

const ALL: Fit = { scale: 1, points: true, buttons: 'all' };
const OTHERS: Fit = { ...ALL, buttons: 'others' };

/** What a list that is paged in place gives up, step by step, to stay in one message. */
const TIGHTER: readonly Fit[] = [
  ALL,
  { scale: 1, points: false, buttons: 'all' },
  { scale: 1, points: false, buttons: 'more' },
  { scale: 0.5, points: false, buttons: 'more' },
  { scale: 0.25, points: false, buttons: 'more' },
];

/** A post as the messages that show it, in order. */
export function renderPost(post: Post): readonly MessageBody[] {
  return pack(toBlocks(post, ALL)).map(toMessage);
}

/** The answer of a command as the messages that show it: the first, and those that follow it. */
export function renderReply(reply: Reply, buttons: readonly Button[], command?: string): readonly MessageBody[] {
  const isPaged = buttons.some(({ how }) => how === 'replace');
  // There is nothing more to show than all of a paper.
  const fits = command === 'paper' ? [OTHERS] : isPaged ? TIGHTER : [ALL];
  const tries = fits.map((fit) => [...toBlocks(reply, fit), { text: '', buttons, menu: reply.menu }]);
  const packed = tries.map(pack);
  return (packed.find(({ length }) => length === 1) ?? packed[0] ?? []).map(toMessage);
}

/** The buttons below an answer: its own, and one that shares it where it is worth that. */
export function replyButtons(reply: Reply, command: Command, options: OptionValues): readonly Button[] {
  const own = reply.buttons ?? [];
  if (!reply.isShareable) return own;
  return [...own, { label: 'Share here', command: command.name, options, how: 'share' }];
}

/** Every button that an answer shows, those of its cards included. */
export function allButtons(reply: Reply, buttons: readonly Button[]): readonly Button[] {
  return [
    ...reply.sections.flatMap(({ cards = [] }) => cards.flatMap(cardButtons)),
    ...buttons,
    ...(reply.menu?.choices ?? []),
  ];
}

function toMessage(components: readonly APIComponentInContainer[]): MessageBody {
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, components: [...components] }],
    allowed_mentions: { parse: [] },
  };
}
