import { randomUUID } from 'node:crypto';
import { openLibrary, type Library } from '../../src/papers/library.ts';
import type { LibraryDiff } from '../../src/papers/commit.ts';
import type { Paper, Sighting } from '../../src/papers/paper.ts';
import type { Store } from '../../src/core/store/store.ts';

/** Diffs and commits, as a collect run does; resolves with the diff that was committed. */
export async function ingest(library: Library, sightings: readonly Sighting[]): Promise<LibraryDiff> {
  for (;;) {
    const diff = await library.diff(sightings);
    const intake = await library.commit(diff, { feed: 'test', id: randomUUID(), atMs: 0 });
    if (intake !== 'stale') return diff;
  }
}

/** Every paper of a store's library, in the order of the intake log. */
export async function allPapers(store: Store): Promise<readonly Paper[]> {
  const library = openLibrary(store);
  const papers = await library.get(await library.papersBetween(0, await library.head()));
  return papers.filter((paper) => paper !== undefined);
}

/** The ids of the papers whose text has a word. */
export async function found(store: Store, word: string): Promise<readonly string[]> {
  return (await store.fullText.find({ kind: 'word', text: word }, 10)).map(({ paper }) => paper);
}
