import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** Forgets all saves and votes of a space, for one that the bot was taken out of. */
export async function removeReactions(store: Store, space: string): Promise<void> {
  // The channels of a space are named below it, `;` being the character after `:`; direct messages are their own space.
  const [below, beyond] = [`${space}:`, `${space};`];
  await store.transaction(function* () {
    yield sql`DELETE FROM saves WHERE space = ${space}`;
    yield sql`DELETE FROM votes WHERE channel = ${space} OR (channel >= ${below} AND channel < ${beyond})`;
  });
}
