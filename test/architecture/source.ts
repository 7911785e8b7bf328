import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseAst } from 'vitest/node';

/** One file of the program. */
export interface Source {
  /** From the root of the project, with `/`: `src/topics/query.ts`. */
  readonly path: string;
  readonly text: string;
}

/** A node of the syntax tree (ESTree with TypeScript's additions), its fields unknown until looked at. */
export interface SyntaxNode {
  readonly type: string;
  /** Offsets into the source's text. */
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** One import, re-export, `import()` or `import('…')` type with a literal specifier. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly at: number;
}

/** Reads every TypeScript source below the folders, in the order of their paths. */
export function readSources(root: string, folders: readonly string[]): readonly Source[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => path.endsWith('.ts'))
    .toSorted()
    .map((path) => ({ path: path.split(sep).join('/'), text: readFileSync(join(root, path), 'utf8') }));
}

/** Every node of a source, parents before their children. Throws on a syntax error, naming the source. */
export function nodesOf(source: Source): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  const waiting: unknown[] = [parse(source)];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (isNode(next)) nodes.push(next);
    if (typeof next === 'object' && next !== null) waiting.push(...Object.values(next).toReversed());
  }
  return nodes;
}

/** The node in a field, if there is one. */
export function child(node: SyntaxNode, field: string): SyntaxNode | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** The nodes in a field that holds a list. */
export function children(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Everything a source imports, in its order. */
export function importsOf(source: Source): readonly Import[] {
  return nodesOf(source).flatMap((node) => {
    const specifier = child(node, 'source')?.['value'];
    return typeof specifier === 'string' ? [{ specifier, typeOnly: isTypeOnly(node), at: node.start }] : [];
  });
}

/** How a breach begins: the place of an offset, `src/topics/query.ts:12`. */
export function placeOf(source: Source, offset: number): string {
  return `${source.path}:${source.text.slice(0, offset).split('\n').length}`;
}

function parse({ path, text }: Source): unknown {
  try {
    return parseAst(text, { lang: 'ts', astType: 'ts' }, path);
  } catch (error) {
    throw new Error(`${path} cannot be parsed`, { cause: error });
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value
  );
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === 'TSImportType' || node['importKind'] === 'type' || node['exportKind'] === 'type') return true;
  const names = children(node, 'specifiers');
  return names.length > 0 && names.every((name) => name['importKind'] === 'type' || name['exportKind'] === 'type');
}
