import type { Pair } from '../pairs.ts';

/** A way to make a grounded text say something that its abstract does not. */
export interface Corruption {
  readonly name: string;
  /** The share of corrupted texts that has to be caught; none where it is only printed. */
  readonly atLeast?: number;
  /** The text with one thing changed, or undefined where it has nothing of the kind. */
  corrupt(text: string, pair: Pair, random: () => number): string | undefined;
}

type Change = (text: string) => string;

const NUMBER = /\d+(?:,\d{3})*(?:\.\d+)?/gu;

/** What a unit behind a number is changed to. */
const UNIT_CHANGES: readonly (readonly [unit: RegExp, others: readonly string[]])[] = [
  [/^\\?%/u, ['x', ' points', ' times', ' ms']],
  [/^ (?:percentage )?points?\b/u, ['%', 'x']],
  [/^(?:x|×|times)(?![\p{L}\d])/u, ['%', ' points', ' ms']],
  [/^ ?ms\b/u, [' s', ' minutes']],
  [/^ ?(?:s|seconds)\b/u, [' ms', ' minutes', ' hours']],
  [/^[ -]hours?\b/u, [' minutes', ' days', ' years']],
  [/^[ -]minutes?\b/u, [' seconds', ' hours']],
  [/^ ?GB\b/u, [' MB', ' TB']],
  [/^ ?MB\b/u, [' GB', ' KB']],
  [/^ ?TB\b|^-terabyte/u, [' GB', ' PB']],
  [/^[ -]bits?\b/u, ['-byte', '%']],
  [/^ ?fps\b/iu, [' Hz', ' ms']],
  [/^°/u, ['%', ' points']],
  [/^K\b/u, ['M', 'B']],
  [/^k\b/u, ['M', '%']],
  [/^M\b/u, ['B', 'K']],
  [/^B\b/u, ['M', 'T', 'K']],
  [/^[ -]thousand\b/u, [' million']],
  [/^[ -]million\b/u, [' billion', ' thousand']],
  [/^[ -]billion\b/u, [' million', ' trillion']],
  [/^[ -]trillion\b/u, [' billion']],
  ...swapNouns([
    'tokens',
    'parameters',
    'languages',
    'tasks',
    'datasets',
    'images',
    'videos',
    'models',
    'benchmarks',
    'questions',
  ]),
];

/** Words that turn a statement around, both ways. */
const OPPOSITES: readonly (readonly [RegExp, string])[] = [
  [/\boutperform(s|ing|ed)?\b/u, 'underperform$1'],
  [/\bimprov(es|ing|ed|e)\b/u, 'worsen'],
  [/\bimprovements?\b/u, 'degradation'],
  [/\breduc(?:es|ing|e)\b/u, 'increases'],
  [/\bincreas(?:es|ing|e)\b/u, 'reduces'],
  [/\benhanc(?:es|ing|e)\b/u, 'degrades'],
  [/\bwithout\b/u, 'with'],
  [/\bwith\b/u, 'without'],
  [/\benabl(?:es|ing)\b/u, 'prevents'],
  [/\bachiev(?:es|ing)\b/u, 'does not achieve'],
  [/\buses\b/u, 'does not use'],
  [/\bhigher\b/u, 'lower'],
  [/\blower\b/u, 'higher'],
  [/\bfaster\b/u, 'slower'],
  [/\bmore\b/u, 'less'],
  [/\bfewer\b/u, 'more'],
];

/** Every corruption, in the order of the table. */
export const corruptions: readonly Corruption[] = [
  { name: 'changed number', atLeast: 0.98, corrupt: changeNumber },
  { name: 'changed unit', atLeast: 0.9, corrupt: changeUnit },
  { name: 'invented "first", abstract has none', atLeast: 0.95, corrupt: inventor(/\bfirst/iu, firsts()) },
  { name: 'invented "first", abstract has a "first," in order', corrupt: inventFirstOverOrder },
  { name: 'invented "state of the art"', atLeast: 0.95, corrupt: inventor(/state.of.the.art|\bsota/iu, arts()) },
  { name: 'swapped numbers', corrupt: swapNumbers },
  { name: 'flipped negation', corrupt: flipNegation },
];

function changeNumber(text: string, pair: Pair, random: () => number): string | undefined {
  // The `2)` of a list is no number that anybody could check.
  const found = pick(
    [...text.matchAll(NUMBER)].filter(({ 0: number, index }) => text.charAt(index + number.length) !== ')'),
    random,
  );
  if (found === undefined) return undefined;
  const taken = numbersOf(`${pair.title} ${pair.abstract}`);
  for (let tries = 0; tries < 30; tries++) {
    const changed = changeDigits(found[0], random);
    if (!taken.has(bare(changed))) return replaceAt(text, found.index, found[0], changed);
  }
  return undefined;
}

/** The same number of digits, some of them others, the first never zero unless it was. */
function changeDigits(number: string, random: () => number): string {
  const at = Math.floor(random() * number.length);
  return number.replace(/\d/gu, (digit, i: number) => {
    if (i !== at && random() < 0.6) return digit;
    const drawn = Math.floor(random() * 10);
    return String(i === 0 && drawn === 0 && digit !== '0' ? 1 + Math.floor(random() * 9) : drawn);
  });
}

function changeUnit(text: string, pair: Pair, random: () => number): string | undefined {
  const places = plainNumbers(text).flatMap(({ 0: number, index }) => {
    const end = index + number.length;
    const change = UNIT_CHANGES.find(([unit]) => unit.test(text.slice(end)));
    const unit = change?.[0].exec(text.slice(end))?.[0];
    return change === undefined || unit === undefined ? [] : [{ number, end, unit, others: change[1] }];
  });
  const place = pick(places, random);
  if (place === undefined) return undefined;
  const other = pick(place.others, random) ?? '';
  const source = `${pair.title} ${pair.abstract}`.replace(/\s+/gu, ' ');
  return source.includes(`${place.number}${other}`) ? undefined : replaceAt(text, place.end, place.unit, other);
}

function inventor(known: RegExp, inventions: readonly Change[]): Corruption['corrupt'] {
  return (text, pair, random) => {
    if (known.test(`${pair.title} ${pair.abstract} ${text}`)) return undefined;
    return pick(inventions, random)?.(text);
  };
}

function inventFirstOverOrder(text: string, pair: Pair, random: () => number): string | undefined {
  const source = `${pair.title} ${pair.abstract}`.replace(/\s+/gu, ' ');
  const inOrder = /(?:^|[.;:)] )First(?:ly)?,|\bwe first\b|\bin the first stage\b/u;
  const others = source.replace(new RegExp(inOrder.source, 'gu'), '');
  return inOrder.test(source) && !/\bfirst/iu.test(`${others} ${text}`) ? pick(firsts(), random)?.(text) : undefined;
}

function firsts(): readonly Change[] {
  const changes: readonly Change[] = [
    (text) => text.replace(/\.?$/u, ', the first of its kind.'),
    (text) => text.replace(/\b(?:an?|the) (?=\p{L})/u, 'the first '),
    (text) => `The first work of its field, ${text}`,
    (text) => text.replace(/\.?$/u, ', for the first time.'),
    (text) => text.replace(/\.?$/u, ' and is the first to do so.'),
  ];
  return changes.map((change) => (text) => {
    const changed = change(text);
    return changed === text ? `As the first of its kind, ${text}` : changed;
  });
}

function arts(): readonly Change[] {
  return [
    (text) => text.replace(/\.?$/u, ', achieving state-of-the-art performance.'),
    (text) => text.replace(/\.?$/u, ', setting a new state of the art.'),
    (text) => text.replace(/\.?$/u, ' with SOTA results.'),
    (text) => `State-of-the-art: ${text}`,
  ];
}

function swapNumbers(text: string, _pair: Pair, random: () => number): string | undefined {
  const numbers = plainNumbers(text);
  const [a, b] = [pick(numbers, random), pick(numbers, random)].toSorted((x, y) => (x?.index ?? 0) - (y?.index ?? 0));
  if (a === undefined || b === undefined || a[0] === b[0] || /^D\b/u.test(text.slice(a.index + a[0].length)))
    return undefined;
  return replaceAt(replaceAt(text, b.index, b[0], a[0]), a.index, a[0], b[0]);
}

/** The numbers that are no part of a name: not `V2`, `GPT-4`, `Gemini 2`. */
function plainNumbers(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(NUMBER)].filter(({ index }) => !/[\p{L}\d.,^_-]$|\p{Lu}\S* $/u.test(text.slice(0, index)));
}

function flipNegation(text: string, _pair: Pair, random: () => number): string | undefined {
  const found = pick(
    OPPOSITES.filter(([word]) => word.test(text)),
    random,
  );
  return found === undefined ? undefined : text.replace(found[0], found[1]);
}

function swapNouns(nouns: readonly string[]): readonly (readonly [RegExp, readonly string[]])[] {
  return nouns.map((noun) => [
    new RegExp(`^[KMBT]?(?:[ -](?:million|billion|trillion|thousand))?[ -]${noun.slice(0, -1)}s?\\b`, 'u'),
    nouns.filter((other) => other !== noun).map((other) => ` ${other}`),
  ]);
}

function numbersOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(NUMBER)].map(([number]) => bare(number)));
}

/** A number without separators of thousands, zeros at its end and so on. */
function bare(number: string): string {
  return String(Number(number.replaceAll(',', '')));
}

function replaceAt(text: string, at: number, old: string, other: string): string {
  return text.slice(0, at) + other + text.slice(at + old.length);
}

function pick<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}
