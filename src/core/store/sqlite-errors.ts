import { z } from 'zod';
import { messageOf, StoreError } from '../errors.ts';

/** What the primary result codes of SQLite mean for whoever runs Paperboy (https://sqlite.org/rescode.html). */
const MEANINGS: Readonly<Record<number, { readonly code: string; readonly sentence: string }>> = {
  5: {
    code: 'store-locked',
    sentence: 'The store is locked: another program has been writing to it for seconds. End that one, or wait for it.',
  },
  8: {
    code: 'store-read-only',
    sentence:
      'The store can be read but not written: check the rights on its file and folder, and how its disk is mounted.',
  },
  10: {
    code: 'store-disk',
    sentence:
      'The disk of the store does not answer as it should: check that disk, and whether a limit on file sizes is met.',
  },
  11: { code: 'store-damaged', sentence: 'The store is damaged: `paperboy restore` puts a backup in its place.' },
  13: {
    code: 'store-full',
    sentence: 'The store is full: there is no room left on its disk. Free some; nothing that was stored is lost.',
  },
  14: {
    code: 'store-unreachable',
    sentence: 'The store cannot be reached: check that its folder exists and may be written to.',
  },
  26: {
    code: 'store-foreign',
    sentence:
      'The store is no database of Paperboy: check STORE_URL, or put a backup in its place with `paperboy restore`.',
  },
};

const sqliteErrorSchema = z.object({ errcode: z.int() });

/** Makes a `StoreError` of what SQLite threw: a sentence that says how to mend it where that is known, else what was being done. */
export function toStoreError(cause: unknown, what: string): StoreError {
  const parsed = sqliteErrorSchema.safeParse(cause);
  // The lowest byte is the primary code; what stands above it only refines it.
  const meaning = parsed.success ? MEANINGS[parsed.data.errcode & 0xff] : undefined;
  if (meaning === undefined)
    return new StoreError('store', `The store could not ${what}: ${messageOf(cause)}`, { cause });
  return new StoreError(meaning.code, meaning.sentence, { cause });
}
