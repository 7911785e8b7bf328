import { z } from 'zod';
import { defaultTopic } from './config-schema.ts';
import { found, quote, type PathFault } from './config-faults.ts';
import type { YamlText } from './config-yaml.ts';
import { messageOf } from './errors.ts';
import { nearest } from './nearest.ts';

/** What the names and queries of the file are checked against. */
export interface ReferenceChecks {
  /** The ids of all feeds there are; dumps are read as the first where the file names none. */
  readonly feedIds: readonly string[];
  /** Throws an error for a query that cannot be read; its message is shown as it is. */
  checkQuery(query: string): void;
}

/** A text of the file and where it stands. */
interface Place {
  readonly text: string;
  readonly path: readonly PropertyKey[];
}

const text = z.string().trim().catch('');
const texts = z.array(text).nullish().catch([]);

/** The names and queries of a file of which anything else may be wrong: what cannot be read is empty, in its place. */
const outlineSchema = z.object({
  feeds: listOf(z.object({ feed: text }).catch({ feed: '' })),
  topics: listOf(z.object({ name: text, query: text }).catch({ name: '', query: '' })),
  channels: listOf(z.object({ channel: text, topics: texts }).catch({ channel: '', topics: [] })),
});
const emptyOutline: z.output<typeof outlineSchema> = {};

/** Checks what one part of the file says of another, and the queries; goes on where the file is wrong otherwise. */
export function checkReferences(
  value: unknown,
  { feedIds, checkQuery }: ReferenceChecks,
  { lineOf }: Pick<YamlText, 'lineOf'>,
): readonly PathFault[] {
  const { feeds, topics, channels } = outlineSchema.catch(emptyOutline).parse(value);
  const names = places(
    'topics',
    'name',
    topics?.map(({ name }) => name),
  );
  const queries = places(
    'topics',
    'query',
    topics?.map(({ query }) => query),
  );
  const ids = places(
    'channels',
    'channel',
    channels?.map(({ channel }) => channel),
  );
  const declared = topics ?? [defaultTopic];
  return [
    ...places(
      'feeds',
      'feed',
      feeds?.map(({ feed }) => feed),
    ).flatMap((place) => (feedIds.includes(place.text) ? [] : [unknownName(place, 'the id of a feed', feedIds)])),
    ...repeated(names, lineOf),
    ...queries.flatMap((place) => faultOfQuery(place, checkQuery)),
    ...repeated(ids, lineOf),
    ...(channels ?? []).flatMap(({ topics }, i) =>
      checkTopics(topics ?? [], ['channels', i, 'topics'], declared, lineOf),
    ),
  ];
}

/** The topic of this name; letter case does not count. */
export function findTopic<Topic extends { readonly name: string }>(
  name: string,
  topics: readonly Topic[],
): Topic | undefined {
  return topics.find((topic) => topic.name.toLowerCase() === name.toLowerCase());
}

function listOf<Schema extends z.ZodType>(schema: Schema) {
  return z.array(schema).nullish().catch([]);
}

function places(section: string, key: string, found: readonly string[] = []): readonly Place[] {
  return found.map((text, i) => ({ text, path: [section, i, key] })).filter(({ text }) => text !== '');
}

function checkTopics(
  names: readonly string[],
  path: readonly PropertyKey[],
  declared: readonly { readonly name: string }[],
  lineOf: YamlText['lineOf'],
): readonly PathFault[] {
  const followed = names.map((text, i) => ({ text, path: [...path, i] })).filter(({ text }) => text !== '');
  const known = declared.map(({ name }) => name).filter((name) => name !== '');
  const strangers = followed.filter(({ text }) => findTopic(text, declared) === undefined);
  return [
    ...repeated(followed, lineOf),
    ...strangers.map((place) => unknownName(place, 'the name of a topic above', known)),
  ];
}

function repeated(all: readonly Place[], lineOf: YamlText['lineOf']): readonly PathFault[] {
  const firsts = new Map<string, Place>();
  return all.flatMap((place) => {
    const { text, path } = place;
    const first = firsts.get(text.toLowerCase());
    if (first !== undefined)
      return [{ path, message: `${quote(text)} stands on line ${lineOf(first.path)} already; keep one` }];
    firsts.set(text.toLowerCase(), place);
    return [];
  });
}

function unknownName({ text, path }: Place, what: string, known: readonly string[]): PathFault {
  const near = nearest(text, known);
  const list = near === undefined && known.length > 0 ? ` (${[...new Set(known)].join(', ')})` : '';
  return { path, message: `expected ${what}${list}${found(text, near)}` };
}

function faultOfQuery({ text, path }: Place, checkQuery: ReferenceChecks['checkQuery']): readonly PathFault[] {
  try {
    checkQuery(text);
    return [];
  } catch (error) {
    return [{ path, message: messageOf(error) }];
  }
}
