import { list, sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { hashPerson } from '../reactions/person.ts';
import type { Discussion } from './discussion.ts';
import { tidyLine } from './recap-messages.ts';
import type { RecapLine } from './recap.ts';

/**
 * Keeps a recap in the place of the former one of its discussion, as that was when the recap was begun: its lines, and who
 * wrote what they stand on as hashes. Resolves with whether the discussion is still there; else nothing is kept.
 */
export function* keepRecap(
  { id, replies }: Pick<Discussion, 'id' | 'replies'>,
  lines: readonly RecapLine[],
  nowMs: number,
  secret: string,
): Statements<boolean> {
  if (!(yield* noteRecapped(id, replies))) return false;
  yield sql`DELETE FROM recap_lines WHERE discussion = ${id}`;
  for (const [position, { kind, text, verdict = null, message, person, name }] of lines.entries())
    yield sql`INSERT INTO recap_lines (discussion, position, recap_ms, kind, text, verdict, message, person, name)
      VALUES (${id}, ${position}, ${nowMs}, ${kind}, ${text}, ${verdict}, ${message},
        ${hashPerson(secret, person)}, ${name})`;
  return true;
}

/**
 * Says how much of what was said is dealt with: the next recap is for what comes after. Resolves with whether the discussion
 * is still there.
 */
export function* noteRecapped(id: number, replies: number): Statements<boolean> {
  const noted =
    yield sql`UPDATE discussions SET recap_replies = MIN(${replies}, replies) WHERE id = ${id} RETURNING id`;
  return noted.length > 0;
}

/** The lines of the kept recaps of these discussions, as people read them. */
export async function readRecaps(
  store: Store,
  discussions: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await store.query(sql`SELECT discussion, kind, text, verdict, name FROM recap_lines
    WHERE discussion IN ${list(discussions)} ORDER BY discussion, position`);
  const recaps = new Map<number, readonly string[]>();
  for (const row of rows) {
    const id = Number(row['discussion']);
    const verdict = typeof row['verdict'] === 'string' ? row['verdict'] : undefined;
    const line = writeLine({ text: String(row['text']), name: String(row['name']), ...(verdict && { verdict }) });
    recaps.set(id, [...(recaps.get(id) ?? []), line]);
  }
  return recaps;
}

/** A line of a recap: who, and what. */
export function writeLine({
  name,
  text,
  verdict,
}: {
  readonly name: string;
  readonly text: string;
  readonly verdict?: string;
}): string {
  return `${tidyLine(name)}${verdict === undefined ? '' : ` (${verdict})`}: ${text}`;
}
