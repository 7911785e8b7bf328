import type { PaperView } from './services.ts';
import type { PostSection } from '../platform.ts';

/** How many authors are named. */
const MAX_AUTHORS = 20;

/** All that is known of a paper, to be shown. */
export function paperSections({ card, abstract = '', authors, links }: PaperView): readonly PostSection[] {
  return [
    { cards: [card] },
    ...(abstract.trim() === '' ? [] : [{ heading: 'Abstract', text: abstract }]),
    ...(authors.length === 0 ? [] : [{ heading: 'Authors', text: nameAuthors(authors) }]),
    ...(links.length === 0
      ? []
      : [{ heading: 'Links', text: links.map(({ kind, url }) => `• ${kind}: ${url}`).join('\n') }]),
  ];
}

/** The authors by name, as many as one would read. */
export function nameAuthors(authors: readonly string[]): string {
  const named = authors.slice(0, MAX_AUTHORS).join(', ');
  const others = authors.length - MAX_AUTHORS;
  return others > 0 ? `${named} and ${others} more` : named;
}
