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
  spread,
  wrapped,
} from './sample.ts';

const LONG =
  'Kites, Moths and Rising Dough: On the Weighing, Counting and Kneading of Light Things in Changing Winds, with Twelve Beaches, Forty Lanterns and a Very Patient Baker';

describe('titles', () => {
  test.each([
    ['of 162 characters', LONG.slice(0, 162)],
    ['that is a question', 'Do kites dream of strings?'],
    ['that ends in an exclamation', 'Stop weighing kites!'],
    ['that ends in a full stop', 'Weighing Kites with Strings, Etc.'],
    ['that holds a sentence', 'Are Strings All You Need? A Study of Kites'],
    ['in lower case', 'weighing kites with nothing but strings'],
    ['that begins with a digit', '3D kites from 2D strings'],
    ['that begins with a lower-case name', 's1: simple kite-time scaling'],
    ['with brackets', '[Re] Kites (and Strings) [Extended Version]'],
    ['with Markdown signs', 'Kites *and* Strings: __init__ is `all` you #need'],
    ['with LaTeX', 'Weighing $\\epsilon$-Kites in $O(n^{2})$ with \\textbf{Strings}'],
    ['in Chinese', '风筝与弦：张力的测量'],
    ['of one word', 'Kites'],
    ['with a date inside', 'What We Saw on May 4'],
    ['with authors inside', 'On the Many Kites of 12 authors'],
  ])('a title %s', async (_, title) => {
    const expected = { papers: [{ title, abstract: DOUGH_ABSTRACT }, { title: MOTHS }], problems: [] };
    expect(await readPage(spread(...HEAD, title, DOUGH_ABSTRACT, MOTHS, MOTHS_ABSTRACT))).toMatchObject(expected);
    expect(await readPage([...HEAD, title, DOUGH_ABSTRACT, MOTHS, MOTHS_ABSTRACT])).toMatchObject(expected);
  });

  test('a number is a title where an abstract stands under it', async () => {
    expect(
      await readTitles(spread(...HEAD, KITES, KITES_ABSTRACT, '0', DOUGH_ABSTRACT, MOTHS, MOTHS_ABSTRACT)),
    ).toEqual([KITES, '0', MOTHS]);
  });

  test('a word of the page is a title where a link says so, and else is reported', async () => {
    const card = ['  • 2 authors', '·', 'Oct 16'];
    expect(
      await readTitles([
        ...HEAD,
        KITES,
        KITES_ABSTRACT,
        ...card,
        'Search',
        DOUGH_ABSTRACT,
        ...card,
        MOTHS,
        MOTHS_ABSTRACT,
        ...card,
      ]),
    ).toEqual([KITES, MOTHS, 'ambiguous:11']);
    const linked = (title: string, id: string): string => `### [${title}](https://huggingface.co/papers/${id})`;
    expect(
      await readTitles(
        spread(...HEAD, linked('Search', '2507.01001'), DOUGH_ABSTRACT, linked(MOTHS, '2507.01002'), MOTHS_ABSTRACT),
      ),
    ).toEqual(['Search', MOTHS]);
  });
});

describe('abstracts', () => {
  test.each([
    ['that ends in a link', `${KITES_ABSTRACT} Code is available at https://github.com/kites/hum`],
    ['without a full stop', `${KITES_ABSTRACT} All of it will be made public`],
    [
      'of one paragraph in Chinese',
      '我们测量风筝在变化的风中的张力。该方法在十二个海滩上进行了测试，并且不需要校准。我们还发布了数据。',
    ],
  ])('an abstract %s', async (_, abstract) => {
    for (const page of [
      spread(...HEAD, DOUGH, abstract, MOTHS, MOTHS_ABSTRACT),
      [...HEAD, DOUGH, abstract, MOTHS, MOTHS_ABSTRACT],
    ]) {
      const { papers, problems } = await readPage(page);
      expect(problems).toEqual([]);
      expect(papers.map((paper) => [paper.title, paper.abstract ?? paper.blurb])).toEqual([
        [DOUGH, abstract],
        [MOTHS, MOTHS_ABSTRACT],
      ]);
    }
  });

  test('several paragraphs are kept apart by an empty line', async () => {
    const { papers, problems } = await readPage(
      spread(...HEAD, KITES, KITES_ABSTRACT, DOUGH_ABSTRACT, MOTHS, MOTHS_ABSTRACT),
    );
    expect(problems).toEqual([]);
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
      [KITES, `${KITES_ABSTRACT}\n\n${DOUGH_ABSTRACT}`],
      [MOTHS, MOTHS_ABSTRACT],
    ]);
  });

  test('one sentence is the blurb of the site, not the abstract', async () => {
    const blurb = 'A tether that hums in the wind tells the load of a kite to within three percent.';
    expect((await readPage(spread(...HEAD, KITES, blurb, MOTHS, MOTHS_ABSTRACT))).papers).toMatchObject([
      { title: KITES, blurb },
      { title: MOTHS, abstract: MOTHS_ABSTRACT },
    ]);
  });

  test.each([
    ['empty lines', spread(...HEAD, KITES, KITES_ABSTRACT, DOUGH, MOTHS, MOTHS_ABSTRACT)],
    ['none', [...HEAD, KITES, KITES_ABSTRACT, DOUGH, MOTHS, MOTHS_ABSTRACT]],
    [
      'cards',
      [
        ...HEAD,
        KITES,
        KITES_ABSTRACT,
        '  • 2 authors',
        '·',
        'Oct 16',
        DOUGH,
        '  • 3 authors',
        '·',
        'Oct 17',
        MOTHS,
        MOTHS_ABSTRACT,
        '  • 1 author',
      ],
    ],
  ])('one may be missing (%s)', async (_, page) => {
    const { papers, problems } = await readPage(page);
    expect(problems).toEqual([]);
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
      [KITES, KITES_ABSTRACT],
      [DOUGH, undefined],
      [MOTHS, MOTHS_ABSTRACT],
    ]);
  });
});

describe('wrapped text', () => {
  test.each([60, 72, 80, 100])(
    'titles and abstracts wrapped to %i characters, with empty lines between',
    async (width) => {
      const texts = [LONG, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT, DOUGH, DOUGH_ABSTRACT];
      const page = [...HEAD, '', ...texts.flatMap((text) => [...wrapped(width, text), ''])];
      const { papers, problems } = await readPage(page);
      expect(problems).toEqual([]);
      expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
        [LONG, KITES_ABSTRACT],
        [MOTHS, MOTHS_ABSTRACT],
        [DOUGH, DOUGH_ABSTRACT],
      ]);
    },
  );

  test.each([72, 80])('abstracts wrapped to %i characters without empty lines', async (width) => {
    const page = [
      ...HEAD,
      ...[KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT, DOUGH, DOUGH_ABSTRACT].flatMap((text) => wrapped(width, text)),
    ];
    const { papers, problems } = await readPage(page);
    expect(problems).toEqual([]);
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
      [KITES, KITES_ABSTRACT],
      [MOTHS, MOTHS_ABSTRACT],
      [DOUGH, DOUGH_ABSTRACT],
    ]);
  });

  test.each([0, 1])(
    'tabs before lines are no part of their width (every second line from line %i on)',
    async (first) => {
      const lines = wrapped(57, KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT, DOUGH, DOUGH_ABSTRACT);
      const page = [...HEAD, ...lines.map((line, i) => (i % 2 === first ? `\t${line}` : line))];
      expect(await readTitles(page)).toEqual([KITES, MOTHS, DOUGH]);
    },
  );

  test('a line that may end an abstract as well as begin the next paper is reported, and what depends on it', async () => {
    const abstract = 'It can, for up to forty moths at a time. All of them were counted twice.';
    const page = [
      ...HEAD,
      ...wrapped(60, KITES, KITES_ABSTRACT, MOTHS, abstract),
      'All of it will be made public',
      ...wrapped(60, 'Learning to knead: the memory of a patient dough', DOUGH_ABSTRACT),
    ];
    expect(await readTitles(page)).toEqual([KITES, MOTHS, 'ambiguous:15', 'ambiguous:16']);
  });

  test('where nobody can say whether two lines are one title or two, both are reported', async () => {
    const halves = ['Weighing Kites and Strings in Changing Winds: A', 'Study of Tethered Flight on Beaches'];
    const page = [...HEAD, ...halves, ...wrapped(80, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT, DOUGH, DOUGH_ABSTRACT)];
    expect(await readTitles(page)).toEqual([MOTHS, DOUGH, 'ambiguous:6', 'ambiguous:7']);
  });

  test('what breaks off before an address is no title', async () => {
    const last = ['We weigh them again. Code is available at', 'https://github.com/kites/hum', '', '  • 2 authors'];
    const titles = await readTitles([...spread(...HEAD, KITES), '', ...wrapped(100, KITES_ABSTRACT), '', ...last]);
    expect(titles.filter((title) => title.includes('available'))).toEqual([]);
  });

  test('a link that the wrapping left on a line of its own stays in its abstract', async () => {
    const abstract = `${KITES_ABSTRACT} We publish all of the code at https://github.com/kites/hum`;
    const page = [...HEAD, '', KITES, '', ...wrapped(80, abstract), '', MOTHS, '', ...wrapped(80, MOTHS_ABSTRACT)];
    expect((await readPage(page)).papers.map((paper) => paper.abstract)).toEqual([abstract, MOTHS_ABSTRACT]);
  });
});

describe('pages that were cut', () => {
  const text = `${spread(...HEAD, KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT).join('\n')}\n`;

  test('in a title: the title is left out and reported', async () => {
    expect(await readTitles(text.slice(0, text.indexOf('count moths')))).toEqual([KITES, 'truncated:15']);
  });

  test('in an abstract: it is kept as far as it goes, and reported', async () => {
    const { papers, problems } = await readPage(text.slice(0, text.indexOf('to forty moths')));
    expect(papers[1]?.blurb).toMatch(/^Moths gather .* can for up.*…$/);
    expect(problems).toMatchObject([{ code: 'truncated', line: 15 }]);
  });

  test('in a character of several bytes', async () => {
    const bytes = Buffer.from(text.replace('Moths gather', 'Möths gather'));
    const { papers, problems } = await readPage(bytes.subarray(0, bytes.indexOf('ö') + 1));
    expect(papers.map(({ title }) => title)).toEqual([KITES, MOTHS]);
    expect(problems).toMatchObject([{ code: 'truncated', line: 15 }]);
  });

  test('at the beginning, in an abstract: what has no title is reported', async () => {
    expect(await readTitles(text.slice(text.indexOf('strings that hold')))).toEqual([MOTHS, 'ambiguous:1']);
  });

  test('at the beginning, in a title: half a title is no title', async () => {
    expect(await readTitles(text.slice(text.indexOf('ith Strings')))).toEqual([MOTHS, 'ambiguous:1']);
  });

  test('at the beginning, in a title of two lines: its second line is no title, whatever its words', async () => {
    const wide = (...texts: readonly string[]): readonly string[] => [
      '',
      ...wrapped(76, ...texts),
      '',
      '  • 2 authors',
    ];
    const rest = [
      'Changing Winds and Tides',
      ...wide(KITES_ABSTRACT.slice(0, 146)),
      '',
      MOTHS,
      ...wide(MOTHS_ABSTRACT),
    ];
    expect(await readTitles(rest)).toEqual([MOTHS, 'ambiguous:1']);
    const dense = ['th', 'Flight', 'We weigh kites by their hum.', ...wrapped(80, MOTHS, MOTHS_ABSTRACT)];
    expect(await readTitles(dense)).toEqual([MOTHS, 'ambiguous:1', 'ambiguous:2']);
  });

  test.each([
    ['an address', ['https://kites.example/hum', 'Deep Lab', '·', 'Published on Jun 2']],
    ['a date', ['019 9', 'iKite: weighing kites with strings', KITES_ABSTRACT, '2 authors', '·', 'Oct 16']],
  ])('at the beginning, in %s: what stands next is no title', async (_, lines) => {
    const { papers, problems } = await readPage([...lines, 'Submitted by', 'reader', MOTHS, MOTHS_ABSTRACT, '·']);
    expect(papers.map(({ title }) => title)).toEqual([MOTHS]);
    expect(problems).toMatchObject([{ code: 'ambiguous' }]);
  });

  test('at the beginning, in a sentence above an address: the organisation below it is no title', async () => {
    const rest = ['ilable at', 'https://github.com/kites/hum', 'Deep Lab', '·', 'Published on Jun 2', 'Upvote', '25'];
    const page = [...rest, 'Submitted by', 'reader', MOTHS, MOTHS_ABSTRACT, '·'];
    expect(await readTitles(page)).toEqual([MOTHS, 'ambiguous:1', 'ambiguous:3']);
  });

  test('at the beginning, in the words that open the page: those glued to the first title are still taken off', async () => {
    expect(await readTitles(['inbox!', `Subscribe${KITES}`, ...DENSE_PAGE.slice(2)])).toEqual([
      KITES,
      MOTHS,
      'ambiguous:1',
    ]);
  });

  test('at the end, where a title may go on: what was read of it is left out and reported', async () => {
    const begun = ['Weighing Kites with Strings and Lanterns: A Study of Tethered Flight', 'On Beaches and D'];
    expect(await readTitles([...HEAD, 'Submitted by', 'reader', ...begun].join('\n'))).toEqual(['truncated:8']);
    const organization = ['Weighing Kites with Strings: A Study of Tethered', 'Measurements', '·', '19'];
    expect(await readTitles([...HEAD, 'Submitted by', 'reader', ...organization].join('\n'))).toEqual(['ambiguous:8']);
  });

  test('nowhere: a page without its head is whole', async () => {
    expect(await readTitles(text.slice(text.indexOf(KITES)))).toEqual([KITES, MOTHS]);
    expect(await readTitles(DENSE_PAGE.slice(2))).toEqual([MOTHS, 'ambiguous:1']);
  });
});
