import { isFullText } from './identity.ts';
import { mergeLinks } from './links.ts';
import type { Paper, Sighting } from './paper.ts';

/** What can be learnt of a paper from one sighting, or from another record of it. */
export type Facts = Omit<Sighting, 'line'>;

/**
 * The paper with what is known of it besides; the very same object where that is nothing. What is once known is never
 * lost, and the order of reading decides nothing that counts: pages read late, or again, change no fact back.
 */
export function mergeFacts(paper: Paper, seen: Facts): Paper {
  const learnt = learn(paper, seen);
  return Object.keys(learnt).length === 0 ? paper : { ...paper, ...learnt };
}

function learn(paper: Paper, seen: Facts): Partial<Paper> {
  const links = mergeLinks(paper.links, seen.links ?? []);
  return {
    ...fill('arxivId', paper, seen),
    ...fill('doi', paper, seen),
    ...fill('organization', paper, seen),
    ...fill('authorCount', paper, seen),
    ...fuller('abstract', paper, seen),
    ...fuller('blurb', paper, seen),
    ...higher('upvotes', paper, seen),
    ...higher('comments', paper, seen),
    ...(seen.authors !== undefined && seen.authors.length > (paper.authors?.length ?? 0) && { authors: seen.authors }),
    ...(seen.published !== undefined && isBetterDate(paper, seen) && { published: seen.published }),
    ...(links !== paper.links && { links }),
  };
}

function fill<Key extends 'arxivId' | 'doi' | 'organization' | 'authorCount'>(key: Key, paper: Paper, seen: Facts) {
  return paper[key] === undefined && seen[key] !== undefined ? { [key]: seen[key] } : {};
}

/** Counts mostly grow, and no page tells its age for sure: the highest count is the latest as far as one can know. */
function higher(key: 'upvotes' | 'comments', paper: Paper, seen: Facts) {
  const count = seen[key];
  return count !== undefined && count > (paper[key] ?? -1) ? { [key]: count } : {};
}

/** An abstract before a blurb, a whole text before a cut one, the longer before the shorter. */
function fuller(key: 'abstract' | 'blurb', paper: Paper, seen: Facts) {
  const [known, text] = [paper[key], seen[key]];
  if (text === undefined || text === '') return {};
  return known === undefined || compareTexts(text, known) > 0 ? { [key]: text } : {};
}

function compareTexts(a: string, b: string): number {
  return (
    Number(isFullText(a)) - Number(isFullText(b)) || Number(isWhole(a)) - Number(isWhole(b)) || a.length - b.length
  );
}

function isWhole(text: string): boolean {
  return !/(?:…|\.\.\.)$/.test(text);
}

function isBetterDate({ published: known }: Paper, { published: seen }: Facts): boolean {
  return known === undefined || (known.inferred === true && seen?.inferred !== true);
}
