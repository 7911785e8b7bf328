import type { Card, Rung } from '../platform.ts';

/** How many of the words by which a paper matched are named. */
const MAX_REASONS = 3;

/** What a card's summary stands on, in words for people. */
export const RUNG_LABELS = {
  llm: 'AI summary',
  blurb: 'blurb',
  sentence: 'from the abstract',
} as const satisfies Record<Rung, string>;

/** Who wrote it, when, and how it was received; what is not known is left out. */
export function listFacts({ byline, date, upvotes, comments }: Card): readonly string[] {
  const facts = [
    byline,
    date,
    upvotes ? `▲ ${upvotes}` : undefined,
    comments ? `${comments} ${comments === 1 ? 'comment' : 'comments'}` : undefined,
  ];
  return facts.filter((fact) => fact !== undefined);
}

/** Says what the rest does not show already: other words that matched, other topics. */
export function listMatches(
  { title, tldr, why, topics }: Card,
  heading: string | undefined,
  most = MAX_REASONS,
): readonly string[] {
  const shown = `${heading ?? ''}\n${title}\n${tldr}`.toLowerCase();
  const words = why.filter((word) => !shown.includes(word.toLowerCase().replace(/\*$/, ''))).slice(0, most);
  const others = topics.filter((topic) => topic !== heading);
  return [
    ...(words.length > 0 ? [`matches: ${words.join(', ')}`] : []),
    ...(others.length > 0 ? [`${others.length < topics.length ? 'also in' : 'in'}: ${others.join(', ')}`] : []),
  ];
}

/** How much was said where a paper is talked about. */
export function nameReplies(replies: number): string {
  if (replies === 0) return 'discussed';
  return replies === 1 ? '1 reply' : `${replies.toLocaleString('en')} replies`;
}
