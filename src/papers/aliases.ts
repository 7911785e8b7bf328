import { list, sql, type Row, type Statement } from '../core/store/sql.ts';
import { formerId, type Alias } from './diff.ts';

/** Which papers these names stand for, as rows for {@link toAliases}: the oldest paper first, because its id is the one that stays. */
export function aliasQuery(names: readonly string[]): Statement {
  return sql`SELECT alias, aliases.paper AS paper FROM aliases JOIN intake_papers ON intake_papers.paper = aliases.paper
    WHERE alias IN ${list(names)} ORDER BY intake, position, alias`;
}

/** Reads the rows of {@link aliasQuery}. */
export function toAliases(rows: readonly Row[]): readonly Alias[] {
  return rows.map((row) => [String(row['alias']), String(row['paper'])]);
}

/** The id that a paper goes by now, where `papersNamed` gives the papers of a name; undefined where no intake tells of it. */
export function currentId(id: string, papersNamed: (name: string) => readonly string[]): string | undefined {
  const named = papersNamed(id);
  return named.includes(id) ? id : (papersNamed(formerId(id))[0] ?? named[0]);
}
