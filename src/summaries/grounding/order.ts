import { wordsOf } from '../words.ts';
import type { Fault } from './fault.ts';
import type { NumberMention } from './numbers.ts';
import type { Reading } from './reading.ts';

/** How many words before and behind a number say what it is the number of. */
const REACH = 5;

/** The end of a sentence, or another number. */
const BOUNDARY = /[.;!?] |\d/u;

/** By how much the other's place must suit a number better than its own. */
const MARGIN = 2;

/** How many numbers of a text, and how many places of one in the source, are compared: more than any real one has. */
const MOST_NUMBERS = 12;
const MOST_PLACES = 12;

/**
 * Numbers of a text that seem to stand in each other's place: each is in the source, but the words around it stand there around the other.
 */
export function findOrderFaults(text: Reading, source: Reading): readonly Fault[] {
  const own = text.numbers.filter(({ name }) => name === undefined).slice(0, MOST_NUMBERS);
  return own.flatMap((a, i) =>
    own
      .slice(i + 1)
      .filter((b) => a.sign === b.sign && a.values[0] !== b.values[0] && areSwapped(a, b, text.text, source))
      .map((b): Fault => ({ kind: 'order', found: `${a.written} … ${b.written}` })),
  );
}

function areSwapped(a: NumberMention, b: NumberMention, text: string, source: Reading): boolean {
  const [aroundA, aroundB] = [wordsAround(a, text), wordsAround(b, text)];
  const ofA = aroundA.difference(aroundB);
  const ofB = aroundB.difference(aroundA);
  const suits = (words: ReadonlySet<string>, { values }: NumberMention) =>
    Math.max(
      -Infinity,
      ...source.numbers
        .filter((mention) => mention.values.some((value) => values.includes(value)))
        .slice(0, MOST_PLACES)
        .map((mention) => words.intersection(wordsAround(mention, source.text)).size),
    );
  return suits(ofA, b) + suits(ofB, a) >= suits(ofA, a) + suits(ofB, b) + MARGIN;
}

/** The beginnings of the words near a number in its sentence, and the small word before it: "from", "to", "over". */
function wordsAround({ start, end }: NumberMention, text: string): ReadonlySet<string> {
  const before =
    text
      .slice(Math.max(0, start - 80), start)
      .split(BOUNDARY)
      .at(-1) ?? '';
  const behind = text.slice(end, end + 80).split(BOUNDARY, 1)[0] ?? '';
  const lead = /\b(?<word>from|to|over|under|than|by)\s?$/u.exec(before)?.groups?.['word'];
  const near = [...wordsOf(before).slice(-REACH), ...wordsOf(behind).slice(0, REACH)];
  return new Set([
    ...near.filter((word) => word.length > 3 && !/\d/u.test(word)).map((word) => word.slice(0, 6)),
    ...(lead === undefined ? [] : [`${lead} …`]),
  ]);
}
