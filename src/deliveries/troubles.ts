import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** A part of a digest that was given up, or left in doubt. */
export interface FailedPart {
  /** From 0. */
  readonly position: number;
  /** How many parts its digest had. */
  readonly parts: number;
  /** When the digest was composed, in milliseconds since 1970. */
  readonly atMs: number;
}

/** The latest of a channel's parts that failed. */
export async function listFailedParts(store: Store, channel: string, limit: number): Promise<readonly FailedPart[]> {
  const rows = await store.query(sql`SELECT p.position, d.at_ms,
      (SELECT COUNT(*) FROM delivery_parts WHERE delivery = d.id) AS parts
    FROM deliveries d JOIN delivery_parts p ON p.delivery = d.id
    WHERE d.channel = ${channel} AND p.state = 'failed' ORDER BY d.id DESC, p.position LIMIT ${limit}`);
  return rows.map(({ position, at_ms, parts }) => ({
    position: Number(position),
    parts: Number(parts),
    atMs: Number(at_ms),
  }));
}
