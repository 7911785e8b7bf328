import { hostname } from 'node:os';
import { StoreError } from '../errors.ts';
import type { Store, StoreLock } from './store.ts';

/** The bot that runs on a store. */
export interface RunningNote {
  readonly pid: number;
  readonly host: string;
  /** In milliseconds since 1970. */
  readonly sinceMs: number;
}

/**
 * Takes the sole right to run the bot on a store, and notes who has it. Rejects with `StoreError` (`store-in-use`) that names
 * the bot that has it already. One that was killed has it no longer.
 */
export async function becomeSoleBot(store: Store, now: () => number): Promise<StoreLock> {
  const lock = await store.lock();
  if (lock === undefined) {
    const runner = describeRunner(await findNote(store));
    throw new StoreError(
      'store-in-use',
      `${runner} on this store already. End it first, or give this one a store of its own with STORE_URL.`,
    );
  }
  const note: RunningNote = { pid: process.pid, host: hostname(), sinceMs: now() };
  // The right is had without the note: a full disk is no reason not to serve people.
  await store
    .records<RunningNote>('running')
    .set('bot', note)
    .catch(() => undefined);
  return lock;
}

/** Who runs on a store, for the beginning of a sentence. */
function describeRunner(note: RunningNote | undefined): string {
  if (note === undefined) return 'Another Paperboy runs';
  const { pid, host, sinceMs } = note;
  return `Another Paperboy (process ${pid} on ${host}, since ${new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ')} UTC) runs`;
}

/** The bot that runs on a store; nothing where none does. */
export async function findRunner(store: Store): Promise<string | undefined> {
  const lock = await store.lock();
  if (lock === undefined) return describeRunner(await findNote(store));
  await lock.release();
  return undefined;
}

function findNote(store: Store): Promise<RunningNote | undefined> {
  return store.records<RunningNote>('running').get('bot');
}
