import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Paper } from '../../src/papers/paper.ts';
import { toBibTeX } from '../../src/reactions/bibtex.ts';

interface Entry {
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads just the BibTeX that strict readers do: entries of braced fields, braces counted as BibTeX counts them. Throws at anything else. */
function readBibTeX(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let rest = text;
  while (rest !== '') {
    const [head, key = ''] = /^@misc\{([a-z\d-]+),\n/.exec(rest) ?? [];
    if (head === undefined) throw new SyntaxError(`no entry begins at ${rest.slice(0, 40)}`);
    rest = rest.slice(head.length);
    const fields: Record<string, string> = {};
    for (let name; (name = /^ {2}([a-zA-Z]+) = /.exec(rest)) !== null;) {
      const value = readBraced(rest.slice(name[0].length));
      fields[name[1] ?? ''] = value;
      rest = rest.slice(name[0].length + value.length + 2);
      if (!rest.startsWith(',\n')) throw new SyntaxError(`no comma at ${rest.slice(0, 40)}`);
      rest = rest.slice(2);
    }
    if (!/^\}\n(?:\n|$)/.test(rest)) throw new SyntaxError(`no end of the entry at ${rest.slice(0, 40)}`);
    rest = rest.replace(/^\}\n\n?/, '');
    entries.push({ key, fields });
  }
  return entries;
}

function readBraced(text: string): string {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    depth += text[i] === '{' ? 1 : text[i] === '}' ? -1 : 0;
    if (depth === 0) return text.slice(1, i);
  }
  throw new SyntaxError('a brace is never closed');
}

/** The names as BibTeX parts them: at an "and" outside of all braces. */
function namesIn(authors: string): readonly string[] {
  const flat = authors.replace(/\{[^{}]*\}/g, '-');
  return flat === authors ? authors.split(/\sand\s/i) : namesIn(flat);
}

function paperOf(given: Partial<Paper>): Paper {
  return { id: 'title:1', title: 'Moth nets', links: [], ...given };
}

test('an entry has what is known', () => {
  const paper = paperOf({
    title: 'MothNet: Catching $x^2$ moths & owls',
    authors: ['Ada Lovelace', 'Kurt Gödel'],
    arxivId: '2406.04331',
    doi: '10.1000/moth_1',
    published: { year: 2024, month: 6, day: 7 },
  });
  expect(toBibTeX([paper])).toBe(`@misc{lovelace2024mothnet,
  title = {{MothNet}: Catching {$x^2$} moths \\& owls},
  author = {Ada Lovelace and Kurt Gödel},
  year = {2024},
  eprint = {2406.04331},
  archivePrefix = {arXiv},
  doi = {10.1000/moth_1},
  url = {https://arxiv.org/abs/2406.04331},
}
`);
});

test.each<[string, Partial<Paper>, Entry]>([
  [
    'a year that was not printed',
    { published: { year: 2024, month: 6, day: 7, inferred: true } },
    { key: 'moth', fields: {} },
  ],
  [
    'a DOI',
    { doi: '10.1000/a{b}' },
    { key: 'moth', fields: { doi: '10.1000/a%7Bb%7D', url: 'https://doi.org/10.1000/a%7Bb%7D' } },
  ],
  [
    'more authors than are named',
    { authors: ['Lovelace, Ada', 'The Sand and Sea Team', 'A, b, c, d', ' '], authorCount: 9 },
    {
      key: 'lovelacemoth',
      fields: { author: 'Lovelace, Ada and {The Sand and Sea Team} and {A, b, c, d} and others' },
    },
  ],
  ['only a number of authors', { authorCount: 9 }, { key: 'moth', fields: {} }],
])('%s is written as readers expect', (_name, given, { key, fields }) => {
  expect(readBibTeX(toBibTeX([paperOf(given)]))).toEqual([{ key, fields: { title: 'Moth nets', ...fields } }]);
});

test('keys tell papers apart, and do not change when others are added', () => {
  const papers = ['title:1', 'title:2', 'title:3'].map((id) => paperOf({ id, authors: ['Ada'] }));
  const keys = readBibTeX(toBibTeX(papers)).map(({ key }) => key);
  expect(keys).toEqual([
    'adamoth',
    expect.stringMatching(/^adamoth-[\da-f]{4}$/),
    expect.stringMatching(/^adamoth-[\da-f]{4}$/),
  ]);
  expect(new Set(keys).size).toBe(3);
  expect(readBibTeX(toBibTeX(papers.slice(0, 2))).map(({ key }) => key)).toEqual(keys.slice(0, 2));
  expect(readBibTeX(toBibTeX([paperOf({ title: '深度学习', authors: ['王'] })]))[0]?.key).toBe('paper');
});

test('nothing saved is no entry', () => {
  expect(toBibTeX([])).toBe('');
});

test('whatever a paper is called, strict readers read it back', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '\\',
    '$',
    '%',
    '&',
    '#',
    '_',
    '^',
    '~',
    '"',
    ',',
    '@',
    ' and ',
    '\n',
    '\\{',
    '\\"',
    'BERT',
    'x',
    '1',
    ' ',
  );
  const text = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 12 })
    .map((all) => all.join(''));
  const papers = fc.array(fc.record({ title: text, authors: fc.array(text, { maxLength: 3 }), doi: text }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(papers, (all) => {
      const given = all.map((fields, i) => paperOf({ id: `title:${i}`, ...fields }));
      const entries = readBibTeX(toBibTeX(given));
      expect(entries).toHaveLength(given.length);
      expect(new Set(entries.map(({ key }) => key)).size).toBe(given.length);
      for (const [i, { fields }] of entries.entries()) {
        const names = given[i]?.authors?.filter((name) => /[^\s\p{Cc}]/u.test(name)) ?? [];
        expect(fields['author'] === undefined ? [] : namesIn(fields['author'])).toHaveLength(names.length);
        // Outside of math nothing is left that TeX would take for its own.
        const plain = (fields['title'] ?? '')
          .replace(/\{\$(?:[^$\\]|\\[^])+\$\}/g, '')
          .replace(/\\[%&#_$~]|\\text[a-z]+\{\}/g, '');
        expect(plain).not.toMatch(/[%&#_$~]/);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});
