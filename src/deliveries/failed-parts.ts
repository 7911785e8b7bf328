import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { readPapers } from './outbox.ts';

/** A part of a digest that nobody may have seen. */
export interface FailedPart {
  /** From 0. */
  readonly position: number;
  /** How many parts its digest had. */
  readonly parts: number;
  /** When the digest was composed, in milliseconds since 1970. */
  readonly composedMs: number;
  /** The ids of its papers. */
  readonly papers: readonly string[];
  /**
   * `doubt`: a crash left it half sent, and the platform cannot say. `refused`: for its content, as plain text too.
   * `parked`: it was set aside, for it could not be sent at all.
   */
  readonly reason: 'doubt' | 'refused' | 'parked';
}

/** The latest of a channel's parts that failed, or were set aside. */
export async function listFailedParts(store: Store, channel: string, limit: number): Promise<readonly FailedPart[]> {
  const rows = await store.query(sql`SELECT p.position, p.papers, p.is_plain, p.state, d.at_ms,
      (SELECT COUNT(*) FROM delivery_parts WHERE delivery = d.id) AS parts
    FROM deliveries d JOIN delivery_parts p ON p.delivery = d.id
    WHERE d.channel = ${channel} AND (p.state = 'failed' OR (d.state = 'parked' AND p.state <> 'sent'))
    ORDER BY d.id DESC, p.position LIMIT ${limit}`);
  return rows.map(({ position, at_ms, parts, papers, is_plain, state }) => ({
    position: Number(position),
    parts: Number(parts),
    composedMs: Number(at_ms),
    papers: readPapers(papers),
    reason: state !== 'failed' ? 'parked' : is_plain === 1 ? 'refused' : 'doubt',
  }));
}
