import { describe, expect, it } from 'vitest';
import { compressSentence, cutAtWord } from '../../src/summaries/compress.ts';

const compress = (sentence: string) => compressSentence(sentence, 300);

describe('compressSentence', () => {
  it.each([
    ['In this paper, we study moths.', 'We study moths.'],
    ['However, in this short paper, we then study moths.', 'We study moths.'],
    ['In this work we study moths.', 'We study moths.'],
    ['To address these gaps in moth, bee and ant counting, we count them.', undefined],
    ['To address these gaps in counting, we count moths.', 'We count moths.'],
    ['To recover those wings we catch moths.', 'We catch moths.'],
    ['To find them, all moths, we use lamps.', undefined],
    ['Motivated by this, this paper counts moths.', 'This paper counts moths.'],
    ['To count moths at night, we use lamps.', undefined],
    ['Specifically, it counts moths.', 'It counts moths.'],
    ['Finally, vLLM serves moths.', 'vLLM serves moths.'],
  ])('drops openers that point elsewhere: %s', (sentence, expected) => {
    expect(compress(sentence)).toBe(expected ?? sentence);
  });

  it.each([
    ['We introduce MothNet, a net that catches moths.', 'MothNet is a net that catches moths.'],
    [
      'This paper presents the Moth Net 2.0 (MN), the first net for moths.',
      'The Moth Net 2.0 (MN) is the first net for moths.',
    ],
    ['We propose dMoth, an index of moths.', 'dMoth is an index of moths.'],
    [
      'We introduce MothNet, a net for moths, bees, and small ants, and counts the rest.',
      'MothNet is a net for moths, bees, and small ants, and counts the rest.',
    ],
  ])('states plainly what a named thing is: %s', (sentence, expected) => {
    expect(compress(sentence)).toBe(expected);
  });

  it.each([
    'We introduce MothNet, a net for moths, and show that it holds.',
    'We introduce MothNet, a net for moths, and train BeeNet on it.',
    'We introduce MothNet, a net for moths, by weaving silk.',
    'We introduce MothNet, a net, and BeeNet, a hive.',
    'We introduce MothNet and BeeNet, a pair of nets.',
    'We introduce MothNet, a net with which we catch moths.',
    'We propose a light, a lamp of sorts.',
    'We use MothNet, a net for moths.',
  ])('leaves a sentence alone that says more: %s', (sentence) => {
    expect(compress(sentence)).toBe(sentence);
  });

  it('folds white space, drops citations and unwraps simple LaTeX', () => {
    expect(compress("We use\n \\textbf{lamps} and {\\it nets} [3, 4-6] for 5\\% of ``moths''.")).toBe(
      'We use lamps and nets for 5% of "moths".',
    );
  });

  it('cuts a long sentence first at its asides, then at a clause, then at a word', () => {
    const fit = (sentence: string) => compressSentence(sentence, 60);
    expect(fit('We catch moths (large, small and very small ones) with our bright new lamps.')).toBe(
      'We catch moths with our bright new lamps.',
    );
    expect(fit('We catch moths with our bright new lamps, enabling a count of moths in every garden.')).toBe(
      'We catch moths with our bright new lamps.',
    );
    expect(fit('We catch moths with two bright devices: (1) lamps; (2) nets in the woods and gardens.')).toBe(
      'We catch moths with two bright devices.',
    );
    expect(fit('We catch moths of many kinds by: (1) lamps in all the gardens; (2) nets in the woods.')).toBe(
      'We catch moths of many kinds by: (1) lamps in all the…',
    );
  });
});

describe('cutAtWord', () => {
  it('keeps what fits and cuts what does not at a word', () => {
    expect(cutAtWord('one two', 7)).toBe('one two');
    expect(cutAtWord('one two, three', 10)).toBe('one two…');
  });

  it('cuts a text without spaces, but no surrogate pair', () => {
    expect(cutAtWord('飞蛾飞蛾飞蛾', 4)).toBe('飞蛾飞…');
    expect(cutAtWord('🦋🦋🦋', 4)).toBe('🦋…');
  });
});
