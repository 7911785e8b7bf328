import fc from 'fast-check';
import type { KnownPaper } from './pages.ts';

/** What may befall the papers of a page before it is written, or its lines after. */
export interface Mutations {
  readonly missing: boolean;
  readonly paragraphs: boolean;
  readonly short: boolean;
  readonly wrapAt: number | undefined;
  readonly spaces: 'plain' | 'nbsp' | 'tabs' | 'trailing' | 'zero-width';
  readonly doubledBlanks: boolean;
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly encoding: 'utf-8' | 'utf-8 with mark' | 'utf-16le';
  readonly cut: 'end' | 'beginning' | undefined;
  /** Where it is cut, as a share of the page. */
  readonly cutAt: number;
}

function seldom<T>(arbitrary: fc.Arbitrary<T>, otherwise: T, oneIn: number): fc.Arbitrary<T> {
  return fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });
}

/** Most pages meet one or two. */
export const mutations: fc.Arbitrary<Mutations> = fc.record({
  missing: seldom<boolean>(fc.constant(true), false, 10),
  paragraphs: seldom<boolean>(fc.constant(true), false, 8),
  short: seldom<boolean>(fc.constant(true), false, 8),
  wrapAt: seldom<number | undefined>(fc.constantFrom(60, 72, 80, 100, 120), undefined, 6),
  spaces: seldom<Mutations['spaces']>(fc.constantFrom('nbsp', 'tabs', 'trailing', 'zero-width'), 'plain', 3),
  doubledBlanks: seldom<boolean>(fc.constant(true), false, 8),
  lineEnd: seldom<Mutations['lineEnd']>(fc.constantFrom('\r\n', '\r'), '\n', 4),
  encoding: seldom<Mutations['encoding']>(fc.constantFrom('utf-8 with mark', 'utf-16le'), 'utf-8', 5),
  cut: seldom<Mutations['cut']>(fc.constantFrom('end', 'beginning'), undefined, 6),
  cutAt: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
});

/** The papers as the page will show them. */
export function mutatePapers(papers: readonly KnownPaper[], by: Mutations): readonly KnownPaper[] {
  return papers.map((paper, i) => {
    const text = paper.paragraphs.join(' ');
    // Of two titles in a row, both wrapped (or looking so among short abstracts) and no empty line between them, nobody can say where the second begins.
    if (by.missing && by.wrapAt === undefined && !by.short && i % 6 === 1 && i < papers.length - 1)
      return { ...paper, paragraphs: [] };
    if (by.short && i % 4 === 2) return { ...paper, paragraphs: [`${text.slice(0, 130).replace(/\W+\w*$/, '')}.`] };
    const middle = text.indexOf('. ', text.length / 2);
    if (by.paragraphs && i % 3 === 0 && middle > 120 && text.length - middle > 120)
      return { ...paper, paragraphs: [text.slice(0, middle + 1), text.slice(middle + 2)] };
    return paper;
  });
}

/** The lines as the file will have them. */
export function mutateLines(lines: readonly string[], by: Mutations): readonly string[] {
  const { wrapAt } = by;
  const wrapped = wrapAt === undefined ? lines : lines.flatMap((line) => wrapLine(line, wrapAt));
  const spread = by.doubledBlanks ? wrapped.flatMap((line) => (line === '' ? ['', ''] : [line])) : wrapped;
  return spread.map((line, i) => SPACES[by.spaces](line, i));
}

/** The file as bytes. */
export function encodeText(text: string, encoding: Mutations['encoding']): Buffer {
  if (encoding === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  return Buffer.from(encoding === 'utf-8' ? text : `\uFEFF${text}`);
}

/** Breaks a line at spaces so that none is longer than `width`, unless a word is; links and list items stay whole. */
export function wrapLine(line: string, width: number): readonly string[] {
  if (line.length <= width || /^\s*(?:https?:|[[#·*-]|• \d)|\]\(| </.test(line)) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

const SPACES: Readonly<Record<Mutations['spaces'], (line: string, i: number) => string>> = {
  plain: (line) => line,
  nbsp: (line, i) => (i % 3 === 0 ? line.replaceAll(' ', '\u00A0') : line),
  tabs: (line, i) => (line === '' || i % 2 === 0 ? line : `\t${line}`),
  trailing: (line, i) => `${line}${' '.repeat(i % 4)}`,
  'zero-width': (line, i) => (i % 2 === 0 && line !== '' ? `\u200B${line}` : line),
};
