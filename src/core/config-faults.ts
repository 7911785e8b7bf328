import type { z } from 'zod';
import { knownKeys } from './config-schema.ts';
import { nearest } from './nearest.ts';
import { isSecretName, redact } from './redact.ts';

/** A fault and the key or item it is about. */
export interface PathFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

const LONGEST_QUOTE = 60;

/** The variables that hold what somebody may want to write into the file, by a word in the key or in those around it. */
const secretVariables: readonly (readonly [word: RegExp, variable: string])[] = [
  [/app.?token/i, 'SLACK_APP_TOKEN'],
  [/signing/i, 'SLACK_SIGNING_SECRET'],
  [/slack/i, 'SLACK_BOT_TOKEN'],
  [/discord/i, 'DISCORD_TOKEN'],
  [/openai|api.?key|model|summaries/i, 'OPENAI_API_KEY'],
];

/** Turns what the schema has against a value into sentences that end with what was found, one for each key. */
export function faultsOf(issues: readonly Issue[], value: unknown): readonly PathFault[] {
  const faults = issues.flatMap((issue) => faultsOfIssue(issue, value));
  const places = faults.map(({ path }) => path.join('.'));
  return faults.filter((_, i) => places.indexOf(places[i] ?? '') === i);
}

/** Ends a sentence about a value: `, found "Berlin"`, with what was perhaps meant. */
export function found(value: unknown, meant?: string): string {
  return `, found ${quote(value)}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

function faultsOfIssue(issue: Issue, value: unknown): readonly PathFault[] {
  const { path, message } = issue;
  const inside = valueAt(value, path);
  if (issue.code === 'unrecognized_keys') return issue.keys.flatMap((key) => faultsOfKey(path, key, inside));
  const deeper = issue.code === 'invalid_union' ? issue.errors.find((branch) => branch.some(hasPath)) : undefined;
  if (deeper !== undefined) {
    return faultsOf(deeper, inside).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
  }
  return [{ path, message: message + found(inside) }];
}

function hasPath(issue: Issue): boolean {
  return issue.path.length > 0;
}

function faultsOfKey(path: readonly PropertyKey[], key: string, around: unknown): readonly PathFault[] {
  const place = [...path, key];
  if (isSecretName(key)) return [{ path: place, message: refuseSecret(place) }];
  const known = knownKeys(path);
  const near = nearest(key, known);
  const advice = near === undefined ? `known here: ${known.join(', ')}` : `did you mean ${near}?`;
  return [{ path: place, message: `unknown key; ${advice}` }, ...secretsIn(valueAt(around, [key]), place)];
}

/** Secrets under a key that is refused anyway: its writer learns at once where they belong. */
function secretsIn(value: unknown, path: readonly PropertyKey[]): readonly PathFault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    return isSecretName(key) ? [{ path: place, message: refuseSecret(place) }] : secretsIn(child, place);
  });
}

function refuseSecret(path: readonly PropertyKey[]): string {
  const words = path.join(' ');
  const variable = secretVariables.find(([word]) => word.test(words))?.[1];
  const names = variable ?? 'DISCORD_TOKEN, SLACK_BOT_TOKEN, OPENAI_API_KEY or whatever it is';
  return `secrets do not belong into this file; take it out and set ${names} in the environment or in .env instead`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, step) => Object.entries(inside ?? {}).find(([key]) => key === String(step))?.[1],
    value,
  );
}

/** A value of the file as a message shows it: shortened, and without secrets. */
export function quote(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'keys and values';
  // It may be a token in the wrong place.
  const text = redact(JSON.stringify(value));
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
