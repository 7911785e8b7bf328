import type { PaperLink } from './paper.ts';

/** A link as abstracts print it: with its scheme, or without where the host speaks for itself; of a length that browsers take. */
const LINK =
  /(?:https?:\/\/|(?<![\w./@-])(?:www\.(?=[\w-]+\.[a-z])|(?:(?:github|gitlab)\.com|(?:bitbucket|codeberg)\.org|huggingface\.co)\/|(?:[\w-]+\.)+(?:github|gitlab)\.io(?!\.?[\w-])))[!-~]{0,2000}/gi;
/** What ends a link: LaTeX and Markdown brackets, quotes. */
const FOREIGN_TO_LINKS = /[<>"'`{}|\\^[\]].*$/;
const CODE_HOST = /^(?:.+\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|4open\.science)$|^gitlab\./;
const PAPER_HOST = /^(?:.+\.)?(?:arxiv\.org|doi\.org|openreview\.net|aclanthology\.org)$/;

/** The links of a text, as facts of the paper: code, other papers, and whatever else is taken for a project page. */
export function linksIn(text: string): readonly PaperLink[] {
  // A cheap look first, because most abstracts have no link.
  if (!/\/\/|www\.|\.(?:com|org|co|io)\b/i.test(text)) return [];
  const plain = text.replaceAll(/\\([_~%#&])/g, '$1').replaceAll(/\b(https?:) +\/\//gi, '$1//');
  const links = [...plain.matchAll(LINK)].map((match) => {
    const url = trimEnd(match[0].replace(FOREIGN_TO_LINKS, ''));
    const isCut = plain.startsWith('…', match.index + match[0].length) || match[0].endsWith('...');
    return isCut ? undefined : toLink(/^https?:/i.test(url) ? url : `https://${url}`);
  });
  return mergeLinks(
    [],
    links.filter((link) => link !== undefined),
  );
}

/** The known links and those of the others that lead elsewhere; the very same list where there are none. */
export function mergeLinks(known: readonly PaperLink[], others: readonly PaperLink[]): readonly PaperLink[] {
  if (others.length === 0) return known;
  const targets = new Map(known.map((link) => [targetOf(link.url), link]));
  for (const link of others) if (!targets.has(targetOf(link.url))) targets.set(targetOf(link.url), link);
  return targets.size === known.length ? known : [...targets.values()];
}

function toLink(url: string): PaperLink | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  if (!/[a-z\d]\.[a-z]{2,}$/.test(hostname)) return undefined;
  if (CODE_HOST.test(hostname)) return pathname.length > 1 ? { kind: 'code', url } : undefined;
  const isPaper = PAPER_HOST.test(hostname) || /^\/papers\/./.test(pathname);
  return { kind: isPaper ? 'paper' : 'project', url };
}

/** Takes off the punctuation of the sentence around a link, and closing brackets that the link did not open. */
function trimEnd(url: string): string {
  const trimmed = url.replace(/[.,;:!?*$~&=-]+$/, '');
  const unopened = trimmed.endsWith(')') && trimmed.split(')').length > trimmed.split('(').length;
  return unopened ? trimEnd(trimmed.slice(0, -1)) : trimmed;
}

/** What makes two links one: neither scheme, `www.`, a last slash nor `.git` leads elsewhere. */
function targetOf(url: string): string {
  return url
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/(?:\.git)?\/*$/, '')
    .toLowerCase();
}
