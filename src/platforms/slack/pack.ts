import type { types } from '@slack/bolt';
import { buttonId } from '../../command/buttons.ts';
import type { Button } from '../../command.ts';
import { flatten, shorten } from '../../core/plain-text.ts';
import type { Passage } from '../markup.ts';
import { fill, gather, type Gathered } from '../passages.ts';
import { escapePlain } from './escape.ts';
import {
  MAX_BLOCKS,
  MAX_CHOICE,
  MAX_CONTEXT,
  MAX_ENTRIES,
  MAX_HEADER,
  MAX_LABEL,
  MAX_MESSAGE,
  MAX_PLACEHOLDER,
  MAX_ROW,
  MAX_SECTION,
} from './limits.ts';

/** What a message's blocks come to. */
export interface Size {
  readonly blocks: number;
  /** As JSON. */
  readonly characters: number;
}

/** Packs passages into as few messages as hold them in this order: the blocks of each. */
export function pack(passages: readonly Passage[]): readonly Gathered<types.KnownBlock>[] {
  return gather(passages, append, (blocks) => isWithin(sizeOf(blocks)));
}

/** What these blocks come to. */
export function sizeOf(blocks: readonly types.KnownBlock[]): Size {
  return { blocks: blocks.length, characters: JSON.stringify(blocks).length };
}

/** Whether one message may hold as much. */
export function isWithin({ blocks, characters }: Size): boolean {
  return blocks <= MAX_BLOCKS && characters <= MAX_MESSAGE;
}

function append(
  blocks: readonly types.KnownBlock[],
  { title, text, note = '', buttons, menu }: Passage,
  heading: string | undefined,
): readonly types.KnownBlock[] {
  return [
    ...blocks,
    ...(title === undefined ? [] : [toHeader(title)]),
    ...(heading === undefined ? [] : [...(blocks.length > 0 ? [{ type: 'divider' } as const] : []), toHeader(heading)]),
    ...cutLines(text, MAX_SECTION).map((part) => ({ type: 'section' as const, text: toText(part) })),
    ...cutLines(note, MAX_CONTEXT).map((part) => ({ type: 'context' as const, elements: [toText(part)] })),
    ...toRows(buttons),
    ...(menu === undefined ? [] : [toMenu(menu)]),
  ];
}

function toHeader(text: string): types.HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text: shorten(escapePlain(text), MAX_HEADER), emoji: false } };
}

/** Verbatim: Slack makes no links and no mentions of its own. */
function toText(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

function cutLines(text: string, longest: number): readonly string[] {
  return fill(text.split('\n'), { isWithin: (part) => part.length <= longest });
}

/** Ids of actions need only be unique in their block: what is pressed says in its value what it does. */
function toRows(buttons: readonly Button[]): readonly types.ActionsBlock[] {
  const shown = buttons.map((button, i) => toButton(button, `button-${i}`));
  return Array.from({ length: Math.ceil(shown.length / MAX_ROW) }, (_, row) => ({
    type: 'actions',
    elements: shown.slice(row * MAX_ROW, (row + 1) * MAX_ROW),
  }));
}

function toButton(button: Button, id: string): types.Button {
  const text = {
    type: 'plain_text',
    text: shorten(escapePlain(button.label.toWellFormed()), MAX_LABEL) || '…',
  } as const;
  return { type: 'button', action_id: id, text, value: buttonId(button) };
}

function toMenu({ label, choices }: NonNullable<Passage['menu']>): types.ActionsBlock {
  const options = choices.slice(0, MAX_ENTRIES).map((choice) => ({
    text: { type: 'plain_text' as const, text: shorten(escapePlain(flatten(choice.label)), MAX_CHOICE) || '…' },
    value: buttonId(choice),
  }));
  const placeholder = {
    type: 'plain_text',
    text: shorten(escapePlain(flatten(label)), MAX_PLACEHOLDER) || '…',
  } as const;
  return { type: 'actions', elements: [{ type: 'static_select', action_id: 'menu', placeholder, options }] };
}
