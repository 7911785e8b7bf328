const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** LaTeX and typography by the plain sign they stand for, in the order they are folded. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  // A dollar sign is money where it is escaped or alone, and dressing where a pair of them encloses a formula.
  [/\\\$/gu, '¤'],
  [/\$(?!\s)([^$]{1,200}?)(?<!\s)\$(?!\d)/gu, '$1'],
  [/\$(?=\s?\d)/gu, '¤'],
  [/\\([%&#_])/gu, '$1'],
  [/(?<=\d)\\[,;:! ](?=\d{3})/gu, ''],
  [/\\[,;:! ]/gu, ' '],
  [/\\times(?![a-z])|(?<=\d\s?)✕|(?<=\d)times(?![\p{L}-])/gu, '×'],
  [/\\(?:sim|approx)(?![a-z])|[∼≈〜]/gu, '~'],
  [/\\(?:rightarrow|to)(?![a-z])|→/gu, ' to '],
  [/\^?\{?\\(?:degree|deg|circ)(?![a-z])\}?|\^circ\b/gu, '°'],
  [/\\?textsuperscript\s?\{([^{}]*)\}/gu, '^$1'],
  [/\\(?:text\w*|math\w+|emph|mbox|underline)\s?\{([^{}]*)\}/gu, '$1'],
  [/[{}]/gu, ''],
  [/\\(?=[a-z])/giu, ''],
  [/[\u00ad\u200b-\u200d\u2060\ufeff]/gu, ''],
  [/[‐‑‒–—―−﹣－]|-{2,3}/gu, '-'],
  [/[‘’‚‛`´]/gu, "'"],
  [/[“”„‟«»]|''/gu, '"'],
  [/-\s*\n\s*/gu, '-'],
  [/\s+/gu, ' '],
];

/**
 * A text in which one number is written in one way: simple LaTeX, superscripts, ligatures, dashes, quotation marks and white
 * space folded, `\%` and `\times` by their signs, `$` for money as `¤`. Letters keep their case.
 */
export function foldNotation(text: string): string {
  const flat = text
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/gu, (raised) => `^${[...raised].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('')}`)
    .replaceAll('º', '°')
    .normalize('NFKC');
  return SIGNS.reduce((folded, [pattern, sign]) => folded.replace(pattern, sign), flat).trim();
}
