import { canBeOne, canonicalIds, canShareIds, keysOf, separateId, sharedWords, type PaperKeys } from './identity.ts';
import { linksIn } from './links.ts';
import { mergeFacts, type Facts } from './merge.ts';
import type { Paper, Sighting } from './paper.ts';

/** A name of a paper (`arxiv:…`, `doi:…`, `title:…`, or `was:` and an id it had) and the id of the paper. */
export type Alias = readonly [name: string, paper: string];

/** Papers already in the library that a batch of sightings may be of. */
export interface KnownPapers {
  /** Oldest first. */
  readonly papers: readonly Paper[];
  /** One title may name several papers. */
  readonly aliases: readonly Alias[];
}

/** What a batch of sightings adds to the library. */
export interface Diff {
  /** In the order they were seen. */
  readonly added: readonly Paper[];
  /** Known papers of which something has changed. */
  readonly changed: readonly Paper[];
  /** How many sightings were of papers known before, or seen earlier in the batch. */
  readonly known: number;
  /** Aliases to be kept besides the known ones. */
  readonly aliases: readonly Alias[];
  /** Known papers that proved to be one, in the order they were merged: the older id stays. */
  readonly merged: readonly { readonly from: string; readonly into: string }[];
}

/** Tells new papers from known ones by identity alone: no date and no similarity of titles decides. */
export function diffSightings(sightings: readonly Sighting[], known: KnownPapers): Diff {
  const shelf = new Shelf(known);
  for (const sighting of sightings) shelf.put(toFacts(sighting));
  const changes = shelf.changes();
  return { ...changes, known: sightings.length - changes.added.length };
}

/** The alias under which an id is still found after its paper was merged into an older one. */
export function formerId(id: string): string {
  return `was:${id}`;
}

/** What a sighting tells, its ids in canonical form and the links of its text among its links. */
function toFacts(seen: Sighting): Facts {
  const { line: _, arxivId, doi, ...sighting } = seen;
  const texts = [sighting.abstract, sighting.blurb].filter((text) => text !== undefined);
  const links = [...(sighting.links ?? []), ...texts.flatMap(linksIn)];
  return { ...sighting, ...canonicalIds(arxivId, doi), links };
}

/** The papers a batch is compared with, those of the batch itself among them. */
class Shelf {
  /** Oldest first. */
  readonly #papers = new Map<string, Paper>();
  readonly #byName = new Map<string, Set<string>>();
  readonly #added = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #learnt: Alias[] = [];
  readonly #merged: { from: string; into: string }[] = [];
  /** Where merged papers went, those of the batch itself among them. */
  readonly #into = new Map<string, string>();

  constructor({ papers, aliases }: KnownPapers) {
    for (const paper of papers) this.#papers.set(paper.id, paper);
    for (const [name, id] of aliases) this.#named(name).add(id);
  }

  put(facts: Facts): void {
    const keys = keysOf(facts);
    const paper = this.#find(facts, keys);
    const id = paper?.id ?? this.#add(facts, keys);
    if (paper !== undefined) this.#replace(paper, mergeFacts(paper, facts));
    for (const name of [...keys.ids, keys.title]) this.#learn(name, id);
  }

  changes(): Omit<Diff, 'known'> {
    const aliases = new Map(
      this.#learnt.map(([name, id]) => [`${name} ${this.#current(id)}`, [name, this.#current(id)] as const]),
    );
    return {
      added: this.#pick(this.#added),
      changed: this.#pick(this.#changed),
      aliases: [...aliases.values()],
      merged: this.#merged,
    };
  }

  #find(facts: Facts, { ids, title }: PaperKeys): Paper | undefined {
    const [strongest, ...others] = this.#all(...ids).filter((paper) => canShareIds(paper, facts));
    const found = strongest && others.reduce((one, paper) => this.#mergeById(one, paper), strongest);
    const byTitle = this.#all(title).filter((paper) => paper.id !== found?.id && canBeOne(paper, facts));
    if (found === undefined) return byTitle.sort((a, b) => likeness(b, facts) - likeness(a, facts))[0];
    const [twin, ...more] = byTitle.filter((paper) => canBeOne(paper, found));
    // Where several works bear the title, nothing proves which of them has the id.
    return twin === undefined || more.length > 0 ? found : this.#merge(found, twin);
  }

  #add(facts: Facts, { ids, title }: PaperKeys): string {
    const isTaken = (id: string): boolean => this.#papers.has(id) || this.#into.has(id);
    const id = ids[0] ?? (this.#byName.has(title) ? separateId(title, facts, isTaken) : title);
    this.#papers.set(id, { ...facts, id, links: facts.links ?? [] });
    this.#added.add(id);
    this.#learn(id, id);
    return id;
  }

  #replace(paper: Paper, merged: Paper): void {
    if (merged === paper) return;
    this.#papers.set(paper.id, merged);
    if (!this.#added.has(paper.id)) this.#changed.add(paper.id);
  }

  #mergeById(one: Paper, other: Paper): Paper {
    return canShareIds(one, other) ? this.#merge(one, other) : one;
  }

  #merge(a: Paper, b: Paper): Paper {
    const order = [...this.#papers.keys()];
    const [older, younger] = order.indexOf(a.id) < order.indexOf(b.id) ? [a, b] : [b, a];
    const merged = mergeFacts(older, younger);
    this.#papers.set(older.id, merged);
    this.#papers.delete(younger.id);
    this.#changed.delete(younger.id);
    // Changed even if the older knew all the younger did: a crash may have cut off this very merge.
    if (!this.#added.has(older.id)) this.#changed.add(older.id);
    this.#into.set(younger.id, older.id);
    for (const ids of this.#byName.values()) if (ids.delete(younger.id)) ids.add(older.id);
    // A record of this very batch was never stored: nothing hangs on it.
    if (!this.#added.delete(younger.id)) {
      this.#merged.push({ from: younger.id, into: older.id });
      this.#learn(formerId(younger.id), older.id);
    }
    return merged;
  }

  #all(...names: readonly string[]): Paper[] {
    const ids = new Set(names.flatMap((name) => [...(this.#byName.get(name) ?? [])]));
    return this.#pick(ids);
  }

  #pick(ids: ReadonlySet<string>): Paper[] {
    return [...ids].map((id) => this.#papers.get(id)).filter((paper) => paper !== undefined);
  }

  #named(name: string): Set<string> {
    const ids = this.#byName.get(name) ?? new Set<string>();
    this.#byName.set(name, ids);
    return ids;
  }

  #learn(name: string, id: string): void {
    const ids = this.#named(name);
    if (ids.has(id)) return;
    ids.add(id);
    this.#learnt.push([name, id]);
  }

  #current(id: string): string {
    const into = this.#into.get(id);
    return into === undefined ? id : this.#current(into);
  }
}

function likeness(paper: Paper, facts: Facts): number {
  const [known, seen] = [paper.abstract ?? paper.blurb, facts.abstract ?? facts.blurb];
  return known === undefined || seen === undefined ? 0 : sharedWords(known, seen);
}
