import { parseEnv } from 'node:util';
import { editConfig, type ConfigEdit } from '../../core/config-edit.ts';
import { editDotEnv } from '../../core/env-file.ts';
import { sayWeekdays } from '../../core/times.ts';
import { list } from '../../core/wording.ts';
import type { Variables } from './desk.ts';

/** A file to be written. */
export interface Writing {
  readonly path: string;
  readonly text: string;
  /** What stands there now; absent where there is no such file. */
  readonly before?: string;
  /** What changes, in words, one line each. */
  readonly changes: readonly string[];
}

/** A file as it was found. */
export interface Found {
  readonly path: string;
  readonly text?: string;
}

/** What becomes of `.env`; nothing where nothing changes. */
export function planDotEnv({ path, text }: Found, variables: Variables): Writing | undefined {
  const known = parseEnv(text ?? '');
  const wanted = Object.entries(variables)
    .map(([name, value]) => [name, value ?? ''] as const)
    .filter(([name, value]) => value !== (known[name] ?? ''));
  const of = (isOne: (name: string, value: string) => boolean) =>
    wanted.filter(([name, value]) => isOne(name, value)).map(([name]) => name);
  const groups = [
    ['sets', of((name, value) => value !== '' && !known[name])],
    ['replaces', of((name, value) => value !== '' && Boolean(known[name]))],
    ['empties', of((name, value) => value === '' && Boolean(known[name]))],
  ] as const;
  const changes = groups
    .filter(([, names]) => names.length > 0)
    .map(([verb, names]) => `${verb} ${list(names, 'and')}`);
  if (changes.length === 0) return undefined;
  const edited = editDotEnv(text ?? '', Object.fromEntries(wanted));
  return { path, text: edited, changes, ...(text !== undefined && { before: text }) };
}

/** What becomes of the configuration, begun from `shipped` where there is none yet; nothing where nothing changes. */
export function planConfig({ path, text }: Found, shipped: string, edit: ConfigEdit): Writing | undefined {
  const { topics, channels = [] } = edit;
  if (topics === undefined && channels.length === 0) return undefined;
  const changes = [
    ...(topics === undefined
      ? []
      : [
          `topics: ${list(
            topics.map(({ name }) => name),
            'and',
          )}`,
        ]),
    ...channels.map(
      ({ channel, at, weekdays, timezone }) => `${channel}: a digest at ${at} ${sayWeekdays(weekdays)} (${timezone})`,
    ),
  ];
  return { path, text: editConfig(text ?? shipped, edit), changes, ...(text !== undefined && { before: text }) };
}

/** Where a file that is changed stays as it was. */
export function backupOf(path: string): string {
  return `${path}.bak`;
}

/** All that is to be written, as the person is shown it. */
export function describeWritings(writings: readonly Writing[]): string {
  return writings
    .map(({ path, before, changes }) => {
      const title = before === undefined ? `${path} (new)` : path;
      return [title, ...changes.map((change) => `  ${change}`)].join('\n');
    })
    .join('\n\n');
}

/** The variables that are set outside of `.env` too, where what `.env` says of them does not count. */
export function findOverridden(text: string | undefined, variables: Variables, env: Variables): readonly string[] {
  const known = parseEnv(text ?? '');
  return Object.keys(variables).filter((name) => env[name]?.trim() && env[name] !== known[name]);
}
