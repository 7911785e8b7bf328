import { stemsOf } from '../words.ts';

/** A text folded for comparison, and for each of its characters where in the original it came from. */
interface Folded {
  readonly text: string;
  readonly origins: readonly number[];
}

/** Characters that typography or LaTeX put in the way of a copy. */
const DRESSING = /[\\${}~\u00ad\u200b-\u200d\u2060\ufeff]/u;
const DASH = /[‐‑‒–—―−]/u;
const QUOTATION_MARK = /["“”„‟«»‘’‚‛`´]/u;

/** What people and models put around a quote or at its end. */
const WRAPPING = /^['\s.…]+|['\s.…,;:]+$/gu;

/**
 * The passage of a text that a quote copies, verbatim as the text has it. The quote may differ in white space, case, typography
 * (quotation marks, dashes, ligatures) and LaTeX dressing, and begins and ends at words.
 */
export function findQuote(text: string, quote: string): string | undefined {
  const wanted = fold(quote).text.replace(WRAPPING, '');
  if (!/[\p{L}\p{N}]/u.test(wanted)) return undefined;
  const { text: folded, origins } = fold(text);
  for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    if (cutsWord(folded, at) || cutsWord(folded, end)) continue;
    return text.slice(origins[at] ?? 0, origins[end] ?? text.length).trim();
  }
  return undefined;
}

/** Whether a quote is about what a text says: they share telling words, a quarter of the shorter's at least. */
export function isAbout(text: string, quote: string): boolean {
  const [own, quoted] = [new Set(stemsOf(text)), new Set(stemsOf(quote))];
  // A translation shares no words with what it translates.
  if (isLatin(text) !== isLatin(quote)) return true;
  const shared = own.intersection(quoted).size;
  return shared > 0 && shared >= Math.min(own.size, quoted.size) / 4;
}

function fold(text: string): Folded {
  let folded = '';
  const origins: number[] = [];
  let offset = 0;
  for (const character of text) {
    const spelled = spell(character, folded);
    folded += spelled;
    // One letter may be spelled by two, as ligatures are.
    for (let unit = 0; unit < spelled.length; unit++) origins.push(offset);
    offset += character.length;
  }
  return { text: folded, origins };
}

function spell(character: string, before: string): string {
  if (/\s/u.test(character)) {
    // A compound may be broken behind its hyphen.
    const isBreak = character === '\n' && /\S-$/u.test(before);
    return isBreak || before === '' || before.endsWith(' ') ? '' : ' ';
  }
  if (DRESSING.test(character)) return '';
  const plain = character.replace(DASH, '-').replace(QUOTATION_MARK, "'").normalize('NFKC').toLowerCase();
  // LaTeX writes one mark as two quotes, one dash as two or three hyphens.
  return (plain === "'" || plain === '-') && before.endsWith(plain) ? '' : plain;
}

function cutsWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(at));
}

function isLatin(text: string): boolean {
  return !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}]{2}/u.test(text);
}
