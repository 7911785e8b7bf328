import type { IndexedText } from '../core/store/full-text.ts';
import { sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { aliasQuery, toAliases } from './aliases.ts';
import type { Alias, Diff } from './diff.ts';
import type { Paper } from './paper.ts';

/** What was known of the papers of a batch when its diff was made. */
export interface Basis {
  /** The names the sightings were looked up by. */
  readonly names: readonly string[];
  readonly aliases: readonly Alias[];
  readonly papers: readonly Paper[];
}

/** A diff, and what it was made against: it can be committed only while that has not changed. */
export interface LibraryDiff extends Diff {
  readonly basis: Basis;
}

/** The collect run that a commit belongs to. */
export interface CommitRun {
  readonly feed: string;
  /** Unique to the run. */
  readonly id: string;
  readonly atMs: number;
}

/** Other Keyv namespaces whose records are kept by a paper's id. */
const FOLLOWING_RECORDS = ['summaries'];

/** The statements of a commit; they return the number of the intake, undefined where nothing is new, or `stale`. */
export function* commitDiff(
  { fullText }: Store,
  diff: LibraryDiff,
  run: CommitRun,
): Statements<number | undefined | 'stale'> {
  const aliases = toAliases(yield aliasQuery(diff.basis.names));
  if (!isSame(aliases, diff.basis.aliases)) return 'stale';
  for (const { from, into } of diff.merged) {
    yield* moveFollowers(from, into);
    yield* fullText.remove(from);
  }
  for (const [alias, paper] of diff.aliases)
    yield sql`INSERT INTO aliases (alias, paper) VALUES (${alias}, ${paper}) ON CONFLICT DO NOTHING`;
  for (const paper of [...diff.added, ...reworded(diff)]) yield* fullText.put(paper.id, textOf(paper));
  return diff.added.length === 0 ? undefined : yield* appendIntake(diff.added, run);
}

/** Gives what is kept of a merged paper under its id to the one that stays, where that has none of its own. */
export async function copyFollowers(store: Store, { merged }: Diff): Promise<void> {
  for (const { from, into } of merged) {
    for (const namespace of FOLLOWING_RECORDS) {
      const records = store.records(namespace);
      const [old, own] = await records.getMany([from, into]);
      if (old !== undefined && own === undefined) await records.set(into, old);
    }
  }
}

/** Whether two readings of the store came out the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function* appendIntake(papers: readonly Paper[], run: CommitRun): Statements<number> {
  const [row] =
    yield sql`INSERT INTO intakes (run, feed, at_ms) VALUES (${run.id}, ${run.feed}, ${run.atMs}) RETURNING number`;
  const number = Number(row?.['number']);
  for (const [position, { id }] of papers.entries())
    yield sql`INSERT INTO intake_papers (paper, intake, position) VALUES (${id}, ${number}, ${position})`;
  return number;
}

/** Moves the rows that hang on a paper which proved to be the same as an older one. */
function* moveFollowers(from: string, into: string): Statements<void> {
  yield sql`INSERT INTO aliases (alias, paper) SELECT alias, ${into} FROM aliases WHERE paper = ${from} ON CONFLICT DO NOTHING`;
  yield sql`DELETE FROM aliases WHERE paper = ${from}`;
  yield sql`DELETE FROM intake_papers WHERE paper = ${from}`;
  yield sql`INSERT INTO ledger (channel, paper, delivery)
    SELECT channel, ${into}, delivery FROM ledger WHERE paper = ${from} ON CONFLICT DO NOTHING`;
  yield sql`DELETE FROM ledger WHERE paper = ${from}`;
  yield sql`INSERT INTO saves (space, person, paper, channel, at_ms)
    SELECT space, person, ${into}, channel, at_ms FROM saves WHERE paper = ${from} ON CONFLICT DO NOTHING`;
  yield sql`DELETE FROM saves WHERE paper = ${from}`;
  yield sql`INSERT INTO votes (channel, person, paper, vote, at_ms)
    SELECT channel, person, ${into}, vote, at_ms FROM votes WHERE paper = ${from}
    ON CONFLICT (channel, person, paper) DO UPDATE SET vote = excluded.vote, at_ms = excluded.at_ms
    WHERE excluded.at_ms > votes.at_ms`;
  yield sql`DELETE FROM votes WHERE paper = ${from}`;
  // Where a channel has a thread of either, both go on; the newer one is found by its thread only.
  yield sql`UPDATE discussions SET paper = ${into} WHERE paper = ${from}
    AND NOT EXISTS (SELECT 1 FROM discussions AS own WHERE own.channel = discussions.channel AND own.paper = ${into})`;
}

/** The changed papers whose indexed text is, or may be, another than before. */
function reworded({ changed, merged, basis }: LibraryDiff): readonly Paper[] {
  const before = new Map(basis.papers.map((paper) => [paper.id, paper]));
  return changed.filter((paper) => {
    const known = before.get(paper.id);
    const isMerged = merged.some(({ into }) => into === paper.id);
    return isMerged || known === undefined || !isSame(textOf(known), textOf(paper));
  });
}

/** What of a paper is searched: all that its topics look at, so that the index can tell which papers a topic may match. */
function textOf({ title, abstract, blurb, authors }: Paper): IndexedText {
  const texts = [abstract, blurb].filter((text) => text !== undefined);
  return { title, abstract: texts.join('\n\n'), ...(authors !== undefined && { authors }) };
}
