import { child, children, nodesOf, placeOf, type Source, type SyntaxNode } from './source.ts';

/** Files at the edge of the program that may cast: what they parse has no type that TypeScript could know. */
const castingEdges = new Set<string>();

const emptyNames = /^(?:utils?|helpers?|common|managers?|handlers?|data|info)$/;

const forbidden: Readonly<Record<string, string>> = {
  ExportDefaultDeclaration: 'a default export',
  TSAnyKeyword: 'the type any',
  TSAsExpression: 'a cast',
  TSEnumDeclaration: 'an enum',
  TSNonNullExpression: 'a non-null !',
  TSTypeAssertion: 'a cast',
};

/** Every construct, name and comment that the habits rule out. */
export function checkHabits(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => [...checkSyntax(source), ...checkName(source.path), ...checkRemarks(source)]);
}

/** Every exported name without a JSDoc comment of some words directly above it. A re-export is documented at its home. */
export function checkDocs(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => {
    const [program] = nodesOf(source);
    const statements = program === undefined ? [] : children(program, 'body');
    const exported = new Set(statements.flatMap((statement) => namesListedBy(statement)));
    return statements
      .map((statement) => ({ statement, names: namesDeclaredBy(child(statement, 'declaration') ?? statement) }))
      .filter(({ statement, names }) => isExport(statement) || names.some((name) => exported.has(name)))
      .filter(({ statement, names }) => names.length > 0 && !isDocumented(source.text, statement.start))
      .map(
        ({ statement, names }) =>
          `${placeOf(source, statement.start)} exports ${names.join(', ')} without a JSDoc sentence`,
      );
  });
}

function checkSyntax(source: Source): readonly string[] {
  return nodesOf(source).flatMap((node) => {
    const construct = constructOf(node, source.path);
    return construct === undefined ? [] : [`${placeOf(source, node.start)} has ${construct}`];
  });
}

function constructOf(node: SyntaxNode, path: string): string | undefined {
  if (node['definite'] === true) return forbidden['TSNonNullExpression'];
  if (node.type === 'ExportSpecifier' && child(node, 'exported')?.['name'] === 'default') return 'a default export';
  const construct = forbidden[node.type];
  return construct === 'a cast' && (castingEdges.has(path) || isConstAssertion(node)) ? undefined : construct;
}

function isConstAssertion(node: SyntaxNode): boolean {
  const type = child(node, 'typeAnnotation');
  return type !== undefined && child(type, 'typeName')?.['name'] === 'const';
}

function checkName(path: string): readonly string[] {
  const words = path.split('/').map((part) => part.replace(/\.ts$/, '').split(/[-.]/).at(-1) ?? '');
  return words.filter((word) => emptyNames.test(word)).map((word) => `${path} is called "${word}", which says nothing`);
}

function checkRemarks({ path, text }: Source): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, i) =>
      /\b(?:TODO|FIXME|XXX)\b/.test(line) && !/#\d+/.test(line) ? [`${path}:${i + 1} has a TODO without an issue`] : [],
    );
}

function isExport({ type }: SyntaxNode): boolean {
  return type === 'ExportNamedDeclaration' || type === 'ExportDefaultDeclaration';
}

function namesListedBy(statement: SyntaxNode): readonly string[] {
  if (statement.type !== 'ExportNamedDeclaration' || child(statement, 'source') !== undefined) return [];
  return children(statement, 'specifiers').flatMap((name) => nameOf(child(name, 'local')));
}

function namesDeclaredBy(declaration: SyntaxNode): readonly string[] {
  const variables = children(declaration, 'declarations').flatMap((variable) => nameOf(child(variable, 'id')));
  return [...nameOf(child(declaration, 'id')), ...variables];
}

function nameOf(identifier: SyntaxNode | undefined): readonly string[] {
  const name = identifier?.['name'];
  return typeof name === 'string' ? [name] : [];
}

function isDocumented(text: string, start: number): boolean {
  const comment = /\/\*\*((?:(?!\*\/)[^])*)\*\/[^\S\n]*\n?[^\S\n]*$/.exec(text.slice(0, start))?.[1];
  return comment !== undefined && /\p{L}+\W+\p{L}+/u.test(comment);
}
