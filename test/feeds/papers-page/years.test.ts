import { expect, test } from 'vitest';
import type { DumpContext } from '../../../src/feeds/feed.ts';
import { readPage } from './read.ts';
import { HEAD, KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT } from './sample.ts';

/** The date of a paper that is printed as `printed`, on a page with these other lines. */
async function dateOf(printed: string, context: Partial<DumpContext> = {}, ...others: readonly string[]) {
  const page = [
    ...HEAD,
    ...others,
    KITES,
    KITES_ABSTRACT,
    '  • 2 authors',
    '·',
    printed,
    MOTHS,
    MOTHS_ABSTRACT,
    '  • 2 authors',
  ];
  return (await readPage(page, context)).papers.find(({ title }) => title === KITES)?.published;
}

test('a printed year is the year', async () => {
  expect(await dateOf('Feb 12, 2021', { savedOn: new Date('2025-07-14') })).toEqual({ month: 2, day: 12, year: 2021 });
});

test.each([
  '10.10.2023',
  '10/10/2023',
  '2023/10/10 2',
  '10 déc. 2023',
  'Okt. 10, 2023',
  '2023年10月10日',
  '10월 7일 3',
])('a date of another language, %s, dates nothing and is no title', async (printed) => {
  const lines = [KITES, KITES_ABSTRACT, '  • 2 authors', '·', printed, MOTHS, MOTHS_ABSTRACT, '  • 2 authors', '·'];
  const { papers, problems } = await readPage([...HEAD, ...lines, printed]);
  expect(papers.map(({ title, published }) => [title, published])).toEqual([
    [KITES, undefined],
    [MOTHS, undefined],
  ]);
  expect(problems).toEqual([]);
});

test.each<[string, Partial<DumpContext>, readonly string[]]>([
  ['the day of saving', { savedOn: new Date('2025-07-14') }, []],
  ['a date in the name of the file', { source: 'dumps/2025-07-14.txt' }, []],
  ['a date in the address of the page', { source: 'https://huggingface.co/papers/date/2025-07-14' }, []],
  ['a link on the page', {}, ['https://huggingface.co/papers/date/2025-07-14']],
  ['the address that a saver wrote before the page', {}, ['URL Source: https://huggingface.co/papers/date/2025-07-14']],
])('the year may come from %s: the last one in which the day is not after it', async (_, context, lines) => {
  expect(await dateOf('Jul 14', context, ...lines)).toEqual({ month: 7, day: 14, year: 2025 });
  expect(await dateOf('Aug 5', context, ...lines)).toEqual({ month: 8, day: 5, year: 2024 });
});

test('front matter may tell the day of saving', async () => {
  const page = [
    '---',
    'title: "Daily Papers - Hugging Face"',
    'created: 2025-07-14',
    '---',
    ...HEAD,
    KITES,
    KITES_ABSTRACT,
    '  • 2 authors',
    '·',
    'Jul 3',
  ];
  const { papers, problems } = await readPage(page);
  expect(problems).toEqual([]);
  expect(papers[0]).toMatchObject({ title: KITES, published: { month: 7, day: 3, year: 2025 } });
});

test('without evidence it is the smallest that a page can have, marked as inferred', async () => {
  expect(await dateOf('Jul 14')).toEqual({ month: 7, day: 14, year: 2023, inferred: true });
});

test('a page that prints a year was saved after it', async () => {
  expect(await dateOf('Jul 14', {}, MOTHS, MOTHS_ABSTRACT, '  • 1 author', '·', 'Mar 3, 2024')).toEqual({
    month: 7,
    day: 14,
    year: 2025,
    inferred: true,
  });
});

test('an arXiv id carries a year', async () => {
  expect(await dateOf('Jul 14', {}, 'https://huggingface.co/papers/2501.01234')).toEqual({
    month: 7,
    day: 14,
    year: 2025,
    inferred: true,
  });
});

test('February 29 needs a leap year', async () => {
  expect(await dateOf('Feb 29')).toEqual({ month: 2, day: 29, year: 2024, inferred: true });
  expect(await dateOf('Feb 29', { savedOn: new Date('2026-03-01') })).toEqual({ month: 2, day: 29, year: 2024 });
});

test('the last line of a page may date its first paper', async () => {
  const page = [
    ...HEAD,
    KITES,
    KITES_ABSTRACT,
    '  • 2 authors',
    '·',
    'Jul 3',
    MOTHS,
    MOTHS_ABSTRACT,
    '  • 2 authors',
    '·',
    'Jul 4',
    'https://huggingface.co/papers/date/2025-07-14',
  ];
  expect((await readPage(page)).papers[0]?.published).toEqual({ month: 7, day: 3, year: 2025 });
});
