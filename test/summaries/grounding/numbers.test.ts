import { describe, expect, it } from 'vitest';
import { foldNotation } from '../../../src/summaries/grounding/notation.ts';
import { numberWordsIn } from '../../../src/summaries/grounding/number-words.ts';
import { numbersIn } from '../../../src/summaries/grounding/numbers.ts';

describe('numbersIn', () => {
  const read = (text: string) =>
    numbersIn(foldNotation(text)).map(({ written, values, sign, nouns }) => [written, ...values, sign, ...nouns]);

  it.each([
    ['percent', 'by 54.6\\% more', [['54.6%', 54.6, 'percent']]],
    ['points', 'by 5 percentage points', [['5 percentage', 5, 'points']]],
    [
      'points of something',
      'by 2.1 F1 points',
      [
        ['2.1 F1', 2.1, 'points'],
        ['F1', 1, 'points'],
      ],
    ],
    ['money', 'for \\$5 million', [['$5 million', 5e6, 'dollars']]],
    [
      'a plain dollar sign',
      'for $5 or $10',
      [
        ['$5', 5, 'dollars'],
        ['$10', 10, 'dollars'],
      ],
    ],
    ['time', 'in 20 ms', [['20 ms', 20, 'ms']]],
    ['memory', 'in 8GB', [['8GB', 8, 'GB']]],
    ['bits', '4-bit', [['4-bit', 4, 'bits']]],
    ['what is counted', '12 big data sets of moths', [['12 big data sets', 12, undefined]]],
    ['what is counted behind a hyphen', '7B-parameter', [['7B', 7e9, undefined, 'parameter']]],
    ['a power', '10^6 moths', [['10^6 moths', 1e6, undefined]]],
    [
      'a range',
      '57--87%',
      [
        ['57', 57, 'percent'],
        ['87%', 87, 'percent'],
      ],
    ],
    [
      'a list',
      '1, 7 and 13B',
      [
        ['1', 1, 1e9, undefined],
        ['7', 7, 7e9, undefined],
        ['13B', 13e9, undefined],
      ],
    ],
    ['a list of numerals', '(1) look 2) wait', []],
    ['a version', 'Lamp 2.5.1', [['2.5.1', Number.NaN, undefined]]],
    [
      'a size',
      '256x256',
      [
        ['256x256', 256, undefined],
        ['256', 256, undefined],
      ],
    ],
    ['a name', 'GPT-4o', [['GPT-4o', 4, undefined]]],
  ])('reads %s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

it('reads a thousand numbers of a text and no more', () => {
  expect(numbersIn('7 '.repeat(1_500))).toHaveLength(1_000);
});

describe('numberWordsIn', () => {
  it.each([
    ['small ones', 'three moths', [3]],
    ['tens', 'twenty-one and ninety moths', [21, 90]],
    ['large ones', 'two hundred or five million', [200, 5e6]],
    ['hundreds of something', 'hundreds of thousands', [100]],
    ['ordinals', 'the third of ten', [3, 10]],
    ['folds', 'a six-fold gain', [6]],
    ['no parts of words', 'someone often weighs attention', []],
  ])('reads %s', (_name, text, expected) => {
    expect(numberWordsIn(text).map(({ values }) => values[0])).toEqual(expected);
  });
});

it.each([
  ['a formula', '$x$ costs \\$5', 'x costs ¤5'],
  ['money that pairs up', 'from $5 to $10', 'from ¤5 to ¤10'],
  ['times', '2$\\times$, 3\\times4, 5times', '2×, 3×4, 5×'],
  ['formatting', '\\textbf{big} \\emph{moth}', 'big moth'],
  ['raised digits', 'A², 10⁻³', 'A^2, 10-^3'],
  ['arrows', '3\\rightarrow4 → 5', '3 to 4 to 5'],
  ['degrees', '360^{\\circ} 90º', '360° 90°'],
  ['dashes and marks', 'a — b “c” ‘d’', 'a - b "c" \'d\''],
  ['white space', ' a\n\tb ', 'a b'],
  ['spaces of LaTeX', 'a\\,b\\;c', 'a b c'],
  ['thousands', '10{,}000 and 7\\,000', '10,000 and 7000'],
  ['about', '\\sim5 ≈6', '~5 ~6'],
  ['raised text', '\\textsuperscript{2}', '^2'],
  ['commands', '\\pi r', 'pi r'],
  ['invisible characters', 'a\u00adb\u200bc', 'abc'],
  ['a compound over two lines', 'two-\nfold', 'two-fold'],
])('foldNotation folds %s', (_name, text, expected) => {
  expect(foldNotation(text)).toBe(expected);
});
