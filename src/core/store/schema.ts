import { StoreError } from '../errors.ts';
import { sql } from './sql.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** What each version of the database adds to the one before. A released migration is never edited, only followed. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE records (
    namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires_ms INTEGER,
    PRIMARY KEY (namespace, key)
  ) WITHOUT ROWID;
  CREATE INDEX records_by_expiry ON records (expires_ms) WHERE expires_ms IS NOT NULL;

  CREATE TABLE intakes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL UNIQUE, feed TEXT NOT NULL, at_ms INTEGER NOT NULL
  );
  CREATE TABLE intake_papers (
    paper TEXT PRIMARY KEY, intake INTEGER NOT NULL REFERENCES intakes (number), position INTEGER NOT NULL
  );
  CREATE INDEX intake_papers_by_intake ON intake_papers (intake, position);

  CREATE TABLE aliases (alias TEXT NOT NULL, paper TEXT NOT NULL, PRIMARY KEY (alias, paper)) WITHOUT ROWID;
  CREATE INDEX aliases_by_paper ON aliases (paper);

  CREATE TABLE channels (id TEXT PRIMARY KEY, cursor INTEGER NOT NULL, last_due_ms INTEGER);
  CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL,
    from_intake INTEGER NOT NULL, to_intake INTEGER NOT NULL, digest TEXT NOT NULL, at_ms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'parked')),
    UNIQUE (channel, from_intake)
  );
  CREATE UNIQUE INDEX deliveries_open ON deliveries (channel) WHERE state = 'open';
  CREATE TABLE delivery_parts (
    delivery INTEGER NOT NULL REFERENCES deliveries (id), position INTEGER NOT NULL, body TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed')), message_id TEXT,
    PRIMARY KEY (delivery, position)
  );
  CREATE TABLE ledger (
    channel TEXT NOT NULL, paper TEXT NOT NULL, delivery INTEGER NOT NULL, PRIMARY KEY (channel, paper)
  ) WITHOUT ROWID;

  CREATE TABLE library (row INTEGER PRIMARY KEY, paper TEXT NOT NULL UNIQUE);
  CREATE VIRTUAL TABLE library_text USING fts5 (
    title, abstract, authors,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  );
  INSERT INTO library_text (library_text, rank) VALUES ('rank', 'bm25(8.0, 1.0, 4.0)');
  `,
  `CREATE TABLE claims (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_ms INTEGER NOT NULL) WITHOUT ROWID`,
  `
  ALTER TABLE channels ADD COLUMN space TEXT;
  ALTER TABLE channels ADD COLUMN at TEXT;
  ALTER TABLE channels ADD COLUMN weekdays TEXT;
  ALTER TABLE channels ADD COLUMN timezone TEXT;
  ALTER TABLE channels ADD COLUMN cap INTEGER;
  ALTER TABLE channels ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE spaces (id TEXT PRIMARY KEY, joined_ms INTEGER NOT NULL, left_ms INTEGER) WITHOUT ROWID;
  CREATE TABLE topics (
    space TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, PRIMARY KEY (space, key)
  ) WITHOUT ROWID;
  CREATE TABLE subscriptions (
    channel TEXT NOT NULL, topic TEXT NOT NULL, since_intake INTEGER NOT NULL, PRIMARY KEY (channel, topic)
  ) WITHOUT ROWID;
  CREATE TABLE mutes (
    channel TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('word', 'author')), text TEXT NOT NULL,
    PRIMARY KEY (channel, kind, text)
  ) WITHOUT ROWID;

  CREATE TABLE saves (
    space TEXT NOT NULL, person TEXT NOT NULL, paper TEXT NOT NULL, channel TEXT NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (space, person, paper)
  ) WITHOUT ROWID;
  CREATE TABLE votes (
    channel TEXT NOT NULL, person TEXT NOT NULL, paper TEXT NOT NULL,
    vote INTEGER NOT NULL CHECK (vote IN (-1, 1)), at_ms INTEGER NOT NULL,
    PRIMARY KEY (channel, person, paper)
  ) WITHOUT ROWID;
  `,
  // Next times need the zones' rules: the next start works them out, from what was dealt with last.
  `
  ALTER TABLE channels ADD COLUMN next_due_ms INTEGER;
  ALTER TABLE channels ADD COLUMN catch_up TEXT;
  ALTER TABLE channels ADD COLUMN empty_days TEXT;
  CREATE INDEX channels_by_next_due ON channels (next_due_ms) WHERE next_due_ms IS NOT NULL;
  `,
  // What a channel's posts have met with, until one goes through.
  `
  ALTER TABLE delivery_parts ADD COLUMN papers TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE delivery_parts ADD COLUMN is_plain INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE channel_troubles (
    channel TEXT PRIMARY KEY, obstacle TEXT NOT NULL, reason TEXT NOT NULL, since_ms INTEGER NOT NULL,
    tries INTEGER NOT NULL, retry_ms INTEGER NOT NULL, is_told INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  `,
  // What models have used, by day (UTC).
  `
  CREATE TABLE model_usage (
    day TEXT NOT NULL, model TEXT NOT NULL, calls INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, PRIMARY KEY (day, model)
  ) WITHOUT ROWID;
  `,
  // Threads about papers: never what people say in them, but a recap's lines. Days are of UTC.
  `
  CREATE TABLE discussions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, space TEXT NOT NULL, channel TEXT NOT NULL, paper TEXT NOT NULL,
    title TEXT NOT NULL, thread TEXT UNIQUE, url TEXT, is_private INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('opening', 'open', 'gone')),
    opened_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, replies INTEGER NOT NULL DEFAULT 0, recap_ms INTEGER,
    UNIQUE (channel, paper)
  );
  CREATE INDEX discussions_by_space ON discussions (space, paper);
  CREATE INDEX discussions_by_last ON discussions (last_ms);
  CREATE INDEX discussions_opening ON discussions (id) WHERE state = 'opening';
  CREATE TABLE discussion_days (
    discussion INTEGER NOT NULL, day TEXT NOT NULL, replies INTEGER NOT NULL, PRIMARY KEY (discussion, day)
  ) WITHOUT ROWID;
  CREATE TABLE heard_messages (
    discussion INTEGER NOT NULL, message TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (discussion, message)
  ) WITHOUT ROWID;
  CREATE TABLE recap_lines (
    discussion INTEGER NOT NULL, position INTEGER NOT NULL, recap_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('said', 'question', 'verdict')), text TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('read', 'skip', 'try')), message TEXT NOT NULL, person TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (discussion, position)
  ) WITHOUT ROWID;
  CREATE INDEX recap_lines_by_person ON recap_lines (person);
  CREATE TABLE thread_posts (
    marker TEXT PRIMARY KEY, discussion INTEGER NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL, plain TEXT,
    since_ms INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending'))
  ) WITHOUT ROWID;
  CREATE INDEX thread_posts_by_discussion ON thread_posts (discussion);
  CREATE TABLE thread_settings (
    channel TEXT PRIMARY KEY, answers TEXT NOT NULL CHECK (answers IN ('mentions', 'questions')), recap_days INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE questions (
    day TEXT NOT NULL, space TEXT NOT NULL, person TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, space, person)
  ) WITHOUT ROWID;
  `,
  // What could not be opened is no longer kept: asked for again, it begins anew. A recap counts what it was made of.
  `
  DELETE FROM discussions WHERE state = 'gone';
  ALTER TABLE discussions ADD COLUMN recap_replies INTEGER NOT NULL DEFAULT 0;
  UPDATE discussions SET recap_replies = replies WHERE recap_ms >= last_ms;
  ALTER TABLE discussions DROP COLUMN recap_ms;
  `,
];

/**
 * Brings a database to the newest version, all the way or not at all. Throws `StoreError`, also where it was written by a
 * newer Paperboy.
 */
export function migrate(connection: SqliteConnection, migrations = MIGRATIONS): void {
  if (versionOf(connection) === migrations.length) return;
  connection.atomically(() => {
    // Read again under the write lock: another process may have migrated meanwhile.
    const version = versionOf(connection);
    if (version > migrations.length) {
      throw new StoreError(
        'store-newer',
        `The store is of version ${version}, and this Paperboy knows only ${migrations.length}: run a newer Paperboy.`,
      );
    }
    migrations.slice(version).forEach((migration) => connection.exec(migration));
    connection.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function versionOf(connection: SqliteConnection): number {
  return Number(connection.run(sql`PRAGMA user_version`)[0]?.['user_version']);
}
