import { queryFault } from './fault.ts';
import { foldSurface, isUnspaced, tokenize } from './words.ts';

/** The part of a paper that a query looks at. */
export type QueryField = 'title' | 'abstract' | 'authors';

/** One piece of a query: from `at` up to `end`, `raw` as it was typed, without quotes. */
export type Lexeme = { readonly at: number; readonly end: number; readonly raw: string } & (
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'everything' | 'end' }
  | { readonly kind: 'field'; readonly field: QueryField }
  | { readonly kind: 'word' | 'prefix'; readonly text: string }
  | { readonly kind: 'phrase'; readonly words: readonly string[] }
);

const FIELDS: ReadonlyMap<string, QueryField> = new Map([
  ['title', 'title'],
  ['abstract', 'abstract'],
  ['author', 'authors'],
  ['authors', 'authors'],
]);
const OPERATORS: ReadonlyMap<string, 'and' | 'or' | 'not'> = new Map([
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
]);

const QUOTE = '"“”„‟«»';
const MEANINGLESS = /(?:[^\p{L}\p{N}"“”„‟«»'‘()*|!<>=≥≤‐‑–−-]|!(?![\p{L}\p{N}"“(]))+/uy;
const MINUS = /[‐‑–−-]/y;
const NEGATABLE = /[\p{L}\p{N}"“”„‟«»'‘(*]/uy;
const DOUBLE_QUOTED = /["“”„‟«»]([^"“”„‟«»]*)(["“”„‟«»]?)/y;
const SINGLE_QUOTED = /['‘]([^"“”„‟«»()]*?)['’](?![\p{L}\p{N}])/uy;
const COMPARISON = /(?:([\p{L}\p{N}_.-]*[\p{L}\p{N}_])\s*:?\s*)?[<>=≥≤]+\s*([^\s()]*)/uy;
const FIELD = /([\p{L}_]+):/uy;
const FIELD_VALUE = /[\p{L}\p{N}"“”„‟«»(*]/uy;
const OPERATOR = /(?:AND|OR|NOT)(?![\p{L}\p{N}_-])/uy;
// A parenthesis inside a word belongs to it when it closes there: `o(n)`.
const CHUNK = /(?:[^\s()"“”„‟«»]|(?<=[\p{L}\p{N}\p{M}])\([^\s()"“”„‟«»]*\))+/uy;

/** A query as it is read and shown in errors: Unicode form NFKC (so full-width signs count as the plain ones), invisible characters dropped. */
export function normalizeQuery(text: string): string {
  return text.normalize('NFKC').replace(/\p{Cf}/gu, '');
}

/** Cuts a query, once {@link normalizeQuery} went over it, into its pieces; the last is of kind `end`. Throws `UserInputError` for what has no meaning. */
export function lexQuery(query: string): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = skip(query, 0);
  while (at < query.length) {
    const lexeme = readLexeme(query, at);
    if (lexeme !== undefined) lexemes.push(lexeme);
    at = skip(query, lexeme?.end ?? at + 1);
  }
  return [...lexemes, { kind: 'end', at: query.length, end: query.length, raw: '' }];
}

/** The words, phrases and prefixes of a query, in order, as they were typed. Throws like {@link lexQuery}. */
export function listTypedTerms(text: string): readonly string[] {
  const terms = lexQuery(normalizeQuery(text)).filter((lexeme) => 'text' in lexeme || 'words' in lexeme);
  return terms.map((lexeme) => lexeme.raw.replace(/\s+/g, ' '));
}

function skip(query: string, at: number): number {
  return at + (matchAt(MEANINGLESS, query, at)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, query: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(query) ?? undefined;
}

function readLexeme(query: string, at: number): Lexeme | undefined {
  const first = query.charAt(at);
  if (first === '(' || first === ')') return { kind: first === '(' ? 'open' : 'close', at, end: at + 1, raw: first };
  if (QUOTE.includes(first)) return readPhrase(query, at);
  if (first === "'" || first === '‘') return readSingleQuoted(query, at);
  if (matchAt(MINUS, query, at) !== undefined) return readMinus(query, at);
  refuseForeignSyntax(query, at);
  return readOperator(query, at) ?? readField(query, at) ?? readWord(query, at);
}

function readPhrase(query: string, at: number): Lexeme {
  const match = matchAt(DOUBLE_QUOTED, query, at);
  const raw = match?.[1] ?? '';
  if (!match?.[2]) throw queryFault(query, at, 'This quote is never closed: add a second " after the phrase.');
  return phrase(query, at, at + match[0].length, raw);
}

function readSingleQuoted(query: string, at: number): Lexeme | undefined {
  const match = matchAt(SINGLE_QUOTED, query, at);
  return match && phrase(query, at, at + match[0].length, match[1] ?? '');
}

function phrase(query: string, at: number, end: number, raw: string): Lexeme {
  const words = raw.split(/\s+/).map(trimSurface).filter(hasWords);
  if (words.length === 0) throw queryFault(query, at, 'There is no word between these quotes.');
  if (/[\p{L}\p{N}]{2}\*(?!\S)/u.test(raw)) {
    throw queryFault(
      query,
      at,
      'A * has no meaning inside quotes: take the word with the * out of them, as in "sparse" auto*.',
    );
  }
  return { kind: 'phrase', at, end, raw: raw.trim(), words };
}

function readMinus(query: string, at: number): Lexeme {
  if (matchAt(NEGATABLE, query, at + 1) === undefined) {
    throw queryFault(query, at, 'A - touches what it leaves out, as in -survey or -"case study".');
  }
  return { kind: 'not', at, end: at + 1, raw: query.charAt(at) };
}

function refuseForeignSyntax(query: string, at: number): void {
  const comparison = matchAt(COMPARISON, query, at);
  if (comparison !== undefined) throw queryFault(query, at, describeComparison(comparison));
  const chunk = matchAt(CHUNK, query, at)?.[0] ?? '';
  if (/^\||[\p{L}\p{N}]\|+[\p{L}\p{N}]/u.test(chunk)) throw queryFault(query, at, 'A | has no meaning here: write OR.');
  if (chunk.startsWith('!'))
    throw queryFault(query, at, 'A ! has no meaning here: to leave a word out, write -word or NOT word.');
}

function describeComparison([typed, name, value]: RegExpExecArray): string {
  if (name !== undefined && value && FIELDS.has(name.toLowerCase())) return `${typed}: write ${name}:${value}.`;
  return `${typed}: filters on numbers are not supported yet; leave it out, or put it in quotes to look for it as text.`;
}

function readOperator(query: string, at: number): Lexeme | undefined {
  const raw = matchAt(OPERATOR, query, at)?.[0] ?? '';
  const kind = OPERATORS.get(raw);
  return kind && { kind, at, end: at + raw.length, raw };
}

function readField(query: string, at: number): Lexeme | undefined {
  const match = matchAt(FIELD, query, at);
  if (match === undefined) return undefined;
  const [raw, name = ''] = match;
  const end = at + raw.length;
  const field = FIELDS.get(name.toLowerCase());
  if (field !== undefined) return { kind: 'field', field, at, end, raw };
  // Real text has colons (`KAN: networks`); only a name that sticks to its value was meant as a field.
  if (matchAt(FIELD_VALUE, query, end) !== undefined) throw queryFault(query, at, describeUnknownField(name));
  return undefined;
}

function describeUnknownField(name: string): string {
  const start = name.slice(0, 2).toLowerCase();
  const near = [...FIELDS.keys()].find((field) => field.startsWith(start));
  const guess = near === undefined ? '' : ` Did you mean ${near}:?`;
  return `There is no field "${name}:".${guess} The fields are title:, abstract: and author:; to look for the text itself, put it in quotes.`;
}

function readWord(query: string, at: number): Lexeme {
  const chunk = matchAt(CHUNK, query, at)?.[0] ?? '';
  const raw = chunk.replace(/[^\p{L}\p{N}\p{M}+#)*]+$/u, '');
  const end = at + chunk.length;
  return raw.includes('*') ? readStar(query, at, end, raw) : { kind: 'word', at, end, raw, text: trimSurface(raw) };
}

function readStar(query: string, at: number, end: number, raw: string): Lexeme {
  const stem = raw.replace(/\*+$/, '');
  if (stem.includes('*') || (stem === '' && /[^\s(:‐‑–−-]$/.test(query.slice(0, at)))) {
    throw queryFault(query, at, 'A * stands at the end of a word, as in interpretab*, or alone for every paper.');
  }
  if (stem === '') return { kind: 'everything', at, end, raw };
  const text = trimSurface(stem);
  if (text.length < 2 && !isUnspaced(text)) {
    throw queryFault(query, at, `${raw} would match almost every paper: write at least two letters before the *.`);
  }
  return { kind: 'prefix', at, end, raw, text };
}

function trimSurface(typed: string): string {
  const text = foldSurface(typed).replace(/^[^\p{L}\p{N}]+/u, '');
  return text.includes('(')
    ? text.replace(/[^\p{L}\p{N}\p{M}+#)]+$/u, '')
    : text.replace(/[^\p{L}\p{N}\p{M}+#]+$/u, '');
}

function hasWords(text: string): boolean {
  return tokenize(text).length > 0;
}
