import { createHash } from 'node:crypto';
import type { Store } from '../../src/core/store/store.ts';
import { sql } from '../../src/core/store/sql.ts';
import { titleKey } from '../../src/papers/identity.ts';
import type { Paper, Sighting } from '../../src/papers/paper.ts';

const FILL_BATCH = 10_000;
const INTAKE_SIZE = 100;
const ABSTRACT_WORDS = 150;

/** Invented papers by number: half are known by arXiv id and title, half by title alone, as dumps show them. */
export function paperAt(number: number): Paper {
  const words = wordsOf(number);
  const title = `${words.slice(0, 8).join(' ')} ${number}`;
  const arxivId =
    number % 2 === 0
      ? `${2000 + (Math.floor(number / 20_000) % 99)}.${String((number / 2) % 10_000).padStart(5, '0')}`
      : undefined;
  return {
    id: arxivId === undefined ? titleKey(title) : `arxiv:${arxivId}`,
    title,
    ...(arxivId !== undefined && { arxivId }),
    abstract: `${words.join(' ')}. One. Two. Three.`,
    upvotes: number % 40,
    links: [],
  };
}

/** What a dump shows of the paper of this number. */
export function sightingAt(number: number): Sighting {
  const { id: _, ...sighting } = paperAt(number);
  return sighting;
}

/** Fills an empty store with the first so many papers, past the library: its commit is not what is measured. */
export async function fillStore(store: Store, count: number): Promise<void> {
  await store.query(sql`PRAGMA synchronous = OFF`);
  await store.query(sql`PRAGMA cache_size = -400000`);
  for (let from = 0; from < count; from += FILL_BATCH) {
    const papers = Array.from({ length: Math.min(FILL_BATCH, count - from) }, (_, i) => paperAt(from + i));
    await store.records<Paper>('papers').setMany(papers.map((paper) => ({ key: paper.id, value: paper })));
    await store.transaction(function* () {
      const intakes = papers.filter((_, i) => i % INTAKE_SIZE === 0).map((_, i) => from / INTAKE_SIZE + i + 1);
      yield sql`INSERT INTO intakes (number, run, feed, at_ms)
        SELECT value, 'run ' || value, 'bench', 0 FROM json_each(${JSON.stringify(intakes)})`;
      const places = papers.map(({ id }, i) => [id, Math.floor((from + i) / INTAKE_SIZE) + 1, i % INTAKE_SIZE]);
      yield sql`INSERT INTO intake_papers (paper, intake, position)
        SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(${JSON.stringify(places)})`;
      const aliases = papers.flatMap(({ id, title }) => [...new Set([id, titleKey(title)])].map((name) => [name, id]));
      yield sql`INSERT INTO aliases (alias, paper)
        SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(aliases)})`;
    });
  }
}

/** Words that look like words, and differ from paper to paper. */
function wordsOf(number: number): readonly string[] {
  const hash = createHash('shake128', { outputLength: ABSTRACT_WORDS * 2 })
    .update(String(number))
    .digest();
  return Array.from({ length: ABSTRACT_WORDS }, (_, i) => `w${hash.readUInt16LE(i * 2).toString(36)}ing`);
}
