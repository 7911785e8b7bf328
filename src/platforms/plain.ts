import { flatten, shorten } from '../core/plain-text.ts';
import type { Card, Post } from '../platform.ts';

/** How a platform shows text that is only text. */
export interface PlainFormat {
  /** Text that shows as it is. */
  escape(text: string): string;
  /** An address of the web as a link that shows itself; nothing for any other. */
  link(url: string | undefined): string | undefined;
  /** Whether a message may hold as much. */
  isWithin(text: string): boolean;
}

/** The longest title and summary that are shown where there is room, in characters. */
const LONGEST = { title: 300, gist: 1000 } as const;

/** Less of a summary says nothing. */
const SHORTEST_GIST = 20;

/**
 * A post as one plain text: its title, and each card's title, link and summary. Where there is no room for all of it, the
 * summaries are shortened evenly, and then the titles; no link is ever left out, so many very long ones may be too much.
 */
export function writePlain(post: Post, format: PlainFormat): string {
  const write = (title: number, gist: number): string => toText(post, { title, gist }, format);
  const title = findLargest(LONGEST.title, (length) => format.isWithin(write(length, 0)));
  const gist = findLargest(LONGEST.gist, (length) => format.isWithin(write(title, length)));
  return write(title, gist < SHORTEST_GIST ? 0 : gist);
}

function toText({ title, sections }: Post, longest: Record<keyof typeof LONGEST, number>, format: PlainFormat): string {
  const clip = (text: string, length: number): string => format.escape(shorten(flatten(text), Math.max(1, length)));
  const write = (card: Card): string =>
    [
      clip(card.title, longest.title) || '(no title)',
      format.link(card.url ?? card.searchUrl) ?? '',
      longest.gist === 0 ? '' : clip(card.tldr, longest.gist),
    ]
      .filter((line) => line !== '')
      .join('\n');
  const cards = sections.flatMap(({ cards: own = [] }) => own.map(write));
  return [clip(title, LONGEST.title) || 'Paperboy', ...cards].join('\n\n');
}

/** The largest whole number up to a bound for which it holds; 0 where it holds for none. */
function findLargest(bound: number, holds: (value: number) => boolean): number {
  let [low, high] = [0, bound];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
