import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { messageOf } from './errors.ts';

/** A fault and the line it stands on. */
export interface LineFault {
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

/** A YAML text, read. */
export interface YamlText {
  /** Plain values; null for an empty text. Only what `faults` leaves readable. */
  readonly value: unknown;
  /** What YAML itself has to complain about, at most one fault a line. */
  readonly faults: readonly LineFault[];
  /** The 1-based line on which the key or item at this path begins, or the nearest one around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

const QUOTE_IT =
  "a value that begins with *, &, !, @, %, ` or has a quote, a colon or # inside needs single quotes around it: '…'";

/** What YAML's own words leave unsaid, by error code. */
const advice: Readonly<Record<string, string>> = {
  BAD_ALIAS: QUOTE_IT,
  BAD_SCALAR_START: QUOTE_IT,
  BLOCK_AS_IMPLICIT_KEY: `check the indentation; ${QUOTE_IT}`,
  MISSING_CHAR: 'check quotes, brackets and indentation',
  MULTILINE_IMPLICIT_KEY: 'a key is followed by a colon and a space',
  TAB_AS_INDENT: 'use spaces',
  TAG_RESOLVE_FAILED: QUOTE_IT,
  UNEXPECTED_TOKEN: QUOTE_IT,
};

/** Faults after which the rest can still be read; after any other it is guesswork, and complaints about it would mislead. */
const harmless: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED']);

/** Reads YAML 1.2, whatever version the text claims: in 1.1 an unquoted `9:30` would be the number 570. Never throws. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(offsetOf(document, path));
  const complaints = [...document.errors, ...document.warnings];
  const aliases = brokenAliases(document, lineAt);
  const found = complaints.map(({ code, message, pos }) => ({
    line: lineAt(pos[0]),
    message: describe(code, message),
  }));
  const faults = [...found, ...aliases].filter(
    ({ line }, i, all) => all.findIndex((other) => other.line === line) === i,
  );
  if (aliases.length > 0 || complaints.some(({ code }) => !harmless.has(code))) return { value: null, faults, lineOf };
  try {
    const value: unknown = document.toJS();
    return { value, faults, lineOf };
  } catch (error) {
    // Aliases of aliases that unfold without measure.
    const message = `${messageOf(error)}; write out what they stand for`;
    return { value: null, faults: [...faults, { line: 1, message }], lineOf };
  }
}

function describe(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key stands here a second time; keep one';
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; keep one, and take the line --- away';
  return [message, advice[code]].filter((part) => part !== undefined).join('; ');
}

/** `*name` stands for what `&name` marked; without a mark it is a query in want of quotes. */
function brokenAliases(document: Document.Parsed, lineAt: (offset: number) => number): readonly LineFault[] {
  const faults: LineFault[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      faults.push({ line: lineAt(alias.range?.[0] ?? 0), message: `*${alias.source} stands for nothing; ${QUOTE_IT}` });
    },
  });
  return faults;
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const step of path) {
    const inside = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(inside)
      ? inside.items.findLast(({ key }) => isScalar(key) && String(key.value) === step)
      : undefined;
    const entry: unknown = isSeq(inside) ? inside.items[Number(step)] : pair?.key;
    offset = (isNode(entry) && entry.range?.[0]) || offset;
    node = pair === undefined ? entry : pair.value;
  }
  return offset;
}
