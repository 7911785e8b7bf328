import { describe, expect, test } from 'vitest';
import { papersPage } from '../../../src/feeds/papers-page/index.ts';
import type { FeedItem } from '../../../src/feeds/feed.ts';
import { PageProof } from '../../../src/feeds/papers-page/proof.ts';
import { readPage, readTitles } from './read.ts';
import { KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT } from './sample.ts';

const HANDBOOK = [
  '# Installing the lantern',
  'The lantern runs wherever a battery fits, and the box has all that it needs. Put the battery in, press the button once, and wait until the light is steady; that takes about four seconds in a warm room.',
  '',
  '## In the garden',
  'Rain does no harm, but snow should be swept off before it melts. The handle turns both ways. Where the light flickers, the contacts want cleaning with a dry cloth, and nothing else will help for long.',
  '',
  '## Spare parts',
  'Glass, handle and battery are sold by the shop around the corner. The order number stands on the bottom of the lantern, below the battery, where it can be read with a mirror and a little patience.',
];
/** An abstract without a word of its authors. */
const REPORT =
  'Lanterns were hung in twelve gardens over a summer, and the moths around each were counted every night by two people. Numbers rose with the light up to a point, and fell beyond it. Rain made no difference, and neither did the moon; warm nights brought three times as many moths as cold ones, whatever the lamp.';

describe('text that is no page', () => {
  test('prose gives no paper, and one problem that tells what is missing', async () => {
    const { papers, problems } = await readPage(HANDBOOK);
    expect(papers).toEqual([]);
    expect(problems).toEqual([
      {
        code: 'no-papers',
        line: 1,
        message: expect.stringMatching(/^line 1: expected a papers page.*found nothing.*took nothing.*save it/),
      },
    ]);
  });

  test('of much prose, no more is read than shows that it is no page', async () => {
    let chunks = 0;
    const long = HANDBOOK.join('\n').repeat(20);
    function* bytes(): Generator<Uint8Array> {
      for (; chunks < 1000; chunks++) yield Buffer.from(`${long}\n`);
    }

    const codes = [];
    for await (const item of papersPage.read(asStream(bytes()), { source: 'page.txt' }))
      codes.push(item.kind === 'problem' ? item.problem.code : item.sighting.title);
    expect([codes, chunks < 100]).toEqual([['no-papers'], true]);
  });

  test.each([
    [2, true],
    [3, false],
  ])('a paper beside %i lines that could be either is given out: %s', (count, is) => {
    const proof = new PageProof();
    const paper: FeedItem = { kind: 'sighting', sighting: { title: KITES, abstract: KITES_ABSTRACT, line: 1 } };
    const problem: FeedItem = { kind: 'problem', problem: { code: 'ambiguous', message: 'line 2: …' } };
    const items = [paper, ...Array.from({ length: count }, () => problem)];
    expect(proof.pass(items, false)).toEqual([]);
    expect(proof.end()).toEqual(is ? items : undefined);
  });
});

describe('a piece of a page that has none of its marks', () => {
  test('abstracts in the words of their authors show what it is', async () => {
    const piece = [KITES, '', KITES_ABSTRACT, '', MOTHS, '', MOTHS_ABSTRACT];
    expect(await readTitles(piece)).toEqual([KITES, MOTHS]);
  });

  test('without such words it gives nothing', async () => {
    expect(await readTitles(['Lanterns in Twelve Gardens', '', REPORT])).toEqual(['no-papers:1']);
  });

  test.each([
    ['the number of authors', ['  • 3 authors', '·', 'Jul 3, 2025']],
    ['upvotes', ['Upvote 12']],
    ['a link to the paper', ['https://huggingface.co/papers/2507.01001']],
    ['the words above all papers', ['Daily Papers']],
  ])('%s: shows it, too', async (_, mark) => {
    const title = 'Lanterns in Twelve Gardens';
    const piece = mark[0] === 'Daily Papers' ? [...mark, '', title, '', REPORT] : [title, '', REPORT, '', ...mark];
    expect(await readTitles(piece)).toEqual([title]);
  });
});

async function* asStream(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
