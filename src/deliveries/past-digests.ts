import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import type { Digest } from '../digests/digest.ts';
import { DigestSchema } from './digest-schema.ts';

/** The digest of a channel that covered an intake; nothing where none was, or where it had nothing to show. */
export async function findDigestOf(store: Store, channel: string, intake: number): Promise<Digest | undefined> {
  const [row] = await store.query(sql`SELECT digest FROM deliveries
    WHERE channel = ${channel} AND from_intake < ${intake} AND to_intake >= ${intake}`);
  return row && DigestSchema.parse(JSON.parse(String(row['digest'])));
}
