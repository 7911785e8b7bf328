import { beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { completeTitles, findByTitle, findNearTitles, type TitleSource } from '../../src/search/titles.ts';

const HOSTILE = [
  '"',
  "'; DROP TABLE library; --",
  'title:moth OR *',
  '(((((((((((((((((((((((((((((',
  'NEAR(a b, 3) AND NOT "',
  '\0\u0007\u202E moth',
  '\uD800',
  '^moth* + {x} : -',
  'x'.repeat(10_000),
  'moth '.repeat(2_000),
  '蛾'.repeat(10_000),
];

/** Papers by title, the newest last. */
async function sourceOf(titles: readonly string[]): Promise<TitleSource> {
  const store = await openStore('sqlite::memory:');
  const papers = new Map(titles.map((title, i): [string, Paper] => [`p${i}`, { id: `p${i}`, title, links: [] }]));
  await store.transaction(function* () {
    for (const paper of papers.values())
      yield* store.fullText.put(paper.id, { title: paper.title, abstract: 'We study moths in the abstract.' });
  });
  const ids = [...papers.keys()].toReversed();
  return {
    store,
    library: { get: async (wanted) => wanted.map((id) => papers.get(id)), newest: async (n) => ids.slice(0, n) },
  };
}

function titlesOf(papers: readonly Paper[]): readonly string[] {
  return papers.map(({ title }) => title);
}

describe('titles', () => {
  let source: TitleSource;

  beforeAll(async () => {
    source = await sourceOf([
      'Moth nets',
      'The nets of a moth',
      'Mothballs, in use',
      'Bat ears and café light',
      '灯と蛾',
    ]);
  });

  test.each([
    ['moth', ['Moth nets', 'Mothballs, in use', 'The nets of a moth']],
    ['net mo', []],
    ['nets mo', ['Moth nets', 'The nets of a moth']],
    ['NETS  moth', ['Moth nets', 'The nets of a moth']],
    ['mo', ['Mothballs, in use', 'The nets of a moth', 'Moth nets']],
    ['in u', ['Mothballs, in use']],
    ['cafe', ['Bat ears and café light']],
    ['蛾', ['灯と蛾']],
    ['abstract', []],
    ['', ['灯と蛾', 'Bat ears and café light', 'Mothballs, in use', 'The nets of a moth', 'Moth nets']],
    ['–', ['灯と蛾', 'Bat ears and café light', 'Mothballs, in use', 'The nets of a moth', 'Moth nets']],
  ])('that %j may become: %j', async (typed, expected) => {
    expect(titlesOf(await completeTitles(source, typed, 9))).toEqual(expected);
    expect(titlesOf(await completeTitles(source, typed, 1))).toEqual(expected.slice(0, 1));
  });

  test.each([
    ['moth nets', ['Moth nets']],
    ['moth', ['Moth nets', 'The nets of a moth']],
    ['nets moth', ['Moth nets', 'The nets of a moth']],
    ['bat ear', ['Bat ears and café light']],
    ['???', []],
  ])('that fit %j best: %j', async (typed, expected) => {
    expect(titlesOf(await findByTitle(source, typed, 9))).toEqual(expected);
  });

  test('near to what was typed have a telling word of it', async () => {
    expect(titlesOf(await findNearTitles(source, 'the moth whisperer', 1))).toEqual(['Moth nets']);
    expect(titlesOf(await findNearTitles(source, 'the use of whales', 9))).toEqual([]);
  });

  test.each(HOSTILE)('%j finds what there is, and breaks nothing', async (typed) => {
    for (const find of [completeTitles, findByTitle, findNearTitles])
      expect(await find(source, typed, 3)).toBeInstanceOf(Array);
  });
});

test('are completed in a tenth of a second among 20,000', async () => {
  const words = Array.from({ length: 400 }, (_, i) => `${'mtsalpc'.charAt(i % 7)}o${i.toString(36)}del`);
  const titles = Array.from({ length: 20_000 }, (_, i) => {
    const at = (step: number): string => words[(i * step + (i >> 5)) % words.length] ?? '';
    return `${at(1)} ${at(7)} of ${at(31)} and ${at(113)}`;
  });
  const source = await sourceOf(titles);
  const typed = ['', 'm', 'mo', 'mo7', 'to1', 'of', 'and t', `${titles[77]}`.slice(0, 12), ...words.slice(0, 42)];
  const tookMs: number[] = [];
  for (const text of typed) {
    const from = performance.now();
    expect((await completeTitles(source, text, 25)).length).toBeGreaterThan(0);
    tookMs.push(performance.now() - from);
  }
  // The two slowest of fifty are left to whatever else this machine does.
  expect(tookMs.toSorted((a, b) => a - b).at(-3)).toBeLessThan(100);
});
