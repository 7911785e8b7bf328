import { canBeOne, keysOf, separateId, sharedWords, type PaperKeys } from './identity.ts';
import { linksIn, mergeFacts } from './merge.ts';
import type { Paper, Sighting } from './paper.ts';

/** Papers already in the library that a batch of sightings may be of. */
export interface KnownPapers {
  /** Oldest first. */
  readonly papers: readonly Paper[];
  /** Pairs of an alias (an id or a title key) and the id of the paper it names. */
  readonly aliases: readonly (readonly [alias: string, paper: string])[];
}

/** What a batch of sightings adds to the library. */
export interface Diff {
  /** In the order they were seen. */
  readonly added: readonly Paper[];
  /** Known papers of which something has changed. */
  readonly changed: readonly Paper[];
  /** How many sightings were of papers known before, or of one seen earlier in the batch. */
  readonly known: number;
  /** Aliases to be kept besides the known ones. */
  readonly aliases: readonly (readonly [alias: string, paper: string])[];
  /** Records that proved to be one paper: the older id stays. */
  readonly merged: readonly { readonly from: string; readonly into: string }[];
}

/** Tells new papers from known ones by identity alone: no date and no similarity of titles decides. */
export function diffSightings(sightings: readonly Sighting[], known: KnownPapers): Diff {
  const shelf = new Shelf(known);
  let repeated = 0;
  for (const sighting of sightings) {
    const keys = keysOf(sighting);
    const paper = shelf.find(sighting, keys);
    if (paper === undefined) shelf.add(sighting, keys);
    else {
      repeated++;
      shelf.update(paper, sighting, keys);
    }
  }
  return { ...shelf.changes(), known: repeated };
}

/** The papers a batch is compared with, those of the batch itself among them. */
class Shelf {
  readonly #papers = new Map<string, Paper>();
  readonly #aliases = new Map<string, Set<string>>();
  readonly #added = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #newAliases: (readonly [string, string])[] = [];
  readonly #into = new Map<string, string>();
  readonly #merged: { from: string; into: string }[] = [];

  constructor({ papers, aliases }: KnownPapers) {
    for (const paper of papers) this.#papers.set(paper.id, paper);
    for (const [alias, id] of aliases) this.#named(alias).add(id);
  }

  find(sighting: Sighting, keys: PaperKeys): Paper | undefined {
    const byId = keys.ids.flatMap((id) => this.#all(id)).at(0);
    const byTitle = this.#all(keys.title)
      .filter((paper) => paper !== byId && canBeOne(paper, sighting))
      .sort((a, b) => likeness(b, sighting) - likeness(a, sighting))
      .at(0);
    if (byId === undefined) return byTitle;
    // One sighting under the id of the one and the title of the other proves both records to be one paper.
    const isOne = byTitle !== undefined && byTitle.arxivId === undefined && canBeOne(byTitle, byId);
    return isOne ? this.#merge(byId, byTitle) : byId;
  }

  add(sighting: Sighting, keys: PaperKeys): void {
    const { line: _, links, ...facts } = sighting;
    const text = sighting.abstract ?? sighting.blurb ?? '';
    const [first] = keys.ids;
    const id = first ?? (this.#aliases.has(keys.title) ? separateId(keys.title, sighting) : keys.title);
    const paper = mergeFacts({ ...facts, id, links: links ?? [] }, { title: facts.title, links: linksIn(text) });
    this.#papers.set(id, paper);
    this.#added.add(id);
    this.#learn(id, keys);
  }

  update(paper: Paper, sighting: Sighting, keys: PaperKeys): void {
    const links = [...(sighting.links ?? []), ...linksIn(sighting.abstract ?? '')];
    const merged = mergeFacts(paper, { ...sighting, links });
    this.#learn(paper.id, keys);
    if (merged === paper) return;
    this.#papers.set(paper.id, merged);
    if (!this.#added.has(paper.id)) this.#changed.add(paper.id);
  }

  changes(): Omit<Diff, 'known'> {
    const pick = (ids: ReadonlySet<string>): Paper[] =>
      [...ids].map((id) => this.#papers.get(id)).filter((paper) => paper !== undefined);
    const aliases = this.#newAliases.map(([alias, id]): readonly [string, string] => [alias, this.#into.get(id) ?? id]);
    return { added: pick(this.#added), changed: pick(this.#changed), aliases, merged: this.#merged };
  }

  #merge(a: Paper, b: Paper): Paper {
    const order = [...this.#papers.keys()];
    const [older, younger] = order.indexOf(a.id) < order.indexOf(b.id) ? [a, b] : [b, a];
    const merged = mergeFacts(older, younger);
    this.#papers.set(older.id, merged);
    this.#papers.delete(younger.id);
    for (const ids of this.#aliases.values()) if (ids.delete(younger.id)) ids.add(older.id);
    this.#named(younger.id).add(older.id);
    this.#newAliases.push([younger.id, older.id]);
    this.#into.set(younger.id, older.id);
    if (!this.#added.has(older.id)) this.#changed.add(older.id);
    // A record of this very batch was never stored: there is nothing to move.
    if (!this.#added.delete(younger.id)) this.#merged.push({ from: younger.id, into: older.id });
    this.#changed.delete(younger.id);
    return merged;
  }

  #all(alias: string): Paper[] {
    return [...(this.#aliases.get(alias) ?? [])]
      .map((id) => this.#papers.get(id))
      .filter((paper) => paper !== undefined);
  }

  #named(alias: string): Set<string> {
    const ids = this.#aliases.get(alias) ?? new Set<string>();
    this.#aliases.set(alias, ids);
    return ids;
  }

  #learn(id: string, keys: PaperKeys): void {
    for (const alias of [...keys.ids, keys.title, id]) {
      const ids = this.#named(alias);
      if (ids.has(id)) continue;
      ids.add(id);
      this.#newAliases.push([alias, id]);
    }
  }
}

function likeness(paper: Paper, sighting: Sighting): number {
  if (paper.abstract === undefined || sighting.abstract === undefined) return 0;
  return sharedWords(paper.abstract, sighting.abstract);
}
