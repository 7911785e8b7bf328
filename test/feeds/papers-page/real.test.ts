import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { renderPage, SHAPES, type KnownPaper } from './pages.ts';
import { readPage } from './read.ts';
import { renderSaverPage, SAVER_SHAPES } from './saver-pages.ts';

const DATA = new URL('../../../../shared/data/', import.meta.url);
const here = existsSync(DATA) ? '' : ' (skipped: no ../shared/data)';

function read(path: string): Buffer {
  return readFileSync(new URL(path, DATA));
}

describe.skipIf(here !== '')(`real dumps${here}`, () => {
  const dumps = here === '' ? readdirSync(new URL('dumps/', DATA)).toSorted() : [];

  test('three dumps hold 61, 195 and 52 papers, each with its abstract, and no problem', async () => {
    const pages = await Promise.all(dumps.map((name) => readPage(read(`dumps/${name}`))));
    expect(pages.map(({ papers, problems }) => [papers.length, problems.length])).toEqual([
      [61, 0],
      [195, 0],
      [52, 0],
    ]);
    const papers = pages.flatMap((page) => page.papers);
    expect(Math.max(...papers.map(({ title }) => title.length))).toBeLessThanOrEqual(162);
    expect(papers.filter(({ title }) => title.endsWith('?')).length).toBeGreaterThanOrEqual(3);
    expect(Math.min(...papers.map(({ abstract }) => abstract?.length ?? 0))).toBeGreaterThan(200);
    for (const { title, abstract = '' } of papers) {
      expect(title).not.toMatch(/^Subscribe|\.$/);
      expect(abstract).not.toMatch(/Get trending papers|Subscribe$/);
    }
  });

  test('the dump with cards: all papers have authors and date, some have comments', async () => {
    const { papers } = await readPage(read(`dumps/${dumps[2]}`));
    expect(papers.filter(({ authorCount }) => authorCount !== undefined)).toHaveLength(52);
    expect(papers.filter(({ published }) => published !== undefined)).toHaveLength(52);
    expect(papers.filter(({ comments }) => comments !== undefined).length).toBeGreaterThanOrEqual(5);
    expect(papers.every(({ published }) => published?.inferred === true || (published?.year ?? 0) < 2026)).toBe(true);
  });

  test('a trending page and a search page: three papers each, with ids, votes and dates', async () => {
    for (const name of ['C_trending_page_structured_links.txt', 'E_search_page_notebook_export_plain.txt']) {
      const { papers, problems } = await readPage(read(`pages/${name}`));
      expect(problems).toEqual([]);
      expect(papers.map(({ arxivId }) => typeof arxivId)).toEqual(['string', 'string', 'string']);
      expect(papers.every(({ published }) => published?.year !== undefined && published.inferred === undefined)).toBe(
        true,
      );
      expect(papers.filter(({ upvotes }) => upvotes !== undefined).length).toBeGreaterThanOrEqual(2);
      expect(papers.filter(({ organization }) => organization !== undefined)).toHaveLength(1);
    }
  });
});

describe.skipIf(here !== '')(`pages written from 100,000 real papers${here}`, () => {
  const papers = here === '' ? corpus() : [];

  test.each([...SHAPES, ...SAVER_SHAPES])(
    '%s: all titles given out are right, and nearly all are found',
    async (shape) => {
      let [wanted, found] = [0, 0];
      for (let page = 0; page < 40; page++) {
        const shown = Array.from({ length: 20 }, (_, i) => papers[(page * 977 + i * 4801) % papers.length]).filter(
          (paper) => paper !== undefined,
        );
        const own = SHAPES.find((known) => known === shape);
        const saver = SAVER_SHAPES.find((known) => known === shape);
        const lines =
          own === undefined ? (saver === undefined ? [] : renderSaverPage(saver, shown)) : renderPage(own, shown);
        const titles = new Set(shown.map(({ title }) => title));
        const given = (await readPage(lines)).papers.map(({ title }) => title);
        expect(given.filter((title) => !titles.has(title))).toEqual([]);
        wanted += titles.size;
        found += new Set(given).size;
      }
      expect(found / wanted).toBeGreaterThanOrEqual(0.99);
    },
  );
});

/** Every fiftieth paper, where its abstract ends as a sentence does. */
function corpus(): readonly KnownPaper[] {
  const lines = gunzipSync(read('corpus/papers-100k.jsonl.gz')).toString().split('\n');
  return lines.flatMap((line, i) => (i % 50 === 0 && line !== '' ? known(JSON.parse(line), i) : []));
}

function known({ title, abstract }: { title: string; abstract: string }, i: number): readonly KnownPaper[] {
  const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const paper = {
    title: fold(title),
    paragraphs: [fold(abstract)],
    authors: 3,
    date: 'Jul 3, 2024',
    upvotes: i % 90,
    comments: 0,
  };
  return /[.!?]$/.test(paper.paragraphs[0] ?? '')
    ? [{ ...paper, arxivId: `2407.${String(i % 100_000).padStart(5, '0')}` }]
    : [];
}
