import { StoreError } from '../core/errors.ts';
import { list, sql, type Statement } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { aliasQuery, currentId, toAliases } from './aliases.ts';
import { commitDiff, copyFollowers, isSame, type Basis, type CommitRun, type LibraryDiff } from './commit.ts';
import { diffSightings, formerId } from './diff.ts';
import { canonicalIds, keysOf } from './identity.ts';
import type { Paper, Sighting } from './paper.ts';

export type { LibraryDiff } from './commit.ts';

/** All papers, how they are known, and when they came. */
export interface Library {
  /** Compares sightings (a few hundred at most) with what is known. Writes nothing. Rejects with `StoreError`. */
  diff(sightings: readonly Sighting[]): Promise<LibraryDiff>;
  /**
   * Keeps what a diff found. The intake is the commit point: before it, a paper is new again. Resolves with its number,
   * undefined where nothing was new, or `stale`, nothing kept, where another process has meanwhile learnt of one of the
   * papers: then make the diff anew. Rejects with `StoreError`; then too the same sightings lead to the same library.
   */
  commit(diff: LibraryDiff, run: CommitRun): Promise<number | undefined | 'stale'>;
  /** Papers by id, in order; an id that a merge or a later sighting has made an alias gives the paper it stands for. */
  get(ids: readonly string[]): Promise<readonly (Paper | undefined)[]>;
  /** Ids of the papers of intakes after `from` up to `to`, oldest first, `limit` at most. */
  papersBetween(from: number, to: number, limit?: number): Promise<readonly string[]>;
  /** Ids of the newest papers: the last intake first, each in the order of its page; `offset` others stand before them. */
  newest(limit: number, among?: IntakeFilter, offset?: number): Promise<readonly string[]>;
  /** Those of the papers that came in such an intake, in the same order. */
  sortNewest(ids: readonly string[], among?: IntakeFilter): Promise<readonly string[]>;
  /** The number of the last intake, 0 before the first. */
  head(): Promise<number>;
  /** How many papers there are, and when the first and last of them came (milliseconds since 1970). */
  size(): Promise<{ readonly papers: number; readonly firstMs: number; readonly lastMs: number }>;
}

/** Which intakes count. */
export interface IntakeFilter {
  readonly feed?: string;
  /** Milliseconds since 1970, both: from then on, and before then. */
  readonly fromMs?: number;
  readonly beforeMs?: number;
}

const READ_BATCH = 500;

/** Opens the library of a store. */
export function openLibrary(store: Store): Library {
  return {
    async diff(sightings) {
      const basis = await readBasis(store, namesOf(sightings));
      return { ...diffSightings(sightings, basis), basis };
    },
    commit: (diff, run) => commit(store, diff, run),
    async get(ids) {
      const papers: (Paper | undefined)[] = [];
      for (let from = 0; from < ids.length; from += READ_BATCH)
        papers.push(...(await readPapers(store, ids.slice(from, from + READ_BATCH))));
      return papers;
    },
    papersBetween: (from, to, limit = Number.MAX_SAFE_INTEGER) =>
      readIds(
        store,
        sql`SELECT paper FROM intake_papers WHERE intake > ${from} AND intake <= ${to} ORDER BY intake, position LIMIT ${limit}`,
      ),
    newest: (limit, { feed = null, fromMs = null, beforeMs = null } = {}, offset = 0) =>
      readIds(
        store,
        sql`SELECT paper FROM intakes JOIN intake_papers ON intake = number
          WHERE feed = COALESCE(${feed}, feed) AND at_ms >= COALESCE(${fromMs}, at_ms)
            AND at_ms < COALESCE(${beforeMs}, at_ms + 1)
          ORDER BY number DESC, position LIMIT ${limit} OFFSET ${offset}`,
      ),
    sortNewest: (ids, among = {}) => sortNewest(store, ids, among),
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

async function commit(store: Store, diff: LibraryDiff, run: CommitRun): Promise<number | undefined | 'stale'> {
  const { added, changed, aliases, merged, basis } = diff;
  if (added.length + changed.length + aliases.length === 0) return undefined;
  // The transaction sees no records: whether another process has changed one is asked right before they are written.
  if (!isSame(await readBasis(store, basis.names), basis)) return 'stale';
  const mergedInto = new Set(merged.map(({ into }) => into));
  await write(store, [...added, ...changed.filter(({ id }) => mergedInto.has(id))]);
  await copyFollowers(store, diff);
  const intake = await store.transaction(() => commitDiff(store, diff, run));
  if (intake === 'stale') return intake;
  // Only now, so that after a crash they are found changed again and reach the index.
  await write(
    store,
    changed.filter(({ id }) => !mergedInto.has(id)),
  );
  return intake;
}

async function write(store: Store, papers: readonly Paper[]): Promise<void> {
  if (papers.length > 0) await papersOf(store).setMany(papers.map((paper) => ({ key: paper.id, value: paper })));
}

async function readBasis(store: Store, names: readonly string[]): Promise<Basis> {
  const aliases = names.length === 0 ? [] : toAliases(await store.query(aliasQuery(names)));
  const ids = [...new Set(aliases.map(([, paper]) => paper))];
  const records = ids.length === 0 ? [] : await papersOf(store).getMany(ids);
  const papers = records.filter((paper) => paper !== undefined);
  if (papers.length < ids.length)
    throw new StoreError(
      'store-damaged',
      `The store has lost ${ids.length - papers.length} of its papers; restore it from a backup.`,
    );
  return { names, aliases, papers };
}

async function readPapers(store: Store, ids: readonly string[]): Promise<readonly (Paper | undefined)[]> {
  const rows = await store.query(aliasQuery([...ids, ...ids.map(formerId)]));
  const aliases = Map.groupBy(toAliases(rows), ([name]) => name);
  const current = ids.map((id) => currentId(id, (name) => (aliases.get(name) ?? []).map(([, paper]) => paper)));
  const found = current.filter((id) => id !== undefined);
  const records = found.length === 0 ? [] : await papersOf(store).getMany(found);
  const papers = new Map(found.map((id, i) => [id, records[i]]));
  return current.map((id) => (id === undefined ? undefined : papers.get(id)));
}

async function sortNewest(
  store: Store,
  ids: readonly string[],
  { feed, fromMs, beforeMs }: IntakeFilter,
): Promise<readonly string[]> {
  const found: { readonly paper: string; readonly intake: number; readonly position: number }[] = [];
  for (let from = 0; from < ids.length; from += READ_BATCH) {
    const rows = await store.query(sql`SELECT paper, intake, position FROM intake_papers JOIN intakes ON intake = number
      WHERE paper IN ${list(ids.slice(from, from + READ_BATCH))} AND feed = COALESCE(${feed ?? null}, feed)
        AND at_ms >= COALESCE(${fromMs ?? null}, at_ms) AND at_ms < COALESCE(${beforeMs ?? null}, at_ms + 1)`);
    for (const { paper, intake, position } of rows)
      found.push({ paper: String(paper), intake: Number(intake), position: Number(position) });
  }
  return found.sort((a, b) => b.intake - a.intake || a.position - b.position).map(({ paper }) => paper);
}

async function readIds(store: Store, query: Statement): Promise<readonly string[]> {
  return (await store.query(query)).map((row) => String(row['paper']));
}

function papersOf(store: Store): ReturnType<typeof store.records<Paper>> {
  return store.records<Paper>('papers');
}

function namesOf(sightings: readonly Sighting[]): readonly string[] {
  const keys = sightings.map((sighting) =>
    keysOf({ title: sighting.title, ...canonicalIds(sighting.arxivId, sighting.doi) }),
  );
  return [...new Set(keys.flatMap(({ ids, title }) => [...ids, title]))];
}
