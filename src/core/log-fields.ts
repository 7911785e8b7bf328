import { z } from 'zod';
import { PaperboyError } from './errors.ts';
import { isSecretName, REDACTED, type Redactor } from './redact.ts';

/** Fields of nothing but JSON values, fit to be shown. */
export type PlainFields = Readonly<Record<string, unknown>>;

/** One walk through the fields of a line. */
interface Walk {
  readonly redact: Redactor;
  /** Each object is shown once: a cycle ends, and a wide web of references stays small. */
  readonly shown: WeakSet<object>;
}

/**
 * Turns fields into JSON values: texts and names redacted, errors as code, message and causes, what is secret by its name
 * taken out. Never throws: where a line is written, something else has gone wrong already.
 */
export function plainOf(fields: object, redact: Redactor): PlainFields {
  try {
    return plainEntries(Object.entries(fields), { redact, shown: new WeakSet() });
  } catch {
    return { fields: '[unreadable]' };
  }
}

function plainEntries(entries: readonly (readonly [string, unknown])[], walk: Walk): PlainFields {
  return Object.fromEntries(
    entries.map(([name, value]) => [walk.redact(name), isHidden(name, value) ? REDACTED : plain(value, walk)]),
  );
}

/** A number under such a name counts something, and a truth value says whether it is there. */
function isHidden(name: string, value: unknown): boolean {
  return isSecretName(name) && value !== undefined && value !== null && !['number', 'boolean'].includes(typeof value);
}

function plain(value: unknown, walk: Walk): unknown {
  if (typeof value === 'string') return walk.redact(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (walk.shown.has(value)) return '[shown above]';
  walk.shown.add(value);
  if (value instanceof Error) return plainError(value, walk);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => plain(item, walk));
  // Dates, URLs, and whatever else knows better than its keys what it is.
  if ('toJSON' in value && typeof value.toJSON === 'function') return plain(value.toJSON(), walk);
  return plainEntries(Object.entries(value), walk);
}

/** Never all fields of an error: some libraries hang the whole request on it, headers and body included. */
function plainError(error: Error, walk: Walk): PlainFields {
  const shown: Record<string, unknown> = {
    name: error.name,
    code: 'code' in error ? error.code : undefined,
    status: 'status' in error ? error.status : undefined,
    message: error.message,
    // Ours are raised on purpose; of all others one wants to know where they came from.
    stack: error instanceof PaperboyError ? undefined : framesOf(error),
    cause: error.cause,
    errors: error instanceof AggregateError ? error.errors : undefined,
  };
  return plainEntries(Object.entries(shown), walk);
}

/** A stack begins with the message, which is shown already. */
function framesOf({ stack = '' }: Error): string | undefined {
  return /^ {4}at [^]*/m.exec(stack)?.[0].replace(/^ +/gm, '');
}

const lineSchema = z.looseObject({ level: z.string(), time: z.string(), msg: z.string() });
const errorSchema = z.object({ name: z.string(), message: z.string(), cause: z.unknown().optional() });

/** Turns one line of JSON into one for a person: the local time of day, the level, the message, each field as `name=value`. */
export function prettify(line: string): string {
  const { level, time, msg, ...fields } = lineSchema.parse(JSON.parse(line));
  const clock = new Date(time).toLocaleTimeString('en-GB');
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${prettyValue(value)}`);
  // A feed's text may hold anything; a terminal would obey its control characters.
  return `${[clock, level.padEnd(5), msg, ...shown].join(' ').replace(/\p{Cc}+/gu, ' ')}\n`;
}

function prettyValue(value: unknown): string {
  const error = errorSchema.safeParse(value);
  if (error.success) {
    const { name, message, cause } = error.data;
    return `"${name}: ${message}"${cause === undefined ? '' : ` caused by ${prettyValue(cause)}`}`;
  }
  return typeof value === 'string' && /^\S+$/.test(value) ? value : JSON.stringify(value);
}
