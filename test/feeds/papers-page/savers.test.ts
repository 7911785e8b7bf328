import { describe, expect, test } from 'vitest';
import type { Sighting } from '../../../src/papers/paper.ts';
import { readPage } from './read.ts';
import { DOUGH, DOUGH_ABSTRACT, KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT } from './sample.ts';
import type { KnownPaper } from './pages.ts';
import { renderSaverPage, SAVER_SHAPES, type SaverShape } from './saver-pages.ts';

const PAPERS: readonly KnownPaper[] = [
  {
    title: KITES,
    paragraphs: [KITES_ABSTRACT],
    arxivId: '2507.01001',
    authors: 4,
    date: 'Jul 3, 2025',
    upvotes: 17,
    comments: 2,
  },
  {
    title: MOTHS,
    paragraphs: [MOTHS_ABSTRACT],
    arxivId: '2507.01002',
    authors: 1,
    date: 'Jun 30, 2024',
    upvotes: 0,
    comments: 0,
  },
  {
    title: DOUGH,
    paragraphs: [DOUGH_ABSTRACT],
    arxivId: '2507.01003',
    authors: 12,
    date: 'Jul 10, 2025',
    upvotes: 1200,
    comments: 1,
  },
];

/** What each way of saving shows of a paper, besides title and abstract. */
const SHOWN: Readonly<Record<SaverShape, readonly (keyof Sighting)[]>> = {
  copied: ['authorCount', 'upvotes', 'comments'],
  'copied-trending': ['organization', 'published', 'upvotes'],
  reader: ['arxivId', 'authorCount', 'upvotes', 'comments'],
  lynx: ['authorCount', 'published', 'upvotes'],
  w3m: ['authorCount', 'published'],
  html2text: ['arxivId', 'authorCount', 'published', 'upvotes', 'links'],
  pandoc: ['arxivId', 'authorCount', 'published', 'upvotes'],
  bullets: ['authorCount', 'published'],
  'angle-links': ['arxivId', 'authorCount', 'published', 'upvotes'],
};

describe('pages as other tools would save them', () => {
  test.each(SAVER_SHAPES)('%s: the papers with all their facts, and nothing else', async (shape) => {
    const { papers, problems } = await readPage(renderSaverPage(shape, PAPERS));
    expect(problems).toEqual([]);
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual(
      PAPERS.map(({ title, paragraphs }) => [title, shape === 'copied' ? undefined : paragraphs[0]]),
    );
    for (const paper of papers)
      for (const fact of SHOWN[shape].filter((shown) => shown !== 'comments')) expect(paper, fact).toHaveProperty(fact);
    expect(papers[0]?.authorCount ?? 4).toBe(4);
    expect(papers[0]?.upvotes ?? 17).toBeGreaterThanOrEqual(17);
    expect(papers[0]?.comments ?? 2).toBe(2);
    expect(papers[1]?.published ?? { month: 6, day: 30, year: 2024 }).toEqual({ month: 6, day: 30, year: 2024 });
    expect(papers[2]?.arxivId ?? '2507.01003').toBe('2507.01003');
  });
});
