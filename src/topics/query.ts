import { queryFault } from './fault.ts';
import { lexQuery, normalizeQuery, type Lexeme, type QueryField } from './lexer.ts';

/**
 * What a query asks for. Texts are surfaces as typed (form NFKC, lower-case, outer punctuation dropped): a `word` may
 * be a compound such as `gpt-4` or `c++`; `tokenize` gives its parts. `not` may stand alone: everything else.
 */
export type Query =
  | { readonly kind: 'word'; readonly text: string; readonly field?: QueryField }
  | { readonly kind: 'prefix'; readonly text: string; readonly field?: QueryField }
  | { readonly kind: 'phrase'; readonly words: readonly string[]; readonly field?: QueryField }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Query[] }
  | { readonly kind: 'not'; readonly of: Query }
  | { readonly kind: 'everything' };

/** The longest query that is read, in characters. */
export const MAX_QUERY_LENGTH = 2000;

/** How deep parentheses and NOTs may stand inside one another. */
export const MAX_QUERY_DEPTH = 50;

const UNCLOSED_GROUP = 'This ( is never closed: add a ) after the group.';
const UNOPENED_GROUP = 'This ) closes nothing: take it away, or open a ( before it.';

interface Cursor {
  readonly query: string;
  readonly lexemes: readonly Lexeme[];
  next: number;
  depth: number;
  /** The field whose parentheses are open. */
  group?: QueryField | undefined;
}

/**
 * Reads a query: words, "phrases", prefix*, title: abstract: author:, NOT or -, AND or nothing between two words, OR,
 * parentheses; NOT binds tightest, OR loosest, `*` alone is every paper. Throws `UserInputError`, which names the column.
 */
export function parseQuery(text: string): Query {
  const query = normalizeQuery(text);
  if (query.length > MAX_QUERY_LENGTH) {
    throw queryFault(
      '',
      0,
      `This query is ${query.length} characters long; ${MAX_QUERY_LENGTH} are the most that is read.`,
    );
  }
  const cursor: Cursor = { query, lexemes: lexQuery(query), next: 0, depth: 0 };
  if (peek(cursor).kind === 'end') {
    throw queryFault(query, 0, 'There is nothing to look for: type a word, a "phrase", or * for every paper.');
  }
  const parsed = parseOr(cursor);
  if (peek(cursor).kind === 'close') throw fault(cursor, UNOPENED_GROUP);
  return parsed;
}

/** Writes a query in the language: `parseQuery` reads it back as the same, unless it has grown over {@link MAX_QUERY_LENGTH}. */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case 'everything':
      return '*';
    case 'word':
      return formatField(query.field) + query.text;
    case 'prefix':
      return `${formatField(query.field)}${query.text}*`;
    case 'phrase':
      return `${formatField(query.field)}"${query.words.join(' ')}"`;
    case 'not':
      return query.of.kind === 'not' ? `NOT ${formatQuery(query.of)}` : `-${formatOperand(query.of)}`;
    case 'and':
      return query.of.map((part) => (part.kind === 'not' ? formatQuery(part) : formatOperand(part))).join(' ');
    case 'or':
      return query.of.map((part) => (part.kind === 'or' ? formatOperand(part) : formatQuery(part))).join(' OR ');
  }
}

function formatField(field: QueryField | undefined): string {
  return field === undefined ? '' : `${field}:`;
}

function formatOperand(query: Query): string {
  return 'of' in query ? `(${formatQuery(query)})` : formatQuery(query);
}

function parseOr(cursor: Cursor): Query {
  const first = parseAnd(cursor);
  const rest: Query[] = [];
  while (take(cursor, 'or')) rest.push(parseAnd(cursor));
  return rest.length === 0 ? first : { kind: 'or', of: [first, ...rest] };
}

function parseAnd(cursor: Cursor): Query {
  const first = parseNot(cursor);
  const rest: Query[] = [];
  while (take(cursor, 'and') || startsOperand(peek(cursor))) rest.push(parseNot(cursor));
  return rest.length === 0 ? first : { kind: 'and', of: [first, ...rest] };
}

function startsOperand(lexeme: Lexeme): boolean {
  return !['or', 'close', 'end'].includes(lexeme.kind);
}

function parseNot(cursor: Cursor): Query {
  if (peek(cursor).kind !== 'not') return parseOperand(cursor);
  return nested(cursor, () => ({ kind: 'not', of: parseNot(cursor) }));
}

function parseOperand(cursor: Cursor): Query {
  const lexeme = peek(cursor);
  if (lexeme.kind === 'open') return parseGroup(cursor);
  if (lexeme.kind === 'field') return parseField(cursor, lexeme.field);
  const leaf = leafOf(lexeme, cursor.group);
  if (leaf === undefined) throw missingOperand(cursor);
  if (leaf.kind === 'everything' && cursor.group !== undefined) throw fault(cursor, 'A lone * takes no field.');
  cursor.next += 1;
  return leaf;
}

function leafOf(lexeme: Lexeme, group: QueryField | undefined): Query | undefined {
  const field = group === undefined ? {} : { field: group };
  if (lexeme.kind === 'word' || lexeme.kind === 'prefix') return { kind: lexeme.kind, text: lexeme.text, ...field };
  if (lexeme.kind === 'phrase') return { kind: 'phrase', words: lexeme.words, ...field };
  return lexeme.kind === 'everything' ? { kind: 'everything' } : undefined;
}

function parseGroup(cursor: Cursor): Query {
  const { at } = peek(cursor);
  return nested(cursor, () => {
    const inside = parseOr(cursor);
    if (!take(cursor, 'close')) throw queryFault(cursor.query, at, UNCLOSED_GROUP);
    return inside;
  });
}

function parseField(cursor: Cursor, field: QueryField): Query {
  if (cursor.group !== undefined) throw fault(cursor, `A field cannot stand inside ${cursor.group}:( ).`);
  cursor.next += 1;
  if (peek(cursor).kind === 'field') throw missingOperand(cursor);
  cursor.group = field;
  const operand = parseOperand(cursor);
  cursor.group = undefined;
  return operand;
}

function nested(cursor: Cursor, parse: () => Query): Query {
  if (cursor.depth === MAX_QUERY_DEPTH) {
    throw fault(cursor, `This query is nested more than ${MAX_QUERY_DEPTH} deep: take some parentheses away.`);
  }
  cursor.depth += 1;
  cursor.next += 1;
  const parsed = parse();
  cursor.depth -= 1;
  return parsed;
}

function peek(cursor: Cursor): Lexeme {
  return cursor.lexemes[cursor.next] ?? { kind: 'end', at: cursor.query.length, end: cursor.query.length, raw: '' };
}

function take(cursor: Cursor, kind: Lexeme['kind']): boolean {
  const found = peek(cursor).kind === kind;
  if (found) cursor.next += 1;
  return found;
}

function fault(cursor: Cursor, complaint: string): Error {
  return queryFault(cursor.query, peek(cursor).at, complaint);
}

/** The error for an operand that is not there, told from the piece before it. */
function missingOperand(cursor: Cursor): Error {
  const found = peek(cursor);
  const before = cursor.lexemes[cursor.next - 1];
  const afterOpen = before?.kind === 'open';
  if (before !== undefined && !afterOpen) return queryFault(cursor.query, before.at, describeDangling(before));
  if (found.kind === 'end') return queryFault(cursor.query, before?.at ?? 0, UNCLOSED_GROUP);
  if (found.kind === 'close')
    return fault(cursor, afterOpen ? 'There is nothing between these parentheses.' : UNOPENED_GROUP);
  return fault(cursor, `${found.raw} needs a word before it${asWord(found.raw)}.`);
}

function describeDangling(lexeme: Lexeme): string {
  if (lexeme.kind !== 'field') return `${lexeme.raw} needs a word after it${asWord(lexeme.raw)}.`;
  return `${lexeme.raw} needs a word, a "phrase" or a ( group ) right after it; to leave it out, write -${lexeme.raw}word.`;
}

function asWord(operator: string): string {
  return /^[A-Z]/.test(operator) ? `; to look for the word itself, write "${operator.toLowerCase()}"` : '';
}
