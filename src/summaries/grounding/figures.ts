import type { Fault } from './fault.ts';
import type { NumberMention } from './numbers.ts';
import type { Reading } from './reading.ts';
import { nounsIn } from './units.ts';

/** How far from a number a noun may stand that says what it counts. */
const NEAR_CHARS = 120;

/** Units that make a number of what looks like a part of a name, as in "sub-5%". */
const MEASURES: ReadonlySet<string> = new Set(['percent', 'times', 'points']);

/** Words that count by themselves in a text, and what of a source bears them out. */
const MULTIPLES: readonly (readonly [text: RegExp, source: RegExp])[] = [
  [/\b(?:twice|doubl(?:e[sd]?|ing))\b/iu, /\btwice\b|\bdoubl|\btwo|\bdual|\b2(?:\s?[x×]|\b)|\b100\s?%/iu],
  [/\b(?:thrice|tripl(?:e[sd]|ing))\b/iu, /\bthrice\b|\btripl|\bthree|\b3(?:\s?[x×]|\b)/iu],
  [/\b(?:hal(?:f|ves?|ved|ving))\b/iu, /\bhal(?:f|v)|\b50\s?%|\b0?\.5\b|\b2\s?(?:x|×|times)|\btwo|\btwice/iu],
];

/** Words of a source that give a number: "twice" is 2×, "half" is 50%. */
const SPOKEN: readonly (readonly [source: RegExp, value: number, sign?: string])[] = [
  [/\bsingle\b/iu, 1],
  [/\bsecond(?:ly)?\b|\bboth\b|\bdual\b/iu, 2],
  [/\btwice\b|\bdoubl(?:e[sd]?|ing)\b/iu, 2, 'times'],
  [/\btripl(?:e[sd]?|ing)\b/iu, 3, 'times'],
  [/\bquadrupl/iu, 4, 'times'],
  [/\bhal(?:f|ves?|ved|ving)\b/iu, 50, 'percent'],
  [/\b(?:an|one)[\s-]order[\s-]of[\s-]magnitude/iu, 10, 'times'],
  [/\btwo[\s-]orders[\s-]of[\s-]magnitude/iu, 100, 'times'],
];

/** The numbers of a text that its source does not give, and those it gives in another unit. */
export function findFigureFaults(own: Reading, source: Reading): readonly Fault[] {
  const given = [...source.numbers, ...sumsIn(source), ...source.numberWords, ...spokenIn(source.text)];
  const written = own.numbers.flatMap((mention) => faultOf(mention, given, source.text) ?? []);
  const inWords = own.numberWords.flatMap((mention) => wordFaultOf(mention, given, source.text) ?? []);
  return [...written, ...inWords, ...multipleFaults(own.text, source.text)];
}

function faultOf(mention: NumberMention, given: readonly NumberMention[], source: string): Fault | undefined {
  if (mention.name !== undefined && !mention.isScaled && !MEASURES.has(mention.sign ?? '')) {
    return isNamed(mention, source) ? undefined : { kind: 'number', found: mention.written };
  }
  const equal = given.filter((other) => isEqual(mention, other));
  if (equal.length === 0) {
    const isScaledOtherwise = given.some(
      ({ digits, isScaled }) => digits === mention.digits && (isScaled || mention.isScaled),
    );
    return { kind: isScaledOtherwise ? 'unit' : 'number', found: mention.written };
  }
  return equal.some((other) => agrees(mention, other, source)) ? undefined : { kind: 'unit', found: mention.written };
}

function wordFaultOf(mention: NumberMention, given: readonly NumberMention[], source: string): Fault | undefined {
  const value = mention.values[0] ?? 0;
  // "One" and "zero" are words of many uses, and what has two sides may be called dual or both.
  if (value < 2 || (value === 2 && /\b(?:both|dual|pairs?|bi-?|twin)/iu.test(source))) return undefined;
  const isEnumerated = value < 10 && source.includes(`${value})`);
  const isGiven = given.some(({ values, name }) => name === undefined && values.includes(value));
  return isGiven || isEnumerated ? undefined : { kind: 'number', found: mention.written };
}

function multipleFaults(text: string, source: string): readonly Fault[] {
  return MULTIPLES.flatMap(([inText, inSource]) => {
    const found = inText.exec(text)?.[0];
    return found === undefined || inSource.test(source) ? [] : [{ kind: 'number' as const, found }];
  });
}

/** Whether the source has a name, however it is hyphenated or put in the plural; `3D` may be spelled "three-dimensional". */
function isNamed({ name, digits }: NumberMention, source: string): boolean {
  const { ahead, behind } = name ?? { ahead: '', behind: '' };
  const letters = ahead === '' ? String.raw`(?<!\d|\d\.)` : String.raw`${ahead}[^\p{L}\p{N}]{0,3}`;
  const ending = behind.length > 2 ? `${behind.replace(/s$/u, '')}` : behind;
  const pattern = String.raw`${letters}${digits.replace('.', String.raw`\.`)}(?!\d|\.\d)[\s-]?${ending}`;
  if (new RegExp(pattern, 'iu').test(source)) return true;
  const dimensions = /^d/iu.test(behind) ? ['one', 'two', 'three', 'four'][Number(digits) - 1] : undefined;
  return dimensions !== undefined && new RegExp(String.raw`\b${dimensions}[\s-]dimension`, 'iu').test(source);
}

function isEqual(own: NumberMention, other: NumberMention): boolean {
  // A version such as 2.5.1 has no value.
  if (Number.isNaN(Number(own.digits))) return own.digits === other.digits;
  return own.values.some((a) => other.values.some((b) => a === b || Math.abs(a - b) <= 1e-9 * Math.abs(a)));
}

/** Whether a number of the text may be this number of the source, as far as it shows what they measure. */
function agrees(own: NumberMention, other: NumberMention, source: string): boolean {
  if (own.role !== undefined && other.role !== undefined && own.role !== other.role) return false;
  const isName = other.name !== undefined && !other.isScaled;
  const isBare = other.sign === undefined && other.nouns.length === 0 && !other.isCount;
  if (own.sign !== undefined) return other.sign === own.sign || (isBare && !isName);
  // "An 8B model" is one of that many parameters.
  const noun = own.isScaled && own.noun === 'model' ? undefined : own.noun;
  if (other.sign !== undefined) return !own.isCount && (noun === undefined || other.nouns.includes(noun));
  if (noun === undefined) return !isName || !own.isCount;
  if (isName || other.nouns.length > 0) return !isName && other.nouns.includes(noun);
  return !own.isCount || nounsNear(other, source).includes(noun);
}

/** What is counted around a number: "in two sizes of their parameters: 17M and 32M". */
function nounsNear({ start, end }: NumberMention, source: string): readonly string[] {
  const around = source.slice(Math.max(0, start - NEAR_CHARS), end + NEAR_CHARS).toLowerCase();
  return nounsIn(around.match(/\p{L}+/gu) ?? []);
}

/** What a source's sums come to: `400+400`. */
function sumsIn({ text, numbers }: Reading): readonly NumberMention[] {
  return numbers.flatMap((mention, i) => {
    const next = numbers[i + 1];
    const [a, b] = [mention.values.at(-1), next?.values.at(-1)];
    const isSum = next !== undefined && /^\s?\+\s?$/u.test(text.slice(mention.end, next.start));
    return isSum && a !== undefined && b !== undefined ? [{ ...next, digits: String(a + b), values: [a + b] }] : [];
  });
}

function spokenIn(text: string): readonly NumberMention[] {
  return SPOKEN.filter(([pattern]) => pattern.test(text)).map(([, value, sign]) => ({
    written: '',
    digits: String(value),
    values: [value],
    isScaled: false,
    nouns: [],
    isCount: sign === undefined,
    ...(sign !== undefined && { sign }),
    start: 0,
    end: 0,
  }));
}
