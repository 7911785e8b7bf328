import type { Paper, PaperLink, Sighting } from './paper.ts';

/** The paper with what a later sighting of it knows besides; the very same object where that is nothing. */
export function mergeFacts(paper: Paper, seen: Omit<Sighting, 'line'>): Paper {
  const merged: Paper = {
    ...paper,
    ...fill('arxivId', paper, seen),
    ...fill('doi', paper, seen),
    ...fill('organization', paper, seen),
    ...fill('authorCount', paper, seen),
    ...longer('abstract', paper, seen),
    ...longer('blurb', paper, seen),
    ...(seen.authors !== undefined && seen.authors.length > (paper.authors?.length ?? 0) && { authors: seen.authors }),
    ...(seen.published !== undefined && (paper.published?.inferred ?? true) && { published: seen.published }),
    ...(seen.upvotes !== undefined && { upvotes: seen.upvotes }),
    ...(seen.comments !== undefined && { comments: seen.comments }),
    links: mergeLinks(paper.links, seen.links ?? []),
  };
  return JSON.stringify(merged) === JSON.stringify(paper) ? paper : merged;
}

/** The links of an abstract, as facts of the paper: code repositories, and what the sentence calls a project page. */
export function linksIn(text: string): readonly PaperLink[] {
  if (!text.includes('http') && !text.includes('github.com')) return [];
  const found = text.matchAll(/(?:https?:\/\/|(?<![\w./])(?=github\.com\/))[^\s<>"'`{}|\\^[\]]+/gi);
  return mergeLinks(
    [],
    [...found].map(([url]) => toLink(url)).filter((link) => link !== undefined),
  );
}

function toLink(found: string): PaperLink | undefined {
  const url = trimEnd(/^https?:/i.test(found) ? found : `https://${found}`);
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  if (/^(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)$/.test(hostname))
    return pathname.length > 1 ? { kind: 'code', url } : undefined;
  if (/(?:^|\.)(?:arxiv\.org|doi\.org|openreview\.net)$/.test(hostname)) return { kind: 'paper', url };
  return { kind: 'project', url };
}

/** Takes off the punctuation of the sentence around a link, and a bracket that the link did not open. */
function trimEnd(url: string): string {
  const trimmed = url.replace(/[.,;:!?*…”’]+$/, '');
  if (/[)]$/.test(trimmed) && !trimmed.includes('(')) return trimEnd(trimmed.slice(0, -1));
  return trimmed;
}

function mergeLinks(known: readonly PaperLink[], more: readonly PaperLink[]): readonly PaperLink[] {
  const links = [...known];
  for (const link of more) if (!links.some(({ url }) => url === link.url)) links.push(link);
  return links;
}

function fill<Key extends 'arxivId' | 'doi' | 'organization' | 'authorCount'>(
  key: Key,
  paper: Paper,
  seen: Omit<Sighting, 'line'>,
) {
  return paper[key] === undefined && seen[key] !== undefined ? { [key]: seen[key] } : {};
}

/** A longer text is the fuller one; one that a cut file left ends in "…" and gives way. */
function longer(key: 'abstract' | 'blurb', paper: Paper, seen: Omit<Sighting, 'line'>) {
  const [old, text] = [paper[key], seen[key]];
  if (text === undefined) return {};
  const better = old === undefined || text.length > old.length || (old.endsWith('…') && !text.endsWith('…'));
  return better ? { [key]: text } : {};
}
