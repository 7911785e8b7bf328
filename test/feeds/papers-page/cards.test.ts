import { describe, expect, test } from 'vitest';
import type { Sighting } from '../../../src/papers/paper.ts';
import { readPage, readTitles } from './read.ts';
import { HEAD, KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT, spread } from './sample.ts';

/** What the lines below an abstract tell of its paper. */
async function below(...lines: readonly string[]): Promise<Partial<Sighting> | undefined> {
  const page = [...spread(...HEAD, KITES, KITES_ABSTRACT), '', ...lines, '', ...spread(MOTHS, MOTHS_ABSTRACT)];
  const { papers, problems } = await readPage(page, { savedOn: new Date('2025-12-12') });
  expect(problems).toEqual([]);
  expect(papers.map(({ title }) => title)).toEqual([KITES, MOTHS]);
  const { title: _title, line: _line, ...facts } = papers[0] ?? { title: '' };
  expect(facts.abstract).toBe(KITES_ABSTRACT);
  delete facts.abstract;
  return facts;
}

const OCTOBER = { month: 10, day: 16, year: 2025 };

describe('below an abstract', () => {
  test.each<[string, readonly string[], Partial<Sighting>]>([
    ['authors and date', ['  • 2 authors', '·', 'Oct 16'], { authorCount: 2, published: OCTOBER }],
    ['a thousand authors', ['  • 1,024 authors', '·', 'Oct 16'], { authorCount: 1024, published: OCTOBER }],
    [
      'comments behind the date',
      ['  • 2 authors', '·', 'Oct 16 4'],
      { authorCount: 2, published: OCTOBER, comments: 4 },
    ],
    ['comments below the date', ['2 authors', '·', 'Oct 16', '4'], { authorCount: 2, published: OCTOBER, comments: 4 }],
    ['all in one line', ['2 authors · Oct 16 · 4 comments'], { authorCount: 2, published: OCTOBER, comments: 4 }],
    [
      'an organisation in place of authors',
      ['Deep Lab', '·', 'Oct 16'],
      { organization: 'Deep Lab', published: OCTOBER },
    ],
    [
      'an organisation beside authors',
      ['Deep Lab', '', '  • 2 authors', '·', 'Oct 16'],
      { organization: 'Deep Lab', authorCount: 2, published: OCTOBER },
    ],
    [
      'an organisation before the date',
      ['Deep Lab · Published on Oct 16'],
      { organization: 'Deep Lab', published: OCTOBER },
    ],
    ['votes after the entry', ['  • 2 authors', '', 'Upvote', '', '12'], { authorCount: 2, upvotes: 12 }],
    ['votes in the button', ['  • 2 authors', '__ Upvote 12'], { authorCount: 2, upvotes: 12 }],
    ['thousands of votes', ['  • 2 authors', 'Upvote 1.2k'], { authorCount: 2, upvotes: 1200 }],
    ['a button without votes', ['  • 2 authors', 'Upvote', '-'], { authorCount: 2 }],
    [
      'stars are no votes',
      ['  • 2 authors', 'Upvote', '12', 'GitHub 3.29k', 'arXiv Page'],
      { authorCount: 2, upvotes: 12 },
    ],
    [
      'stars on their own line',
      ['  • 2 authors', 'Upvote 12', 'GitHub', '3.29k', 'arXiv Page'],
      { authorCount: 2, upvotes: 12 },
    ],
    ['a relative date', ['  • 2 authors', '·', '3 days ago'], { authorCount: 2 }],
    ['a date that no calendar has', ['  • 2 authors', '·', 'Oct 16'], { authorCount: 2, published: OCTOBER }],
    ['the day first', ['  • 2 authors', '·', '16 Oct 2025'], { authorCount: 2, published: OCTOBER }],
    ['a date in figures', ['  • 2 authors', '·', '2025-10-16'], { authorCount: 2, published: OCTOBER }],
    ['the month written out', ['  • 2 authors', '·', 'October 16, 2025'], { authorCount: 2, published: OCTOBER }],
  ])('%s', async (_, lines, facts) => {
    expect(await below(...lines)).toEqual(facts);
  });
});

describe('above a title', () => {
  test('who submitted it is no text, and a number there counts votes', async () => {
    const page = [
      ...HEAD,
      'Submitted by',
      'some_reader',
      '17',
      KITES,
      '·',
      '4 authors',
      '2',
      'Submitted by',
      'other.reader',
      '3',
      MOTHS,
      '·',
      '1 author',
    ];
    const { papers, problems } = await readPage(page);
    expect(problems).toEqual([]);
    expect(papers).toMatchObject([
      { title: KITES, upvotes: 17, authorCount: 4, comments: 2 },
      { title: MOTHS, upvotes: 3, authorCount: 1 },
    ]);
  });

  test('votes that stand first are those of the next paper', async () => {
    const page = spread(...HEAD, '[-] 7', KITES, KITES_ABSTRACT, '[-] -', MOTHS, MOTHS_ABSTRACT);
    expect((await readPage(page)).papers).toEqual([
      { title: KITES, line: 13, abstract: KITES_ABSTRACT, upvotes: 7 },
      { title: MOTHS, line: 19, abstract: MOTHS_ABSTRACT },
    ]);
  });
});

describe('around the papers', () => {
  test('a search query that the page repeats is no paper', async () => {
    expect(
      await readTitles(
        spread(
          ...HEAD.slice(0, 3),
          'weighing kites at home',
          'Daily',
          'Weekly',
          'Monthly',
          'Jul 14',
          KITES,
          KITES_ABSTRACT,
        ),
      ),
    ).toEqual([KITES]);
  });

  test('the foot of the page is no paper, and its date is not that of the last one', async () => {
    const foot = [
      'Previous',
      'Jul 14',
      'Next',
      'System theme',
      'Company',
      'TOS',
      'Privacy',
      'About',
      'Careers',
      '© 2025 Hugging Face',
      'Models',
      'Datasets',
    ];
    const { papers, problems } = await readPage([
      ...spread(...HEAD, KITES, KITES_ABSTRACT),
      '',
      '  • 2 authors',
      ...foot,
    ]);
    expect(problems).toEqual([]);
    expect(papers).toEqual([{ title: KITES, line: 11, abstract: KITES_ABSTRACT, authorCount: 2 }]);
  });

  test('an entry that is printed twice in a row is one paper with the facts of both', async () => {
    const page = [
      ...spread(...HEAD, KITES, KITES_ABSTRACT),
      '',
      '  • 2 authors',
      '',
      ...spread(KITES, KITES_ABSTRACT),
      '',
      'Upvote 3',
      '',
    ];
    expect((await readPage(page)).papers).toEqual([
      { title: KITES, line: 11, abstract: KITES_ABSTRACT, authorCount: 2, upvotes: 3 },
    ]);
  });

  test.each([
    '[图片：无替代文本]',
    '![Image 3: thumbnail](https://cdn.example/a.png)',
    '[Bild: kein Text]',
    '[Kuva: ei tekstiä]',
    '![](/a.svg)',
  ])('an image is no text: %s', async (image) => {
    expect(
      await readTitles(spread(...HEAD, image, KITES, image, KITES_ABSTRACT, image, MOTHS, MOTHS_ABSTRACT)),
    ).toEqual([KITES, MOTHS]);
  });
});
