import { createHash } from 'node:crypto';
import type { Button } from '../command.ts';
import type { Store } from '../core/store/store.ts';
import type { Card } from '../platform.ts';

/** The longest id that a platform takes: Discord's `custom_id` (https://docs.discord.com/developers/components/reference). */
export const MAX_BUTTON_ID = 100;

/** How long people may press a button whose id cannot hold it. */
const KEPT_MS = 90 * 24 * 3600 * 1000;
const KEPT_MARK = '#';

const HOWS = { a: 'answer', r: 'replace', s: 'share' } as const;

/**
 * The id under which a button is sent: what it does, where that fits, else a hash under which it is kept. It is not
 * signed, for it says nothing that its presser could not type, and runs with the presser's own rights.
 */
export function buttonId(button: Button): string {
  const inline = JSON.stringify([button.how.charAt(0), button.command, button.options]);
  return Buffer.byteLength(inline) <= MAX_BUTTON_ID
    ? inline
    : `${KEPT_MARK}${createHash('sha256').update(inline).digest('base64url')}`;
}

/** The button that an id holds; nothing where it is kept elsewhere, or is none of ours. */
export function readButtonId(id: string): Button | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(id);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) return undefined;
  const [how, command, options]: readonly unknown[] = parts;
  if (how !== 'a' && how !== 'r' && how !== 's') return undefined;
  if (typeof command !== 'string' || !isOptions(options)) return undefined;
  return { label: '', command, options, how: HOWS[how] };
}

/** Keeps those of the buttons whose ids cannot hold them. */
export async function keepButtons(store: Store, buttons: readonly Button[]): Promise<void> {
  const kept = buttons
    .map((button) => ({ key: buttonId(button), value: button, ttl: KEPT_MS }))
    .filter(({ key }) => key.startsWith(KEPT_MARK));
  if (kept.length > 0) await store.records<Button>('buttons').setMany(kept);
}

/** The button with this id, read or recalled; nothing where it is none, or was kept too long ago. */
export async function findButton(store: Store, id: string): Promise<Button | undefined> {
  return id.startsWith(KEPT_MARK) ? store.records<Button>('buttons').get(id) : readButtonId(id);
}

/** What can be done with a paper from its card. */
export function cardButtons({ id }: Card): readonly Button[] {
  return [
    { label: '🔖', command: 'save', options: { paper: id }, how: 'answer' },
    { label: '👍', command: 'vote', options: { paper: id, vote: 'up' }, how: 'answer' },
    { label: '👎', command: 'vote', options: { paper: id, vote: 'down' }, how: 'answer' },
    { label: 'Discuss', command: 'discuss', options: { paper: id }, how: 'answer' },
    { label: 'More', command: 'paper', options: { paper: id }, how: 'answer' },
  ];
}

function isOptions(value: unknown): value is Button['options'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((option) => typeof option === 'string' || typeof option === 'number');
}
