/** A part of a text as LaTeX sees it: math, an accent, a foreign letter or a dressed word as its source wrote it, a word, or a character. */
const PART =
  /(?<math>\$(?=\S)(?:[^$\\]|\\[^])+?(?<=\S)\$(?!\d))|(?<latex>\\["'`^~=.](?:[a-zA-Z]|\{\\?[a-zA-Z]\})|\\[cHkruv]\{[a-zA-Z]\}|\\(?:[lLoO]|ss|a[ae]|A[AE]|oe|OE)(?![a-zA-Z])(?: |\{\})?|\\(?:emph|text[a-z]{2})\{[^{}\\$%&#_^~]*\})|(?<word>[\p{L}\p{M}\p{N}]+)|[^]/gu;

/** Characters that LaTeX takes for its own; braces by name, because BibTeX counts them even behind a backslash. */
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
};

/**
 * A text as LaTeX sets it, its braces balanced whatever came in; math between dollars and common accents and letters stay. With
 * `keepCapitals`, capitals that are part of a name stand in braces, so that no style makes them small: `{BERT}`.
 */
export function toLatex(text: string, { keepCapitals = false } = {}): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return [...line.matchAll(PART)]
    .map(({ 0: part, groups: { math, latex, word } = {} }) => {
      if (math !== undefined && isBalanced(math)) return `{${math.replace(/(?<!\\)[%#&]/g, '\\$&')}}`;
      if (latex !== undefined) return `{${latex.replace(/ $|\{\}$/, '')}}`;
      if (word !== undefined && keepCapitals && isName(word)) return `{${word}}`;
      return escapeAll(part);
    })
    .join('');
}

function escapeAll(text: string): string {
  return text.replace(/[\\{}~^<>|$%&#_]/g, (character) => ESCAPES[character] ?? character);
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const brace of text.match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Whether a style that writes titles small would spoil the word: `BERT`, `LoRA`, `3D`, the `Q` of `Q-learning`. */
function isName(word: string): boolean {
  return /.\p{Lu}/u.test(word) || (/^\p{Lu}$/u.test(word) && word !== 'A' && word !== 'I');
}
