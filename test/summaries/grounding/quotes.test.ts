import { describe, expect, it } from 'vitest';
import { findQuote, isAbout } from '../../../src/summaries/grounding/quotes.ts';

describe('findQuote', () => {
  const abstract = 'Moths matter. We propose a light\ntrap (v1.0) that counts. It is 3 times faster.';

  it.each([
    ['as it stands', 'We propose a light\ntrap', 'We propose a light\ntrap'],
    ['whatever its line breaks', 'a light  trap (v1.0)', 'a light\ntrap (v1.0)'],
    ['whatever its case', 'we propose A light', 'We propose a light'],
    ['without the marks around it', ' "We propose a light trap…"', 'We propose a light\ntrap'],
    ['with another full stop', 'that counts;', 'that counts'],
    ['that is the whole', abstract, abstract.slice(0, -1)],
  ])('finds a quote %s', (_name, quote, found) => {
    expect(findQuote(abstract, quote)).toBe(found);
  });

  it.each([
    ['quotation marks', 'a “light trap” it’s', `a "light trap" it's`],
    ['LaTeX quotation marks', "a ``light'' trap", 'a "light" trap'],
    ['dashes', 'light–trap — pages 3--4', 'light-trap - pages 3–4'],
    ['ligatures', 'an e\ufb03cient trap', 'an efficient trap'],
    ['invisible characters', 'a light\u00adtrap\u200b', 'a lighttrap'],
    ['an escaped percent sign', String.raw`by 54.6\% more`, 'by 54.6% more'],
    ['a formula', 'by $x^{2}$ more', 'by x^2 more'],
    ['a broken compound', 'state-of-the-\nart', 'state-of-the-art'],
    ['a hard space', 'a\u00a0trap', 'a trap'],
    ['characters outside the basic plane', '🦋🦋 count 𝑛 moths', '🦋🦋 count n moths'],
  ])('folds %s, and gives the passage as the abstract has it', (_name, passage, quote) => {
    expect(findQuote(`🦋 Moths. ${passage} here.`, quote)).toBe(passage);
  });

  it.each([
    ['of other words', 'We propose a dark trap'],
    ['that leaves words out', 'We propose … that counts'],
    ['that begins inside a word', 'ropose a light'],
    ['that ends inside a word', 'We propose a lig'],
    ['that is a pattern', '.*'],
    ['of marks alone', '"…"'],
    ['that is empty', ' '],
    ['with another number', 'It is 30 times faster.'],
    ['that is cut inside a number', 'that counts. It is 3 times faster. 1'],
  ])('finds no quote %s', (_name, quote) => {
    expect(findQuote(abstract, quote)).toBeUndefined();
  });

  it('finds a quote of whole words behind one that is cut', () => {
    expect(findQuote('lighttrap trap', 'trap')).toBe('trap');
  });
});

describe('isAbout', () => {
  it.each([
    ['the same words', 'A trap counts moths.', 'We propose a trap that counts moths.', true],
    ['the same words in other forms', 'Counting of moths', 'It counted a moth.', true],
    ['a quarter of its words', 'Traps count moths nightly.', 'moths fear owls, bats, lizards', true],
    ['one word of many', 'Bright lamps draw tiny moths.', 'moths fear owls, bats, lizards', false],
    ['no word', 'Bees sting.', 'We propose a trap.', false],
    ['only words that say nothing', 'We propose it.', 'We propose a trap.', false],
    ['a translation', 'A trap counts moths.', '本文提出一种数飞蛾的方法。', true],
    ['another text of the same script', '蜜蜂', '飞蛾很重要。', false],
  ])('judges %s', (_name, text, quote, expected) => {
    expect(isAbout(text, quote)).toBe(expected);
  });
});
