import { countedBehind, type NumberMention } from './numbers.ts';
import { signBehind } from './units.ts';

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS = 'third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

const WORTH: ReadonlyMap<string, number> = new Map([
  ...SMALL.map((word, i): [string, number] => [word, i]),
  ...TENS.map((word, i): [string, number] => [word, 10 * (i + 2)]),
  ...ORDINALS.map((word, i): [string, number] => [word, i + 3]),
  ['dozen', 12],
  ['hundred', 100],
]);
const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
const WORDS = new RegExp(
  String.raw`\b(?<tens>(?:${TENS.join('|')})[\s-])?(?<word>${[...WORTH.keys()].join('|')})s?(?<fold>-?fold| times)?(?:[\s-](?<scale>${[...SCALES.keys()].join('|')})s?)?\b`,
  'giu',
);

/** The numbers of a folded text that are written in words, from `zero` to `ninety-nine trillion`, in order. */
export function numberWordsIn(text: string): readonly NumberMention[] {
  return [...text.matchAll(WORDS)].map((found) => {
    const { tens, word = '', fold, scale } = found.groups ?? {};
    const small = (WORTH.get(word.toLowerCase()) ?? 0) + (WORTH.get((tens ?? '').toLowerCase().slice(0, -1)) ?? 0);
    const value = small * (SCALES.get((scale ?? '').toLowerCase()) ?? 1);
    const end = found.index + found[0].length;
    const after = text.slice(end, end + 90);
    const sign = fold === undefined ? signBehind(after) : 'times';
    return {
      written: found[0],
      digits: String(small),
      values: [value],
      isScaled: scale !== undefined,
      ...(sign !== undefined && { sign }),
      ...countedBehind(after),
      // Whoever writes a number out counts with it.
      isCount: true,
      start: found.index,
      end,
    };
  });
}
