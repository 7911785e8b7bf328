import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { listLeftSpaces } from '../digests/spaces.ts';

/** Deletes what persons have kept and voted in spaces that the bot left before an instant. */
export async function forgetPersons(store: Store, leftBeforeMs: number): Promise<void> {
  const spaces = await listLeftSpaces(store, leftBeforeMs);
  if (spaces.length === 0) return;
  await store.transaction(function* () {
    for (const space of spaces) {
      // The channels of a space are named below it, `;` being the character after `:`; direct messages are their own space.
      const [below, beyond] = [`${space}:`, `${space};`];
      yield sql`DELETE FROM saves WHERE space = ${space}`;
      yield sql`DELETE FROM votes WHERE channel = ${space} OR (channel >= ${below} AND channel < ${beyond})`;
    }
  });
}
