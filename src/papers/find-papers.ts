import type { Library } from './library.ts';
import type { Paper } from './paper.ts';

/** Papers by id, in order, each once; an id that is not in the library is left out. */
export async function findPapers(library: Library, ids: readonly string[]): Promise<readonly Paper[]> {
  const papers = (await library.get(ids)).filter((paper) => paper !== undefined);
  // Two ids that have just proved to be one paper give it twice.
  return [...new Map(papers.map((paper) => [paper.id, paper])).values()];
}
