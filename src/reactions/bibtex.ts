import { createHash } from 'node:crypto';
import { paperUrl, type Paper } from '../papers/paper.ts';
import { STOP_WORDS } from '../summaries/words.ts';
import { toLatex } from './latex.ts';

/** More commas than these part a name in ways that BibTeX refuses: https://ctan.org/pkg/tamethebeast. */
const MOST_COMMAS_OF_NAME = 2;
const KEY_PART_CHARS = 24;
const SUFFIX_CHARS = 4;

/**
 * Papers as BibTeX, one entry each. A key is made of author, year and word; where an earlier paper of the list has it,
 * some letters of the paper's own id follow, so that papers added at the end change no key that somebody cites.
 */
export function toBibTeX(papers: readonly Paper[]): string {
  const taken = new Set<string>();
  return papers.map((paper) => toEntry(paper, claimKey(paper, taken))).join('\n');
}

function toEntry(paper: Paper, key: string): string {
  const { arxivId, doi, published } = paper;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['title', toLatex(paper.title, { keepCapitals: true })],
    ['author', toAuthors(paper)],
    ['year', published === undefined || published.inferred ? undefined : String(published.year)],
    ['eprint', arxivId],
    ['archivePrefix', arxivId === undefined ? undefined : 'arXiv'],
    ['doi', doi],
    ['url', arxivId === undefined ? paperUrl(paper) : `https://arxiv.org/abs/${arxivId}`],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`  ${name} = {${isVerbatim(name) ? encode(value) : value}},\n`],
  );
  return `@misc{${key},\n${lines.join('')}}\n`;
}

function toAuthors({ authors = [], authorCount = 0 }: Paper): string {
  const names = authors.map((author) => protectName(toLatex(author))).filter((name) => name !== '');
  return [...names, ...(names.length > 0 && authorCount > authors.length ? ['others'] : [])].join(' and ');
}

/** A name in which BibTeX would see two, or none, stands in braces as it is. */
function protectName(name: string): string {
  const commas = name.split(',').length - 1;
  const isPlain = commas <= MOST_COMMAS_OF_NAME && !/^,|,$|(?:^|\s)(?:and|others)(?:\s|$)/i.test(name);
  return isPlain ? name : `{${name}}`;
}

function isVerbatim(field: string): boolean {
  return field === 'eprint' || field === 'doi' || field === 'url';
}

/** What is to be read by programs is not escaped; only what would end the field is. */
function encode(text: string): string {
  return text.replace(/[{}\\\s\p{Cc}]/gu, encodeURIComponent);
}

function claimKey(paper: Paper, taken: Set<string>): string {
  const key = toKey(paper);
  const hash = createHash('sha256').update(paper.id).digest('hex');
  let free = key;
  for (let chars = SUFFIX_CHARS; taken.has(free); chars += 1) free = `${key}-${hash.slice(0, chars)}`;
  taken.add(free);
  return free;
}

function toKey({ title, authors = [], published }: Paper): string {
  const [first = ''] = authors;
  const surname = first.includes(',') ? first.split(',')[0] : first.trim().split(/\s+/).at(-1);
  const words = title.split(/[^\p{L}\p{M}\p{N}]+/u).map(toAscii);
  const word = words.find((one) => one.length > 1 && !STOP_WORDS.has(one)) ?? words.find((one) => one !== '') ?? '';
  const year = published === undefined || published.inferred ? '' : String(published.year);
  return `${toAscii(surname ?? '')}${year}${word}` || 'paper';
}

function toAscii(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '')
    .slice(0, KEY_PART_CHARS);
}
