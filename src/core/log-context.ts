import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** Names what a line of the log belongs to, so that one search finds all of it. */
export interface LogContext {
  /** One digest, from when it was composed to its last part; the markers of its parts begin with it. */
  readonly digest?: string;
  /** One use of a command, of a button or of a form. */
  readonly request?: string;
}

const contexts = new AsyncLocalStorage<LogContext>();

/** Does the work; every line that is logged meanwhile, by whatever it calls, carries these names and those around it. */
export function withinLog<Result>(context: LogContext, work: () => Result): Result {
  return contexts.run({ ...contexts.getStore(), ...context }, work);
}

/** Does the work as one request; one that has begun already goes on. */
export function withinRequest<Result>(work: () => Result): Result {
  if (contexts.getStore()?.request !== undefined) return work();
  return withinLog({ request: randomBytes(4).toString('hex') }, work);
}

/** What is being done now. */
export function logContext(): LogContext {
  return contexts.getStore() ?? {};
}
