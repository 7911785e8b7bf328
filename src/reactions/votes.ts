import { list, sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

/** Yes or no to a paper. */
export type Vote = 'up' | 'down';

/** How many people of a channel said yes and no to a paper. */
export interface VoteCount {
  readonly up: number;
  readonly down: number;
}

/** Whose vote: a person is known by hash only, and in each channel apart. */
export interface Voter {
  readonly channel: string;
  readonly person: string;
}

const COUNT_BATCH = 1000;

/** Keeps a vote in place of an earlier one of the same person. */
export async function votePaper(
  store: Store,
  { channel, person }: Voter,
  paper: string,
  vote: Vote,
  atMs: number,
): Promise<void> {
  await store.query(sql`INSERT INTO votes (channel, person, paper, vote, at_ms)
    VALUES (${channel}, ${person}, ${paper}, ${vote === 'up' ? 1 : -1}, ${atMs})
    ON CONFLICT (channel, person, paper) DO UPDATE SET vote = excluded.vote, at_ms = excluded.at_ms`);
}

/** The votes of a channel on each of these papers; one without any is left out. */
export async function countVotes(
  store: Store,
  channel: string,
  papers: readonly string[],
): Promise<ReadonlyMap<string, VoteCount>> {
  const counts = new Map<string, VoteCount>();
  for (let from = 0; from < papers.length; from += COUNT_BATCH) {
    const ids = list(papers.slice(from, from + COUNT_BATCH));
    const rows = await store.query(sql`SELECT paper, COUNT(*) FILTER (WHERE vote = 1) AS up,
        COUNT(*) FILTER (WHERE vote = -1) AS down FROM votes
      WHERE channel = ${channel} AND paper IN ${ids} GROUP BY paper`);
    for (const row of rows) counts.set(String(row['paper']), { up: Number(row['up']), down: Number(row['down']) });
  }
  return counts;
}
