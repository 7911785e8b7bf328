import { matchesGlob, posix } from 'node:path';
import { importsOf, type Source } from './source.ts';

/** What a visitor sees at the top of the project: this and nothing else. */
const topLevel = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'src',
  'commands',
  'config',
  'test',
  'Dockerfile',
  'README.md',
  'LICENSE',
];

/** A folder whose members an `index.ts` lists by hand. */
export interface ListedFolder {
  /** With a closing `/`. */
  readonly folder: string;
  /** Files of the folder that are no members, by name. */
  readonly besides?: readonly string[];
  /** Whether a file that another one in the folder imports need not be listed. */
  readonly parts?: true;
  /** Whether only folders are members, and what stands beside them is common to them. */
  readonly foldersOnly?: true;
}

/** The folders with a hand-written list. */
export const listedFolders: readonly ListedFolder[] = [
  { folder: 'commands/' },
  { folder: 'src/feeds/', besides: ['feed.ts', 'open.ts'] },
  { folder: 'src/platforms/', foldersOnly: true },
  { folder: 'src/cli/', parts: true },
];

/** Every file or folder that its folder's `index.ts` does not import. A member that is a folder is its own `index.ts`. */
export function checkList(
  sources: readonly Source[],
  { folder, besides = [], parts, foldersOnly }: ListedFolder,
): readonly string[] {
  const inside = sources.filter(({ path }) => path.startsWith(folder));
  const list = `${folder}index.ts`;
  const isFolder = (path: string): boolean => path.slice(folder.length).includes('/');
  const members = new Set(
    inside.filter(({ path }) => foldersOnly !== true || isFolder(path)).map(({ path }) => memberOf(folder, path)),
  );
  const importers = inside.filter(({ path }) => path === list || parts === true);
  const imported = new Set(importers.flatMap((source) => targetsOf(source).filter((target) => target !== source.path)));
  return [...members]
    .filter((member) => member !== list && !besides.includes(member.slice(folder.length)) && !imported.has(member))
    .map((member) => `${list} does not list ${member}`);
}

/** Every visible name at the top that should not be there, and every one that is missing. */
export function checkTopLevel(names: readonly string[], gitIgnore: string): readonly string[] {
  const patterns = gitIgnore
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter((line) => line !== '');
  const visible = names.filter(
    (name) => !name.startsWith('.') && !patterns.some((pattern) => matchesGlob(name, pattern)),
  );
  return [
    ...visible.filter((name) => !topLevel.includes(name)).map((name) => `${name} does not belong at the top`),
    ...topLevel.filter((name) => !visible.includes(name)).map((name) => `${name} is missing`),
  ];
}

function memberOf(folder: string, path: string): string {
  const [first = '', ...rest] = path.slice(folder.length).split('/');
  return rest.length === 0 ? path : `${folder}${first}/index.ts`;
}

function targetsOf(source: Source): readonly string[] {
  return importsOf(source).map(({ specifier }) => posix.join(posix.dirname(source.path), specifier));
}
