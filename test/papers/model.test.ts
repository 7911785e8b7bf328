import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openLibrary } from '../../src/papers/library.ts';
import type { Paper, Sighting } from '../../src/papers/paper.ts';
import { allPapers, ingest } from './ingest.ts';
import { abstractOf } from './texts.ts';

/** One sighting as drawn: which work, which of its facts. */
interface Glimpse {
  readonly work: number;
  readonly retitled: boolean;
  readonly arxiv: boolean;
  readonly doi: boolean;
  readonly abstract: 'none' | 'blurb' | 'cut' | 'whole';
  readonly upvotes: number | undefined;
}

const WORKS = 6;
/** The last two works bear one title; every sighting of them shows its abstract, so that it can be told whose it is. */
const TWINS = WORKS - 2;

const glimpse: fc.Arbitrary<Glimpse> = fc.record({
  work: fc.nat(WORKS - 1),
  retitled: fc.boolean(),
  arxiv: fc.boolean(),
  doi: fc.boolean(),
  abstract: fc.constantFrom('none', 'blurb', 'cut', 'whole'),
  upvotes: fc.option(fc.nat(50), { nil: undefined }),
});

function isTwin({ work }: Glimpse): boolean {
  return work >= TWINS;
}

function titleOf(seen: Glimpse): string {
  if (isTwin(seen)) return 'The Title of Two Works';
  return seen.retitled ? `Retitled β-Work ${seen.work}` : `Work the ${'I'.repeat(seen.work + 1)}`;
}

function toSighting(seen: Glimpse): Sighting {
  const text = abstractOf(`work${seen.work}`, 6);
  const abstract =
    isTwin(seen) || seen.abstract === 'whole' ? text : seen.abstract === 'cut' ? `${text.slice(0, 160)}…` : undefined;
  return {
    title: titleOf(seen),
    ...(seen.arxiv && { arxivId: `2501.0000${seen.work}v${1 + (seen.upvotes ?? 0)}` }),
    ...(seen.doi && { doi: `10.1000/WORK${seen.work}` }),
    ...(abstract !== undefined && { abstract }),
    ...(seen.abstract === 'blurb' && { blurb: abstractOf(`work${seen.work}`, 1) }),
    ...(seen.upvotes !== undefined && { upvotes: seen.upvotes }),
  };
}

/** Sightings that a chain of shared ids and titles proves to be of one work: what the library should make one paper. */
function provenWorks(seen: readonly Glimpse[]): readonly (readonly Glimpse[])[] {
  let groups: Glimpse[][] = [];
  for (const one of seen) {
    const joined = groups.filter((group) => group.some((other) => sharesKey(one, other)));
    groups = [...groups.filter((group) => !joined.includes(group)), [...joined.flat(), one]];
  }
  return groups;
}

function sharesKey(a: Glimpse, b: Glimpse): boolean {
  if (a.work !== b.work) return false;
  return isTwin(a) || a.retitled === b.retitled || (a.arxiv && b.arxiv) || (a.doi && b.doi);
}

async function checkLibrary(store: Store, seen: readonly Glimpse[]): Promise<readonly Paper[]> {
  const papers = await allPapers(store);
  const works = provenWorks(seen);
  expect(papers).toHaveLength(works.length);
  const facts = works.map((group) => ({
    arxivId: group.some(({ arxiv }) => arxiv) ? `2501.0000${group[0]?.work}` : undefined,
    doi: group.some(({ doi }) => doi) ? `10.1000/work${group[0]?.work}` : undefined,
    upvotes: Math.max(...group.map(({ upvotes }) => upvotes ?? -1)),
    abstract: group.map(toSighting).reduce((most, { abstract = '' }) => Math.max(most, abstract.length), 0),
  }));
  const kept = papers.map(({ arxivId, doi, upvotes = -1, abstract = '' }) => ({
    arxivId,
    doi,
    upvotes,
    abstract: abstract.length,
  }));
  expect(kept).toEqual(expect.arrayContaining(facts));
  expect(await store.query(sql`SELECT COUNT(*) AS n FROM intake_papers`)).toEqual([{ n: works.length }]);
  expect(await store.query(sql`SELECT COUNT(*) AS n FROM library`)).toEqual([{ n: works.length }]);
  return papers;
}

it('makes one paper of each work, in whatever order, batches and pieces it is seen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(glimpse, { maxLength: 6 }), { maxLength: 8 }), async (batches) => {
      const store = await openStore('sqlite::memory:');
      const library = openLibrary(store);
      const announced = new Map<string, number>();
      for (const batch of batches) {
        const diff = await ingest(library, batch.map(toSighting));
        expect(diff.added.length + diff.known).toBe(batch.length);
        for (const { id } of diff.added) {
          expect(announced.has(id)).toBe(false);
          announced.set(id, 0);
        }
      }
      const papers = await checkLibrary(store, batches.flat());
      const resolved = await library.get([...announced.keys()]);
      expect(new Set(resolved)).toEqual(new Set(papers));
      for (const batch of batches)
        expect(await library.diff(batch.map(toSighting))).toMatchObject({
          added: [],
          changed: [],
          aliases: [],
          merged: [],
        });
      await store.close();
    }),
    { numRuns: 150, seed: 1 },
  );
});
