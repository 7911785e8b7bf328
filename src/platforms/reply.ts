import { cardButtons } from '../command/buttons.ts';
import type { Button, Command, OptionValues, Reply } from '../command.ts';
import { toPassages } from './passages.ts';
import type { Fit } from './card.ts';
import type { Passage, Markup } from './markup.ts';

/** A post with all that belongs to it. */
export const ALL: Fit = { scale: 1, points: true, buttons: 'all' };
const OTHERS: Fit = { ...ALL, buttons: 'others' };

/** What a list that is paged in place gives up, step by step, to stay in one message. */
const TIGHTER: readonly Fit[] = [
  ALL,
  { scale: 1, points: false, buttons: 'all' },
  { scale: 1, points: false, buttons: 'more' },
  { scale: 0.5, points: false, buttons: 'more' },
  { scale: 0.25, points: false, buttons: 'more' },
];

/** The answer of a command as a platform's messages: the first, and those that follow it. */
export function packReply<Message>(
  reply: Reply,
  buttons: readonly Button[],
  command: string | undefined,
  markup: Markup,
  pack: (passages: readonly Passage[]) => readonly Message[],
): readonly Message[] {
  const isPaged = buttons.some(({ how }) => how === 'replace');
  // There is nothing more to show than all of a paper.
  const fits = command === 'paper' ? [OTHERS] : isPaged ? TIGHTER : [ALL];
  const last: Passage = { text: '', buttons, menu: reply.menu };
  const packed = fits.map((fit) => pack([...toPassages(reply, fit, markup), last]));
  return packed.find(({ length }) => length === 1) ?? packed[0] ?? [];
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

/** What a file is called where only some characters are sure to be taken. */
export function fileName({ name }: NonNullable<Reply['file']>): string {
  return name.replace(/[^\w.-]+/g, '-');
}
