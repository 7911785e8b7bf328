import { ButtonStyle, ComponentType } from 'discord.js';
import type { APIButtonComponentWithCustomId, APIComponentInContainer, APIStringSelectComponent } from 'discord.js';
import { buttonId } from '../../command/buttons.ts';
import type { Button } from '../../command.ts';
import { flatten, shorten } from '../../core/plain-text.ts';
import type { Passage } from '../markup.ts';
import { gather, type Gathered } from '../passages.ts';
import { escapeMarkdown } from './escape.ts';
import {
  COMPONENT_BYTES,
  MAX_BYTES,
  MAX_CHOICE,
  MAX_COMPONENTS,
  MAX_ENTRIES,
  MAX_LABEL,
  MAX_ROW,
  MAX_TEXT,
} from './limits.ts';

/** What a message's components come to, as Discord counts. */
export interface Size {
  readonly components: number;
  /** Over all texts. */
  readonly characters: number;
  readonly bytes: number;
}

/** What is pressed, or opened and chosen from. */
type Pressable = APIButtonComponentWithCustomId | APIStringSelectComponent;

/** Packs passages into as few messages as hold them in this order: the components of each message's one container. */
export function pack(passages: readonly Passage[]): readonly Gathered<APIComponentInContainer>[] {
  return gather(passages, append, (components) => isWithin(sizeOf(components)));
}

/** What a container with these components comes to, itself counted. */
export function sizeOf(components: readonly APIComponentInContainer[]): Size {
  const all = components.flatMap((component): readonly (APIComponentInContainer | Pressable)[] =>
    component.type === ComponentType.ActionRow ? [component, ...component.components.filter(hasCustomId)] : [component],
  );
  const texts = all.flatMap((component) => (component.type === ComponentType.TextDisplay ? [component.content] : []));
  const names = all.flatMap((component) =>
    component.type === ComponentType.Button || component.type === ComponentType.StringSelect ? wordsOf(component) : [],
  );
  return {
    components: all.length + 1,
    characters: texts.reduce((sum, { length }) => sum + length, 0),
    bytes: [...texts, ...names].reduce(
      (sum, text) => sum + Buffer.byteLength(text),
      (all.length + 1) * COMPONENT_BYTES,
    ),
  };
}

/** Whether one message may hold as much. */
export function isWithin({ components, characters, bytes }: Size): boolean {
  return components <= MAX_COMPONENTS && characters <= MAX_TEXT && bytes <= MAX_BYTES;
}

/** Texts that follow each other share a component, for components are scarce. */
function append(
  components: readonly APIComponentInContainer[],
  passage: Passage,
  heading: string | undefined,
): readonly APIComponentInContainer[] {
  const text = toText(passage, heading);
  const last = components.at(-1);
  const taken = new Set(components.flatMap(customIdsOf));
  const buttons = passage.buttons.filter((button) => !taken.has(buttonId(button)));
  const rows = [...toRows(buttons), ...(passage.menu === undefined ? [] : [toMenu(passage.menu)])];
  if (text === '') return [...components, ...rows];
  if (last?.type !== ComponentType.TextDisplay)
    return [...components, { type: ComponentType.TextDisplay, content: text }, ...rows];
  const merged = { ...last, content: `${last.content}\n${text}` };
  return [...components.slice(0, -1), merged, ...rows];
}

/** Titles, headings and small print begin their lines with what Discord makes of them. */
function toText({ title, text, note = '' }: Passage, heading: string | undefined): string {
  const lines = [
    ...(title === undefined ? [] : [`## ${escapeMarkdown(title)}`]),
    ...(heading === undefined ? [] : [`### ${escapeMarkdown(heading)}`]),
    ...(text === '' ? [] : [text]),
    ...(note === '' ? [] : note.split('\n').map((line) => `-# ${line}`)),
  ];
  return lines.join('\n');
}

function toRows(buttons: readonly Button[]): readonly APIComponentInContainer[] {
  const shown = buttons
    .map(toComponent)
    .filter(({ custom_id: id }, i, all) => all.findIndex((other) => other.custom_id === id) === i);
  return Array.from({ length: Math.ceil(shown.length / MAX_ROW) }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: shown.slice(row * MAX_ROW, (row + 1) * MAX_ROW),
  }));
}

/** A menu, whose choices have ids as buttons have. */
function toMenu({ label, choices }: NonNullable<Passage['menu']>): APIComponentInContainer {
  const options = choices.slice(0, MAX_ENTRIES).map((choice) => ({
    label: shorten(flatten(choice.label), MAX_CHOICE) || '…',
    value: buttonId(choice),
  }));
  const placeholder = shorten(flatten(label), MAX_CHOICE);
  return {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.StringSelect, custom_id: 'menu', placeholder, options }],
  };
}

function toComponent(button: Button): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: shorten(button.label.toWellFormed(), MAX_LABEL) || '…',
    custom_id: buttonId(button),
  };
}

function customIdsOf(component: APIComponentInContainer): readonly string[] {
  return component.type === ComponentType.ActionRow
    ? component.components.filter(hasCustomId).map(({ custom_id: id }) => id)
    : [];
}

function wordsOf(component: Pressable): readonly string[] {
  if (component.type === ComponentType.Button) return [component.custom_id, component.label ?? ''];
  return [
    component.custom_id,
    component.placeholder ?? '',
    ...component.options.flatMap((option) => [option.label, option.value]),
  ];
}

function hasCustomId(component: object): component is Pressable {
  return 'custom_id' in component;
}
