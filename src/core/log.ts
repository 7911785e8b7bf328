import { pino } from 'pino';
import type { LogLevel } from './env.ts';
import { logContext } from './log-context.ts';
import { plainOf, prettify } from './log-fields.ts';
import { createRedactor } from './redact.ts';

/** Where a log's lines go. */
export interface LogDestination {
  /** Takes one line, its line break included, and is done with it on return. */
  write(line: string): void;
}

/** How a log is made. */
export interface LogOptions {
  readonly level: LogLevel;
  /** For a person at a terminal, rather than JSON. */
  readonly pretty?: boolean;
  /** Values never to be shown, whatever they look like: `Environment.secrets`. */
  readonly secrets?: readonly string[];
  /** Standard error where absent, since standard output belongs to results. */
  readonly destination?: LogDestination;
}

/** Writes one line: fields first, where there are any. An error goes into a field of its own (`{ err }`). */
export interface LogCall {
  (message: string): void;
  (fields: object, message: string): void;
}

/** Says what happens, one line each. No secret, webhook or query string gets out, neither in a message nor in a field. */
export interface Log {
  /** Steps on the way, for who looks for a fault. */
  readonly debug: LogCall;
  /** What was done. */
  readonly info: LogCall;
  /** Something failed, and the rest went on. */
  readonly warn: LogCall;
  /** Something failed, and a person should look. */
  readonly error: LogCall;
}

/** Makes a log. Each line is written before its call returns, so that nothing is lost when the program ends. */
export function createLog({ level, pretty = false, secrets = [], destination }: LogOptions): Log {
  const redact = createRedactor(secrets);
  const stream = destination ?? pino.destination({ fd: 2, sync: true });
  const logger = pino(
    {
      level,
      base: null,
      mixin: () => ({ ...logContext() }),
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Without this a field `err` would be taken apart once more.
      serializers: { err: (plain: unknown) => plain },
    },
    pretty ? { write: (line: string) => stream.write(prettify(line)) } : stream,
  );

  function callAt(level: Exclude<LogLevel, 'silent'>): LogCall {
    return (first: object | string, message: string = '') => {
      if (!logger.isLevelEnabled(level)) return;
      if (typeof first === 'string') logger[level](redact(first));
      else logger[level](plainOf(first, redact), redact(message));
    };
  }
  return { debug: callAt('debug'), info: callAt('info'), warn: callAt('warn'), error: callAt('error') };
}
