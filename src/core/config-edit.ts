import { isMap, isNode, isScalar, isSeq, parseDocument, visit, type Document, type YAMLMap } from 'yaml';
import { tagsOfText } from './config-layout.ts';
import type { ChannelConfig, TopicConfig } from './config.ts';

/** What to change of a config file; what is absent stays as it is. */
export interface ConfigEdit {
  /** All that are to be there. Those that stand there under their name stay as they are, with their comments. */
  readonly topics?: readonly TopicConfig[];
  /** Each is added, or given its new times where it stands there. */
  readonly channels?: readonly ChannelTimes[];
}

/** When a channel gets its digest. */
export type ChannelTimes = Pick<ChannelConfig, 'channel' | 'at' | 'weekdays' | 'timezone'>;

/** The lines of the shipped file are no longer. */
const LINE_WIDTH = 120;

/** The text of a config file, changed. Comments and all other settings stay. The text must be sound YAML. */
export function editConfig(given: string, { topics, channels = [] }: ConfigEdit): string {
  const text = given.replaceAll('\r\n', '\n');
  const document = parseDocument(text, { schema: 'core', customTags: tagsOfText(text) });
  writeOut(document);
  if (topics !== undefined) setTopics(document, topics);
  for (const times of channels) setChannel(document, times);
  const edited = document.toString({ lineWidth: LINE_WIDTH, flowCollectionPadding: false });
  return given.includes('\r\n') ? edited.replaceAll('\n', '\r\n') : edited;
}

/** What stands under an alias is written out: changed in one place, it would change in the others, or be missing there. */
function writeOut(document: Document.Parsed): void {
  visit(document, {
    Alias(_, alias, around) {
      for (const node of around) if (isNode(node)) node.range = null;
      const copy = alias.resolve(document)?.clone();
      if (isNode(copy)) delete copy.anchor;
      return isNode(copy) ? copy : undefined;
    },
  });
}

function setTopics(document: Document.Parsed, topics: readonly TopicConfig[]): void {
  const named = new Set(topics.map(({ name }) => keyOf(name)));
  const known = new Set(itemsOf(document, 'topics').map((item) => keyOf(textOf(item, 'name'))));
  removeItems(document, ['topics'], (item) => !isMap(item) || !named.has(keyOf(textOf(item, 'name'))));
  for (const topic of topics)
    if (!known.has(keyOf(topic.name))) addItem(document, 'topics', document.createNode({ ...topic }));
  // A channel cannot go on following what is no longer there.
  for (const [i] of itemsOf(document, 'channels').entries()) {
    removeItems(document, ['channels', i, 'topics'], (item) => isScalar(item) && !named.has(keyOf(String(item.value))));
    const left = document.getIn(['channels', i, 'topics']);
    if (isSeq(left) && left.items.length === 0) document.setIn(['channels', i, 'topics'], 'all');
  }
}

function setChannel(document: Document.Parsed, { channel, at, weekdays, timezone }: ChannelTimes): void {
  const known = itemsOf(document, 'channels').findIndex((item) => textOf(item, 'channel') === channel);
  const place = known < 0 ? itemsOf(document, 'channels').length : known;
  if (known < 0) addItem(document, 'channels', document.createNode({ channel, topics: 'all' }));
  for (const [key, value] of Object.entries({ at, weekdays, timezone })) {
    const path = ['channels', place, key];
    renew(document, path);
    const before = document.getIn(path, true);
    // The comment behind it stays where only the value changes.
    if (isScalar(before) && typeof value === 'string') before.value = value;
    else document.setIn(path, document.createNode(value, { flow: true }));
  }
  // Without quotes a time of day would be a number to older readers of YAML.
  const time = document.getIn(['channels', place, 'at'], true);
  if (isScalar(time)) time.type = 'QUOTE_SINGLE';
}

function addItem(document: Document.Parsed, section: string, item: unknown): void {
  renew(document, [section]);
  if (isSeq(document.get(section))) document.addIn([section], item);
  else document.set(section, document.createNode([item]));
}

function removeItems(
  document: Document.Parsed,
  path: readonly unknown[],
  isUnwanted: (item: unknown) => boolean,
): void {
  const list = document.getIn(path);
  if (!isSeq(list) || !list.items.some(isUnwanted)) return;
  renew(document, path);
  list.items = list.items.filter((item) => !isUnwanted(item));
}

/** What is changed, and all around it, is no longer written as it stood in the text. */
function renew(document: Document.Parsed, path: readonly unknown[]): void {
  for (const depth of [...path.keys(), path.length]) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node)) node.range = null;
  }
}

function itemsOf(document: Document.Parsed, section: string): readonly YAMLMap[] {
  const list = document.get(section);
  return isSeq(list) ? list.items.filter((item) => isMap(item)) : [];
}

function textOf(item: YAMLMap, key: string): string {
  return String(item.get(key) ?? '').trim();
}

/** Letter case does not count in the name of a topic. */
function keyOf(name: string): string {
  return name.trim().toLowerCase();
}
