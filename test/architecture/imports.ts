import { posix } from 'node:path';
import { importsOf, placeOf, type Import, type Source } from './source.ts';

/**
 * The rooms in their order: each imports only itself and rooms of a lower rank. Rooms of one rank do not know each
 * other. A room is a folder (with `/`) or one file.
 */
const ranks: readonly (readonly string[])[] = [
  ['src/core/'],
  ['src/platform.ts', 'src/command.ts', 'src/command/'],
  ['src/papers/'],
  ['src/feeds/'],
  ['src/summaries/'],
  ['src/topics/'],
  ['src/search/'],
  ['src/digests/'],
  ['src/deliveries/'],
  ['src/reactions/'],
  ['src/discussions/'],
  ['commands/'],
  ['src/platforms/'],
  ['src/pipeline.ts'],
  ['src/services/', 'src/bot.ts', 'src/serve-due.ts'],
  ['src/schedule.ts', 'src/http.ts', 'src/metrics.ts'],
  ['src/main.ts'],
  ['src/cli/'],
];

/** The home of every outside package: the only path (folder, file or beginning of names) that may import it. */
export const homes: Readonly<Record<string, string>> = {
  '@clack/prompts': 'src/cli/init/',
  '@slack/bolt': 'src/platforms/slack/',
  chokidar: 'src/schedule.ts',
  commander: 'src/cli/',
  'discord.js': 'src/platforms/discord/',
  keyv: 'src/core/store/',
  'lru-cache': 'src/core/remember.ts',
  'node-cron': 'src/schedule.ts',
  'node:sqlite': 'src/core/store/',
  openai: 'src/core/model.ts',
  'p-queue': 'src/core/',
  pino: 'src/core/log.ts',
  'prom-client': 'src/metrics.ts',
  stemmer: 'src/topics/',
  'string-width': 'src/platforms/console/',
  undici: 'src/platforms/discord/', // of the version that discord.js has
  'wrap-ansi': 'src/platforms/console/',
  yaml: 'src/core/config',
  zod: 'src/', // schemas stand at every edge
};

/** Every import that goes against the order of the rooms. Type-only imports count as well. */
export function checkRooms(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => {
    if (rankOf(source.path) === -1) return [`${source.path} stands in no room of the design`];
    return importsOf(source)
      .filter(({ specifier }) => specifier.startsWith('.') && !specifier.endsWith('.json'))
      .flatMap((entry) => {
        const target = posix.join(posix.dirname(source.path), entry.specifier);
        const fault = faultOf(source.path, target, entry);
        return fault === undefined ? [] : [`${placeOf(source, entry.at)} imports ${target}: ${fault}`];
      });
  });
}

/** Every import of an outside package away from its home, and every dependency without a home or without a use. */
export function checkPackages(sources: readonly Source[], dependencies: readonly string[]): readonly string[] {
  const used = sources.flatMap((source) =>
    importsOf(source)
      .filter(({ specifier }) => !specifier.startsWith('.'))
      .map(({ specifier, at }) => ({ name: packageOf(specifier), path: source.path, place: placeOf(source, at) })),
  );
  const misplaced = used.flatMap(({ name, path, place }) => {
    const home = homes[name];
    if (!name.startsWith('node:') && !dependencies.includes(name)) return [`${place} imports ${name}, no dependency`];
    return home === undefined || path.startsWith(home) ? [] : [`${place} imports ${name}, whose home is ${home}`];
  });
  const homeless = dependencies.filter((name) => homes[name] === undefined).map((name) => `${name} has no home`);
  const unused = dependencies
    .filter((name) => !used.some((use) => use.name === name))
    .map((name) => `${name} is not used`);
  return [...misplaced, ...homeless, ...unused];
}

function faultOf(from: string, to: string, { typeOnly }: Import): string | undefined {
  if (rankOf(to) === -1) return 'it stands in no room of the design';
  if (rankOf(to) > rankOf(from)) return 'its room comes later';
  if (from.startsWith('src/feeds/') && to.startsWith('src/papers/') && !typeOnly)
    return 'feeds know only the types of papers';
  if (from.startsWith('src/platforms/') && to.startsWith('src/platforms/')) return faultBetweenPlatforms(from, to);
  if (rankOf(to) < rankOf(from) || roomOf(to) === roomOf(from)) return undefined;
  return rankOf(to) === 1 && typeOnly ? undefined : 'rooms of one rank do not know each other';
}

/** The list of platforms may import each of them, and all may import what lies beside the list. */
function faultBetweenPlatforms(from: string, to: string): string | undefined {
  const [platform, other] = [from, to].map((path) => /^src\/platforms\/([^/]+)\//.exec(path)?.[1]);
  return platform === undefined || other === undefined || platform === other ? undefined : 'it is another platform';
}

function rankOf(path: string): number {
  return ranks.findIndex((rooms) => rooms.includes(roomOf(path) ?? ''));
}

function roomOf(path: string): string | undefined {
  return ranks.flat().find((room) => (room.endsWith('/') ? path.startsWith(room) : path === room));
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
