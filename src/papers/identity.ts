import { createHash } from 'node:crypto';
import type { Paper, Sighting } from './paper.ts';

/** What a paper is known by: ids decide before any title. */
export interface PaperKeys {
  /** `arxiv:…` and `doi:…`, where known, the strongest first. */
  readonly ids: readonly string[];
  /** `title:…`, the hash of the folded title. */
  readonly title: string;
}

/** Full abstracts that share fewer of their words are of two works, even under one title. */
const SHARED_WORDS_OF_ONE_WORK = 1 / 3;
/** A text of so many characters is an abstract, however few its sentences. */
const FULL_TEXT_CHARS = 600;
const BLURB_SENTENCES = 2;
const SENTENCE_END = /[.!?…](?=["'”’)\]]*(?:\s|$))|[。！？]/g;

const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );
const FIRST_GREEK = 0x3b1;
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/;
/** A LaTeX command that only dresses its argument or puts a mark on it. Hugging Face drops the backslash: `texttt{X}`. */
const DRESS =
  /\\[bcdHkrtuv]\s*(?=\{)|\\?\b(?:emph|(?:text|math)(?:bf|bb|cal|frak|it|md|normal|rm|sc|scr|sf|sl|tt|up)?)\s*(?=\{)/g;
const GREEK_VARIANT = /\bvar(?=epsilon|theta|kappa|pi|rho|sigma|phi)/gi;
/** A mark that no letter carries, or a letter of which marks only tell the accent or the stress. */
const MARKS_OF_NO_LETTER = /(?<![\p{L}--[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]]\p{M}*)\p{M}+/gv;

/** The keys of a paper, or of a sighting whose ids are canonical. */
export function keysOf(paper: Pick<Sighting, 'title' | 'arxivId' | 'doi'>): PaperKeys {
  const ids: string[] = [];
  if (paper.arxivId !== undefined) ids.push(`arxiv:${paper.arxivId}`);
  if (paper.doi !== undefined) ids.push(`doi:${paper.doi}`);
  return { ids, title: titleKey(paper.title) };
}

/**
 * The ids of a sighting in the one form they are compared in: an arXiv id in lower case, without version and without
 * subject class (`math.GT/0309136v1` is `math/0309136`, https://info.arxiv.org/help/arxiv_identifier.html), a DOI in lower
 * case. A DOI that arXiv gives (`10.48550/arXiv.…`) is the arXiv id.
 */
export function canonicalIds(arxivId: string | undefined, doi: string | undefined): Pick<Sighting, 'arxivId' | 'doi'> {
  const plainDoi = doi?.trim().toLowerCase();
  const viaDoi = ARXIV_DOI.exec(plainDoi ?? '')?.[1];
  const arxiv = arxivId ?? viaDoi;
  return {
    ...(arxiv !== undefined && { arxivId: canonicalArxivId(arxiv) }),
    ...(plainDoi !== undefined && viaDoi === undefined && { doi: plainDoi }),
  };
}

/**
 * The key of a title: 80 bits of a hash of its letters and digits, in lower case, without marks on Latin, Greek and
 * Cyrillic letters, and with Greek letters by name, so that `β-VAE`, `$\beta$-VAE` and `beta-VAE` are one.
 */
export function titleKey(title: string): string {
  return `title:${hash(foldTitle(title), 20)}`;
}

/** The id of a paper whose title key another work already holds; `taken` tells which ids are given. */
export function separateId(
  key: string,
  paper: Pick<Sighting, 'abstract' | 'blurb'>,
  taken: (id: string) => boolean,
): string {
  const id = `${key}-${hash(paper.abstract ?? paper.blurb ?? '', 8)}`;
  return taken(id) ? separateId(key, { abstract: id }, taken) : id;
}

/** Whether two records can be one paper as far as their arXiv ids tell. */
export function canShareIds(a: Pick<Paper, 'arxivId'>, b: Pick<Paper, 'arxivId'>): boolean {
  return a.arxivId === undefined || b.arxivId === undefined || a.arxivId === b.arxivId;
}

/** Whether two equal titles can be one paper: not under two arXiv ids, and not over two full abstracts that differ. */
export function canBeOne(a: Pick<Paper, 'arxivId' | 'abstract'>, b: Pick<Paper, 'arxivId' | 'abstract'>): boolean {
  if (a.arxivId !== undefined && b.arxivId !== undefined) return a.arxivId === b.arxivId;
  if (!isFullText(a.abstract) || !isFullText(b.abstract)) return true;
  return sharedWords(a.abstract, b.abstract) >= SHARED_WORDS_OF_ONE_WORK;
}

/** Whether a text is an abstract: one or two sentences are a blurb, whatever a feed calls them. */
export function isFullText(text: string | undefined): text is string {
  if (text === undefined) return false;
  return text.length >= FULL_TEXT_CHARS || (text.match(SENTENCE_END) ?? []).length > BLURB_SENTENCES;
}

/**
 * The share of their different words that two texts have in common: 0 to 1. The longer text counts as far as the shorter
 * one reaches, so that one cut off in the middle is still all in common with the whole.
 */
export function sharedWords(a: string, b: string): number {
  const [wordsOfA, wordsOfB] = [wordsOf(a), wordsOf(b)];
  const length = Math.min(wordsOfA.length, wordsOfB.length);
  const [setA, setB] = [new Set(wordsOfA.slice(0, length)), new Set(wordsOfB.slice(0, length))];
  const all = setA.union(setB).size;
  return all === 0 ? 1 : setA.intersection(setB).size / all;
}

function canonicalArxivId(id: string): string {
  return id
    .trim()
    .toLowerCase()
    .replace(/^arxiv:/, '')
    .replace(/v\d+$/, '')
    .replace(/^([a-z-]+)\.[a-z-]+\//, '$1/');
}

function foldTitle(title: string): string {
  const letters = title
    .replaceAll(DRESS, '')
    .replaceAll(GREEK_VARIANT, '')
    .replaceAll(/[$\\{}\p{Default_Ignorable_Code_Point}]/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(MARKS_OF_NO_LETTER, '')
    .replaceAll(/[α-ω]/g, (letter) => GREEK[letter.charCodeAt(0) - FIRST_GREEK] ?? letter)
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
  return /\p{L}/u.test(letters) ? letters : title.trim();
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function hash(text: string, hexDigits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, hexDigits);
}
