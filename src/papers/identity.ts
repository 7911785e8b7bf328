import { createHash } from 'node:crypto';
import type { Paper, Sighting } from './paper.ts';

/** What proves a paper, strongest first: ids decide before any title. */
export interface PaperKeys {
  /** `arxiv:…` and `doi:…`, where known. */
  readonly ids: readonly string[];
  /** `title:…`, the hash of the folded title. */
  readonly title: string;
}

/** Full abstracts that share fewer of their words are of two works, even under one title. */
const SHARED_WORDS_OF_ONE_WORK = 1 / 3;

const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );
const FIRST_GREEK = 0x3b1;
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/i;

/** The keys of a paper or of a sighting of one. */
export function keysOf(paper: Pick<Sighting, 'title' | 'arxivId' | 'doi'>): PaperKeys {
  const viaDoi = ARXIV_DOI.exec(paper.doi ?? '')?.[1];
  const arxivId = paper.arxivId ?? viaDoi;
  const ids: string[] = [];
  if (arxivId !== undefined) ids.push(`arxiv:${arxivId.replace(/v\d+$/, '')}`);
  if (paper.doi !== undefined && viaDoi === undefined) ids.push(`doi:${paper.doi.toLowerCase()}`);
  return { ids, title: titleKey(paper.title) };
}

/**
 * The key of a title: 80 bits of a hash of its letters and digits, in lower case, without marks on Latin, Greek and
 * Cyrillic letters, and with Greek letters by name, so that `β-VAE`, `$\beta$-VAE` and `beta-VAE` are one.
 */
export function titleKey(title: string): string {
  return `title:${hash(foldTitle(title), 20)}`;
}

/** The id of a paper whose title key another work already holds. */
export function separateId(key: string, paper: Pick<Sighting, 'abstract' | 'blurb'>): string {
  return `${key}-${hash(paper.abstract ?? paper.blurb ?? '', 8)}`;
}

/** Whether two equal titles can be one paper: not under two arXiv ids, and not over two full abstracts that differ. */
export function canBeOne(a: Pick<Paper, 'arxivId' | 'abstract'>, b: Pick<Paper, 'arxivId' | 'abstract'>): boolean {
  if (a.arxivId !== undefined && b.arxivId !== undefined) return a.arxivId === b.arxivId;
  if (a.abstract === undefined || b.abstract === undefined) return true;
  return sharedWords(a.abstract, b.abstract) >= SHARED_WORDS_OF_ONE_WORK;
}

/** The share of words of the shorter text that the other has too: 0 to 1. */
export function sharedWords(a: string, b: string): number {
  const [small, large] = [wordSet(a), wordSet(b)].sort((x, y) => x.size - y.size);
  if (small === undefined || large === undefined || small.size === 0) return 1;
  let shared = 0;
  for (const word of small) if (large.has(word)) shared++;
  return shared / small.size;
}

function foldTitle(title: string): string {
  const plain = title
    .replaceAll(/[$\\{}]/g, '')
    .normalize('NFKD')
    .toLowerCase();
  const letters = plain
    .replaceAll(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '')
    .replaceAll(/[α-ω]/g, (letter) => GREEK[letter.charCodeAt(0) - FIRST_GREEK] ?? letter)
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
  return /\p{L}/u.test(letters) ? letters : title.trim();
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

function hash(text: string, hexDigits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, hexDigits);
}
