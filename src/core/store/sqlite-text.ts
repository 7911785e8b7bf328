import { UserInputError } from '../errors.ts';
import type { FullText, IndexedText, TextField, TextHit, TextQuery } from './full-text.ts';
import { sql, type Statements } from './sql.ts';
import type { PatientSqlite } from './sqlite-patience.ts';

/** FTS5's parser runs out of stack at 25 levels of parentheses in the worst case, at 40 or more in others. */
const DEPTH_LIMIT = 20;

/** Scripts that write words without spaces between them. FTS5 would take a whole run of them for one word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** The full-text index on SQLite's FTS5 (https://sqlite.org/fts5.html), with BM25 for the score. */
export class SqliteText implements FullText {
  readonly #connection: PatientSqlite;

  constructor(connection: PatientSqlite) {
    this.#connection = connection;
  }

  *put(paper: string, text: IndexedText): Statements<void> {
    yield sql`INSERT INTO library (paper) VALUES (${paper}) ON CONFLICT (paper) DO NOTHING`;
    const authors = (text.authors ?? []).join('\n');
    // VALUES, because INSERT … SELECT makes FTS5 write to disk at every paper and takes twice the time.
    yield sql`INSERT OR REPLACE INTO library_text (rowid, title, abstract, authors) VALUES (
      (SELECT row FROM library WHERE paper = ${paper}), ${plain(text.title)}, ${plain(text.abstract ?? '')}, ${plain(authors)})`;
  }

  *remove(paper: string): Statements<void> {
    yield sql`DELETE FROM library_text WHERE rowid = (SELECT row FROM library WHERE paper = ${paper})`;
    yield sql`DELETE FROM library WHERE paper = ${paper}`;
  }

  async find(query: TextQuery, limit: number): Promise<readonly TextHit[]> {
    const { expression, inverted } = compile(query);
    const rows = await this.#connection.run(
      inverted
        ? sql`SELECT paper, 0 AS score FROM library
            WHERE row NOT IN (SELECT rowid FROM library_text WHERE library_text MATCH ${expression})
            ORDER BY row DESC LIMIT ${limit}`
        : sql`SELECT paper, score FROM library JOIN (
              SELECT rowid AS hit, -rank AS score FROM library_text
              WHERE library_text MATCH ${expression} ORDER BY rank, rowid DESC LIMIT ${limit}
            ) ON row = hit ORDER BY score DESC, row DESC`,
    );
    return rows.map((row) => ({ paper: String(row['paper']), score: Number(row['score']) }));
  }
}

/** A set of papers: those that an FTS5 expression matches, or all others. FTS5 itself has no bare NOT. */
interface Matches {
  readonly expression: string;
  readonly inverted: boolean;
}

const NOTHING: Matches = { expression: '""', inverted: false };

function compile(query: TextQuery, depth = 0): Matches {
  if (depth > DEPTH_LIMIT) throw new UserInputError('The query has too many parentheses inside each other.');
  switch (query.kind) {
    case 'word':
      return matching(quoted(query.text), query.field);
    case 'prefix':
      return matching(`${quoted(query.text)} *`, query.field);
    case 'phrase':
      return matching(quoted(query.words.join(' ')), query.field);
    case 'everything':
      return inverse(NOTHING);
    case 'not':
      return inverse(compile(query.of, depth));
    case 'and':
      return intersection(query.of.map((part) => compile(part, depth + 1)));
    case 'or':
      return inverse(intersection(query.of.map((part) => inverse(compile(part, depth + 1)))));
  }
}

function intersection(sets: readonly Matches[]): Matches {
  const wanted = sets.filter((set) => !set.inverted).map((set) => set.expression);
  const unwanted = sets.filter((set) => set.inverted).map((set) => set.expression);
  if (wanted.length === 0) return { expression: joined(unwanted, ' OR '), inverted: true };
  if (unwanted.length === 0) return { expression: joined(wanted, ' AND '), inverted: false };
  // NOT binds tighter than AND, so that what it takes away from the last is taken away from all.
  return { expression: `(${wanted.join(' AND ')} NOT ${joined(unwanted, ' OR ')})`, inverted: false };
}

function joined(expressions: readonly string[], operator: ' AND ' | ' OR '): string {
  const [first = NOTHING.expression, ...rest] = expressions;
  return rest.length === 0 ? first : `(${expressions.join(operator)})`;
}

function inverse({ expression, inverted }: Matches): Matches {
  return { expression, inverted: !inverted };
}

function matching(text: string, field: TextField | undefined): Matches {
  return { expression: field === undefined ? text : `${field} : ${text}`, inverted: false };
}

/** A string of FTS5: its tokens must follow one another. Inside it nothing is an operator. */
function quoted(text: string): string {
  return `"${plain(text).replaceAll('"', '""')}"`;
}

/** The text as both index and query see it: NUL would end a query, and compatibility forms (`ﬁ`) hide letters. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll('\0', ' ').replace(UNSPACED, ' $& ');
}
