import { StoreError } from '../core/errors.ts';
import { list, sql, type Row, type Statement } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { diffSightings, type Diff } from './diff.ts';
import { keysOf } from './identity.ts';
import type { Paper, Sighting } from './paper.ts';

/** A diff, and the aliases it was made against: it can be committed only while these are unchanged. */
export interface LibraryDiff extends Diff {
  readonly seenAliases: readonly string[];
  readonly snapshot: string;
}

/** One entry of the intake log: what one collect run found new. */
export interface Intake {
  /** Given in commit order, from 1. */
  readonly number: number;
  /** Ids of the papers, in the order they were seen. */
  readonly papers: readonly string[];
}

/** All papers, how they are known, and when they came. */
export interface Library {
  /** Compares sightings (a few hundred at most) with what is known. Writes nothing. */
  diff(sightings: readonly Sighting[]): Promise<LibraryDiff>;
  /**
   * Keeps what a diff found: records first, then in one transaction aliases, index and intake. The intake is the commit
   * point: before it, a paper is new again. Resolves with its number, undefined where nothing was new, or `stale` where
   * another process has meanwhile learnt of one of the papers: then make the diff anew.
   */
  commit(
    diff: LibraryDiff,
    run: { readonly feed: string; readonly id: string; readonly atMs: number },
  ): Promise<number | undefined | 'stale'>;
  /** Papers by id, in order; an id that a merge has made an alias gives the paper that stayed. */
  get(ids: readonly string[]): Promise<readonly (Paper | undefined)[]>;
  /** Ids of the papers of intakes after `from` up to `to`, oldest first, `limit` at most. */
  papersBetween(from: number, to: number, limit?: number): Promise<readonly string[]>;
  /** Ids of the newest papers, newest first. */
  newest(limit: number): Promise<readonly string[]>;
  /** The number of the last intake, 0 before the first. */
  head(): Promise<number>;
  /** How many papers there are, and when the first and last of them came (milliseconds since 1970). */
  size(): Promise<{ readonly papers: number; readonly firstMs: number; readonly lastMs: number }>;
}

const READ_BATCH = 500;

/** Opens the library of a store. */
export function openLibrary(store: Store): Library {
  const records = store.records<Paper>('papers');
  return {
    async diff(sightings) {
      const keys = sightings.map(keysOf).flatMap(({ ids, title }) => [...ids, title]);
      const seenAliases = [...new Set(keys)];
      const aliases = await findAliases(store, seenAliases);
      const ids = [...new Set(aliases.map(([, paper]) => paper))];
      const papers = ids.length === 0 ? [] : await records.getMany(ids);
      const known = papers.filter((paper) => paper !== undefined);
      if (known.length < ids.length)
        throw new StoreError(
          'store-damaged',
          `The store has lost ${ids.length - known.length} of its papers; restore it from a backup.`,
        );
      return {
        ...diffSightings(sightings, { papers: known, aliases }),
        seenAliases,
        snapshot: JSON.stringify(aliases),
      };
    },
    async commit(diff, run) {
      const written = [...diff.added, ...diff.changed];
      if (written.length > 0) await records.setMany(written.map((paper) => ({ key: paper.id, value: paper })));
      return store.transaction(() => commitDiff(store, diff, run));
    },
    async get(ids) {
      if (ids.length === 0) return [];
      const papers: (Paper | undefined)[] = [];
      for (let from = 0; from < ids.length; from += READ_BATCH) {
        const batch = ids.slice(from, from + READ_BATCH);
        const current = new Map(await findMerged(store, batch));
        papers.push(...(await records.getMany(batch.map((id) => current.get(id) ?? id))));
      }
      return papers;
    },
    async papersBetween(from, to, limit = -1) {
      const rows = await store.query(
        sql`SELECT paper FROM intake_papers WHERE intake > ${from} AND intake <= ${to} ORDER BY intake, position LIMIT ${limit}`,
      );
      return rows.map((row) => String(row['paper']));
    },
    async newest(limit) {
      const rows = await store.query(
        sql`SELECT paper FROM intake_papers ORDER BY intake DESC, position LIMIT ${limit}`,
      );
      return rows.map((row) => String(row['paper']));
    },
    async head() {
      return Number((await store.query(sql`SELECT COALESCE(MAX(number), 0) AS head FROM intakes`))[0]?.['head']);
    },
    async size() {
      const [row] = await store.query(sql`SELECT (SELECT COUNT(*) FROM intake_papers) AS papers,
        (SELECT COALESCE(MIN(at_ms), 0) FROM intakes) AS first, (SELECT COALESCE(MAX(at_ms), 0) FROM intakes) AS last`);
      return { papers: Number(row?.['papers']), firstMs: Number(row?.['first']), lastMs: Number(row?.['last']) };
    },
  };
}

type Statements<Result> = Generator<Statement, Result, readonly Row[]>;

function* commitDiff(
  store: Store,
  diff: LibraryDiff,
  run: { feed: string; id: string; atMs: number },
): Statements<number | undefined | 'stale'> {
  const now = toPairs(yield aliasQuery(diff.seenAliases));
  if (JSON.stringify(now) !== diff.snapshot) return 'stale';
  for (const { from, into } of diff.merged) yield* moveFollowers(store, from, into);
  for (const [alias, paper] of diff.aliases)
    yield sql`INSERT INTO aliases (alias, paper) VALUES (${alias}, ${paper}) ON CONFLICT DO NOTHING`;
  for (const paper of [...diff.added, ...diff.changed]) yield* store.fullText.put(paper.id, paper);
  if (diff.added.length === 0) return undefined;
  const [row] =
    yield sql`INSERT INTO intakes (run, feed, at_ms) VALUES (${run.id}, ${run.feed}, ${run.atMs}) RETURNING number`;
  const number = Number(row?.['number']);
  for (const [position, paper] of diff.added.entries()) {
    yield sql`INSERT INTO intake_papers (paper, intake, position) VALUES (${paper.id}, ${number}, ${position})`;
  }
  return number;
}

/** Moves what hangs on a record that proved to be the same paper as an older one. */
function* moveFollowers(store: Store, from: string, into: string): Statements<void> {
  yield sql`INSERT INTO aliases (alias, paper) SELECT alias, ${into} FROM aliases WHERE paper = ${from} ON CONFLICT DO NOTHING`;
  yield sql`DELETE FROM aliases WHERE paper = ${from}`;
  yield sql`DELETE FROM intake_papers WHERE paper = ${from}`;
  yield sql`INSERT INTO ledger (channel, paper, delivery)
    SELECT channel, ${into}, delivery FROM ledger WHERE paper = ${from} ON CONFLICT DO NOTHING`;
  yield sql`DELETE FROM ledger WHERE paper = ${from}`;
  yield* store.fullText.remove(from);
}

async function findAliases(store: Store, aliases: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  return aliases.length === 0 ? [] : toPairs(await store.query(aliasQuery(aliases)));
}

/** Oldest paper first, so that its id is the one that stays. */
function aliasQuery(aliases: readonly string[]): Statement {
  return sql`SELECT alias, aliases.paper AS paper FROM aliases LEFT JOIN intake_papers ON intake_papers.paper = aliases.paper
    WHERE alias IN ${list(aliases)} ORDER BY intake, position, alias`;
}

async function findMerged(store: Store, ids: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const rows = await store.query(sql`SELECT alias, paper FROM aliases WHERE alias IN ${list(ids)} AND alias <> paper
    AND NOT EXISTS (SELECT 1 FROM intake_papers WHERE intake_papers.paper = alias)`);
  return toPairs(rows);
}

function toPairs(rows: readonly Row[]): readonly (readonly [string, string])[] {
  return rows.map((row) => [String(row['alias']), String(row['paper'])]);
}
