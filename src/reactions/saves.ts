import { sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** Whose saves: a person is known by hash only, and in each space apart. */
export interface Keeper {
  readonly space: string;
  readonly person: string;
}

/** Keeps a paper; one that is kept already stays where it stands. Resolves with whether it was. */
export async function savePaper(
  store: Store,
  { space, person }: Keeper,
  paper: string,
  channel: string,
  atMs: number,
): Promise<boolean> {
  const added = await store.query(sql`INSERT INTO saves (space, person, paper, channel, at_ms)
    VALUES (${space}, ${person}, ${paper}, ${channel}, ${atMs}) ON CONFLICT DO NOTHING RETURNING paper`);
  return added.length === 0;
}

/** Keeps a paper no longer; resolves with whether it was kept. */
export async function unsavePaper(store: Store, { space, person }: Keeper, paper: string): Promise<boolean> {
  const removed = await store.query(
    sql`DELETE FROM saves WHERE space = ${space} AND person = ${person} AND paper = ${paper} RETURNING paper`,
  );
  return removed.length > 0;
}

/** Ids of the papers kept, the latest first; `offset` others stand before them. */
export async function listSaves(
  store: Store,
  { space, person }: Keeper,
  limit = Number.MAX_SAFE_INTEGER,
  offset = 0,
): Promise<readonly string[]> {
  const rows = await store.query(sql`SELECT paper FROM saves WHERE space = ${space} AND person = ${person}
    ORDER BY at_ms DESC, paper LIMIT ${limit} OFFSET ${offset}`);
  return rows.map((row) => String(row['paper']));
}
