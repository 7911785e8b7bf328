import { describe, expect, test } from 'vitest';
import { readPage, readTitles } from './read.ts';
import {
  DENSE_PAGE,
  DOUGH,
  DOUGH_ABSTRACT,
  HEAD,
  KITES,
  KITES_ABSTRACT,
  MOTHS,
  MOTHS_ABSTRACT,
  PAGE,
  spread,
} from './sample.ts';

describe('dialects', () => {
  test('empty lines may separate titles and abstracts', async () => {
    expect(await readPage(PAGE)).toEqual({
      papers: [
        { title: KITES, line: 13, abstract: KITES_ABSTRACT },
        { title: MOTHS, line: 17, abstract: MOTHS_ABSTRACT },
      ],
      problems: [],
    });
  });

  test('a dense page has none, and Subscribe glued to its first title', async () => {
    expect(await readPage(DENSE_PAGE)).toEqual({
      papers: [
        { title: KITES, line: 2, abstract: KITES_ABSTRACT },
        { title: MOTHS, line: 4, abstract: MOTHS_ABSTRACT },
      ],
      problems: [],
    });
  });

  test('cards print authors, a dot and the date, and a bare number after the date counts comments', async () => {
    const page = [
      ...spread(...HEAD, 'Dec 12', KITES, KITES_ABSTRACT),
      '',
      '  • 12 authors',
      '·',
      'Aug 5 4',
      '',
      ...spread(MOTHS, MOTHS_ABSTRACT),
      '',
      '  • 1 author',
      '·',
      'Feb 12, 2021 1',
      '',
    ];
    expect(await readPage(page, { savedOn: new Date('2025-12-12') })).toEqual({
      papers: [
        {
          title: KITES,
          line: 13,
          abstract: KITES_ABSTRACT,
          authorCount: 12,
          published: { month: 8, day: 5, year: 2025 },
          comments: 4,
        },
        {
          title: MOTHS,
          line: 21,
          abstract: MOTHS_ABSTRACT,
          authorCount: 1,
          published: { month: 2, day: 12, year: 2021 },
          comments: 1,
        },
      ],
      problems: [],
    });
  });

  test('a Markdown page links each title, may print an entry twice, and votes follow the entry', async () => {
    const url = 'https://huggingface.co/papers/2507.01001';
    const entry = [
      `[[图片：无替代文本]](${url})`,
      '',
      'Submitted by',
      '',
      '[Bild: kein Text]',
      '',
      'some-reader',
      '',
      `### [${KITES}](${url})`,
      '',
      KITES_ABSTRACT,
      '',
      '- [画像: なし]',
      '',
      '-',
      '',
      '- 4 authors',
      '',
      '· Published on Jul 3, 2025',
      '',
      '[Upvote',
      '',
      '149](https://huggingface.co/login?next=%2Fpapers%2F2507.01001)',
      '',
      '[GitHub 3.29k](https://github.com/kites/hum) [arXiv Page](https://arxiv.org/abs/2507.01001)',
      '',
    ];
    expect(await readPage([...spread(...HEAD.slice(0, 3), '# Trending Papers'), '', ...entry, ...entry])).toEqual({
      papers: [
        {
          title: KITES,
          line: 17,
          arxivId: '2507.01001',
          abstract: KITES_ABSTRACT,
          authorCount: 4,
          published: { month: 7, day: 3, year: 2025 },
          upvotes: 149,
          links: [{ kind: 'code', url: 'https://github.com/kites/hum' }],
        },
      ],
      problems: [],
    });
  });

  test('a page exported as plain text has its links on lines of their own, and votes before the title', async () => {
    const entry = (
      id: string,
      votes: string,
      title: string,
      abstract: string,
      rest: readonly string[],
    ): readonly string[] =>
      spread(
        ` [-] ${votes}`,
        `https://huggingface.co/login?next=%2Fpapers%2F${id}`,
        title,
        `https://huggingface.co/papers/${id}`,
        abstract,
        `https://huggingface.co/papers/${id}`,
        ...rest,
      );
    const page = [
      ...spread(
        ...HEAD,
        'kites and moths',
        'Daily',
        'Weekly',
        'Monthly',
        'https://huggingface.co/papers/date/2025-07-14',
        'Jul 15',
      ),
      '',
      ...entry('2507.01001', '17', KITES, KITES_ABSTRACT, [
        '[',
        '4 authors](https://huggingface.co/papers/2507.01001)',
        '·',
        'Jul 3',
      ]),
      '',
      ...entry('2407.01002', '-', MOTHS, MOTHS_ABSTRACT, [
        ' Moth Lab',
        'https://huggingface.co/moth-lab',
        '·',
        'Jul 5, 2024',
        '2',
        'https://huggingface.co/papers/2407.01002#community',
      ]),
    ];
    expect(await readPage(page)).toEqual({
      papers: [
        {
          title: KITES,
          line: 27,
          arxivId: '2507.01001',
          abstract: KITES_ABSTRACT,
          authorCount: 4,
          published: { month: 7, day: 3, year: 2025 },
          upvotes: 17,
        },
        {
          title: MOTHS,
          line: 47,
          arxivId: '2407.01002',
          abstract: MOTHS_ABSTRACT,
          organization: 'Moth Lab',
          published: { month: 7, day: 5, year: 2024 },
          comments: 2,
        },
      ],
      problems: [],
    });
  });

  test.each([
    ['with a line break between them', '\n'],
    ['without one', ''],
  ])('two dumps of different dialects may stand in one file %s', async (_, between) => {
    const other = [...HEAD, 'Dec 12', DOUGH, DOUGH_ABSTRACT, '  • 3 authors', '·', 'Oct 16'];
    expect(await readTitles(PAGE.join('\n') + between + other.join('\n') + '\n')).toEqual([KITES, MOTHS, DOUGH]);
  });

  test('two dense dumps may be glued in the middle of a line', async () => {
    const text = `${DENSE_PAGE.join('\n')}Get trending papers in your email inbox!\nSubscribe${DOUGH}\n${DOUGH_ABSTRACT}\n`;
    const { papers, problems } = await readPage(text);
    expect(problems).toEqual([]);
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
      [KITES, KITES_ABSTRACT],
      [MOTHS, MOTHS_ABSTRACT],
      [DOUGH, DOUGH_ABSTRACT],
    ]);
  });

  test.each([
    ['a date', ['  • 3 authors', '·', 'Oct 16, 2017 3']],
    ['the foot of the page', ['· Oct 16', '', '[Company](/company) [TOS](/tos) [Website](/website)']],
  ])('another page may be glued to %s, though that was cut too', async (_, foot) => {
    const page = [...spread('and it ends.', KITES, KITES_ABSTRACT), ...foot].join('\n');
    const next = ['Get trending papers in your email inbox!', MOTHS, MOTHS_ABSTRACT].join('\n');
    expect(await readTitles(`${page}new\n${next}\n`)).toEqual([KITES, MOTHS, 'ambiguous:1']);
    expect(await readTitles(`${page}new\n${next.slice(0, 12)}`)).not.toContain('Oct 16, 2017 3new');
  });
});
