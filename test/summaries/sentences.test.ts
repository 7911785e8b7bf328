import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../src/summaries/sentences.ts';

describe('sentencesOf', () => {
  it.each([
    ['abbreviations', 'Small models, e.g. GPT-2, i.e. BERT, fail. See Fig. 3 and Eq. (2) vs. Table 1. We fix it.', 3],
    ['names before a year and at an end', 'We follow Smith et al. 2020. Later came Doe et al. We differ.', 3],
    ['initials and countries', 'The method of J. Pearl holds in the U.S. Census. It needs vitamin C. We show why.', 3],
    ['decimals and versions', 'Accuracy is 0.5 higher than v1.2 at p < .05 with 3.5x speed. It costs 1.5 GB.', 2],
    ['formulas', 'It takes $O(n^2)$ steps for $n!$ orders and $p. Q$ pairs. {\\it Nothing} is lost. $N$ stays.', 3],
    ['an ellipsis', 'It goes on ... and on. Then it stops... We count.', 3],
    ['questions and quotes', 'Does it work? "It does!" they say. We ask (why not?) and answer.', 3],
    ['a missing space', 'We train on two tasks.We propose a third.Experiments show gains.', 3],
    ['addresses', 'Code is at https://example.org/a.b. See www.example.org/We.html for more.', 2],
    ['full-width stops', '本文提出一种方法。它很快！效果好吗？', 3],
  ])('is not misled by %s', (_name, text, count) => {
    expect(sentencesOf(text)).toHaveLength(count);
  });

  it('gives verbatim substrings, line breaks kept, in order', () => {
    const text = '  We train\r\na model. It\nworks.  \n\nA new paragraph without end\n\n- an item.';
    expect(sentencesOf(text)).toEqual([
      'We train\r\na model.',
      'It\nworks.',
      'A new paragraph without end',
      '- an item.',
    ]);
  });

  it('finds none in nothing', () => {
    expect(sentencesOf('')).toEqual([]);
    expect(sentencesOf(' \n\n ')).toEqual([]);
  });

  it('keeps every letter of the text', () => {
    const text = 'A. B! C? D.E e.g. F. We (x.) Y. Z'.repeat(20);
    expect(sentencesOf(text).join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
  });
});
