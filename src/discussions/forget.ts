import { list, sql, type Row, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { dayOf } from '../core/times.ts';
import { listLeftSpaces } from '../digests/spaces.ts';
import { dropDiscussions } from './discussion.ts';
import { dropRecap } from './thread-posts.ts';

/** What was removed of a person. */
export interface Forgotten {
  readonly saves: number;
  readonly votes: number;
  readonly recapLines: number;
}

/** How many discussions are forgotten at a time. */
const BATCH = 100;

const DAY_MS = 24 * 3600 * 1000;

/**
 * Deletes what is kept of discussions in which nothing was said since an instant, and of those in spaces that the bot left
 * before another; and how much was asked before yesterday. The threads themselves stay.
 */
export async function forgetDiscussions(
  store: Store,
  {
    quietBeforeMs,
    leftBeforeMs,
    nowMs,
  }: { readonly quietBeforeMs: number; readonly leftBeforeMs: number; readonly nowMs: number },
): Promise<void> {
  const left = list(await listLeftSpaces(store, leftBeforeMs));
  await store.query(sql`DELETE FROM questions WHERE day < ${dayOf(nowMs - DAY_MS)} OR space IN ${left}`);
  const rows = await store.query(sql`SELECT id FROM discussions WHERE last_ms < ${quietBeforeMs}
    UNION SELECT id FROM discussions WHERE space IN ${left} LIMIT ${BATCH}`);
  if (rows.length === 0) return;
  await store.transaction(() => dropDiscussions(rows.map(({ id }) => Number(id))));
}

/** Deletes what is kept of a person (a hash) in every space: also the lines of recaps that name them, as far as their name is known from others. */
export async function forgetPerson(store: Store, person: string): Promise<Forgotten> {
  return store.transaction(function* (): Statements<Forgotten> {
    const saves = yield sql`DELETE FROM saves WHERE person = ${person} RETURNING paper`;
    const votes = yield sql`DELETE FROM votes WHERE person = ${person} RETURNING paper`;
    // How much the team has asked is no trace of anybody, and else whoever is forgotten could ask without end.
    yield sql`INSERT INTO questions (day, space, person, count)
      SELECT day, space, '', count FROM questions WHERE person = ${person}
      ON CONFLICT (day, space, person) DO UPDATE SET count = questions.count + excluded.count`;
    yield sql`DELETE FROM questions WHERE person = ${person}`;
    const named = yield* findNaming(person);
    const own = yield sql`DELETE FROM recap_lines WHERE person = ${person} RETURNING discussion`;
    for (const { discussion = null, position = null } of named)
      yield sql`DELETE FROM recap_lines WHERE discussion = ${discussion} AND position = ${position}`;
    for (const { discussion } of [...own, ...named]) yield* dropRecap(Number(discussion));
    return { saves: saves.length, votes: votes.length, recapLines: own.length + named.length };
  });
}

/** The lines of others that name a person, in the spaces where the person goes by that name. */
function* findNaming(person: string): Statements<readonly Row[]> {
  const names = yield sql`SELECT DISTINCT space, name FROM recap_lines JOIN discussions ON discussions.id = discussion
    WHERE person = ${person}`;
  const naming: Row[] = [];
  for (const { space = null, name } of names) {
    const lines =
      yield sql`SELECT discussion, position, text FROM recap_lines JOIN discussions ON discussions.id = discussion
      WHERE space = ${space} AND person <> ${person}`;
    naming.push(...lines.filter(({ text }) => isNamed(String(text), String(name))));
  }
  return [...new Map(naming.map((row) => [`${row['discussion']} ${row['position']}`, row])).values()];
}

/** Whether a text holds a name as words of their own. */
function isNamed(text: string, name: string): boolean {
  const escaped = name.trim().replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return escaped !== '' && new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'iu').test(text);
}
