/** Titles are shorter. */
const LONGEST_FOLDED = 400;

/** White space other than spaces, control characters, and characters that show nothing. */
const ODD = /[\0-\x1f\x7f-\xa0\xad\u200b\u2028\u2029\ufeff\u3000]/;

/** The line with its white space folded, and without characters that show nothing. */
export function foldSpace(raw: string, plain: boolean): string {
  const trimmed = raw.trim();
  // An abstract keeps its spaces: looking for two in a row in all of it would take longer than all else.
  if (trimmed.length > LONGEST_FOLDED) return plain || !ODD.test(trimmed) ? trimmed : withoutOdd(trimmed);
  if (!trimmed.includes('  ') && !ODD.test(trimmed)) return trimmed;
  return withoutOdd(trimmed).replace(/ {2,}/g, ' ');
}

function withoutOdd(text: string): string {
  return text
    .replace(/[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\ufeff]/g, '')
    .replace(/\s/g, ' ')
    .trim();
}
