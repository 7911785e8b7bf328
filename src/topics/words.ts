import { stemmer } from 'stemmer';

// Scripts written without spaces between words, and Korean, whose particles stick to the noun: one token per letter,
// so that a word of them is found inside a run like any phrase.
const UNSPACED =
  '[[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]&&\\p{L}]';
const WORD = new RegExp(
  `${UNSPACED}\\p{M}*|[[\\p{L}\\p{N}]--${UNSPACED}][[\\p{L}\\p{N}\\p{M}]--${UNSPACED}]*|(?<=[\\p{L}\\p{N}])(?:\\+\\+|#(?![\\p{L}\\p{N}]))`,
  'gv',
);
const UNSPACED_ONLY = new RegExp(`^(?:${UNSPACED}\\p{M}*)+$`, 'v');

const GREEK_NAMES: ReadonlyMap<string, string> = new Map(
  'α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi ρ rho σ sigma ς sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega'
    .split(' ')
    .flatMap((letter, i, all): [string, string][] => (i % 2 === 0 ? [[letter, all[i + 1] ?? letter]] : [])),
);

const GREEK_LETTERS: ReadonlySet<string> = new Set(GREEK_NAMES.values());

const LATIN_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ı', 'i'],
]);

/** The surface of a text, as a query keeps it: Unicode form NFKC, lower-case, invisible characters dropped. */
export function foldSurface(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .normalize('NFKC');
}

/**
 * The words of a text, in order, as queries and papers compare them: folded, Latin letters without their marks, a
 * lone Greek letter by its name (`β` and `\beta` are `beta`), LaTeX dressing dropped, `'s` dropped. Compounds come in
 * parts (`gpt-4` is `gpt`, `4`; `c++` is `c`, `++`), and scripts without spaces letter by letter.
 */
export function tokenize(text: string): readonly string[] {
  return splitWords(undress(text)).flat();
}

/** Like {@link tokenize}, one list per sentence or paragraph, so that no phrase is found across two. */
export function tokenizeSentences(text: string): readonly (readonly string[])[] {
  return splitWords(undress(text));
}

/** The stem of one token (Porter, https://tartarus.org/martin/PorterStemmer/); what is no plain word stays as it is. */
export function stemWord(word: string): string {
  return /^[a-z]+$/.test(word) ? stemmer(word) : word;
}

/** Whether the text is of a script that is written without spaces. */
export function isUnspaced(text: string): boolean {
  return UNSPACED_ONLY.test(text);
}

/** Whether the word is what {@link tokenize} makes of a lone Greek letter. */
export function isGreekName(word: string): boolean {
  return GREEK_LETTERS.has(word);
}

function undress(text: string): string {
  const plain = text.includes('\\') ? dropLatex(text) : text;
  const folded = foldSurface(plain).replace(/['’]s(?![\p{L}\p{N}])/gu, ' ');
  return /[^\p{ASCII}]/u.test(folded) ? foldLatin(folded) : folded;
}

function dropLatex(text: string): string {
  return text
    .replace(/\\['"`^~=.]\s*\{?(\p{L})\}?/gu, '$1')
    .replace(/\\(?:emph|text[a-z]*|math[a-z]*|operatorname)(?![a-zA-Z])/g, ' ');
}

function foldLatin(text: string): string {
  return text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .replace(/[ßæœøłđðþı]/g, (letter) => LATIN_LETTERS.get(letter) ?? letter)
    .normalize('NFC');
}

function splitWords(text: string): string[][] {
  const sentences: string[][] = [[]];
  let lastWord = '';
  let lastEnd = 0;
  for (const match of text.matchAll(WORD)) {
    if (endsSentence(lastWord, text.slice(lastEnd, match.index))) sentences.push([]);
    lastWord = match[0];
    lastEnd = match.index + lastWord.length;
    sentences.at(-1)?.push(GREEK_NAMES.get(lastWord) ?? lastWord);
  }
  return sentences;
}

/** A full stop after one or two letters is taken for an abbreviation or an initial: `et al.`, `J. Smith`. */
function endsSentence(word: string, gap: string): boolean {
  if (gap.length < 2) return gap === '。';
  if (/[!?]["')\]]*\s|。|\n\s*\n/.test(gap)) return true;
  return word.length > 2 && /\.["')\]]*\s/.test(gap);
}
