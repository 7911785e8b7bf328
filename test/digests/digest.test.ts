import { describe, expect, test } from 'vitest';
import { countCards, toDigestLine, toPost, type Digest } from '../../src/digests/digest.ts';
import { fakeCards } from '../fakes/services.ts';

const empty: Digest = { channel: 'fake:c', from: 2, to: 4, sections: [], considered: 0 };

function digestOf(considered: number, ...sections: readonly (readonly [cards: number, more: number])[]): Digest {
  return {
    ...empty,
    considered,
    sections: sections.map(([cards, more], i) => ({ topic: `Topic ${i + 1}`, cards: fakeCards(cards), more })),
  };
}

test('counts the cards of all sections', () => {
  expect([countCards(empty), countCards(digestOf(9, [2, 1], [3, 0]))]).toEqual([0, 5]);
});

describe('the line for programs', () => {
  test('holds of each paper what they need, and no more', () => {
    const [card] = fakeCards(1);
    const cards =
      card === undefined
        ? []
        : [
            { ...card, upvotes: 3 },
            { ...card, url: 'https://doi.org/10.1/2' },
          ];
    expect(toDigestLine({ ...empty, sections: [{ topic: 'Moths', cards, more: 0 }] })).toEqual({
      channel: 'fake:c',
      from: 2,
      to: 4,
      sections: [
        {
          topic: 'Moths',
          papers: [
            { id: 'title:1', title: 'Paper 1', tldr: '', rung: 'sentence' },
            { id: 'title:1', title: 'Paper 1', tldr: '', rung: 'sentence', url: 'https://doi.org/10.1/2' },
          ],
        },
      ],
    });
  });

  test('counts what stands beyond the cap', () => {
    expect(toDigestLine(digestOf(9, [1, 4])).sections[0]).toMatchObject({ topic: 'Topic 1', more: 4 });
  });
});

describe('the post for people', () => {
  test('counts what is shown, what is not, and what came in', () => {
    expect(toPost(digestOf(9, [2, 1], [1, 0]))).toEqual({
      title: '4 new papers for you',
      sections: [
        { heading: 'Topic 1', cards: fakeCards(2), more: 1 },
        { heading: 'Topic 2', cards: fakeCards(1) },
      ],
      footer: '3 of 9 papers that came in, 1 more matched.',
    });
  });

  test('speaks of one paper as of one', () => {
    expect(toPost(digestOf(1, [1, 0]))).toMatchObject({
      title: '1 new paper for you',
      footer: '1 of 1 paper that came in.',
    });
  });

  test.each([
    [0, 'No new papers since the last digest.'],
    [1, '1 paper came in, none on your topics.'],
    [7, '7 papers came in, none on your topics.'],
  ])('with nothing to show of %d says why', (considered, text) => {
    expect(toPost({ ...empty, considered })).toEqual({ title: 'Nothing new for you', sections: [{ text }] });
  });
});
