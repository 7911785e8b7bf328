import type { Caller } from '../command.ts';
import type { LibraryServices, PaperView } from '../command/services.ts';
import { mergeLinks } from '../papers/links.ts';
import type { Paper } from '../papers/paper.ts';
import { findPapers } from '../papers/find-papers.ts';
import type { Stages } from '../pipeline.ts';
import { searchLibrary } from '../search/search.ts';
import { completeTitles } from '../search/titles.ts';
import { parseQuery } from '../topics/query.ts';
import type { Topic } from '../topics/topic.ts';
import { compileTelling, readCard, readCards } from './cards.ts';
import { findPaper } from './find-paper.ts';
import { listLatest } from './latest.ts';
import { previewTopic } from './preview.ts';

export { findPaper } from './find-paper.ts';
export { previewTopic } from './preview.ts';

/** What a paper scored for a query. */
export interface ScoredPaper {
  readonly paper: Paper;
  /** Higher is better. */
  readonly score: number;
}

/** Looking papers up, on the stages; `topicsOf` gives the topics that a caller may see. */
export function createLibraryServices(
  stages: Stages,
  topicsOf: (caller: Caller) => Promise<readonly Topic[]>,
): Omit<LibraryServices, 'why'> {
  return {
    async search(query, { limit, offset }) {
      const hits = await searchLibrary(stages.store, parseQuery(query), offset + limit + 1);
      const shown = hits.slice(offset, offset + limit).map(({ paper }) => paper);
      const papers = await findPapers(stages.library, shown);
      return { cards: await readCards(stages, papers), hasMore: hits.length > offset + limit };
    },
    latest: async (filter, page, caller) => listLatest(stages, filter, page, await topicsOf(caller)),
    paper: async (reference, caller) => viewPaper(stages, await findPaper(stages, reference), await topicsOf(caller)),
    findTitles: async (typed, limit) =>
      (await completeTitles(stages, typed, limit)).map(({ id, title }) => ({ id, title })),
    previewTopic: (query) => previewTopic(stages, query),
  };
}

/** Searches the library, best first. Rejects with `UserInputError` for a query that cannot be read. */
export async function searchPapers(
  { store, library }: Stages,
  query: string,
  limit: number,
): Promise<readonly ScoredPaper[]> {
  const hits = await searchLibrary(store, parseQuery(query), limit);
  const papers = await library.get(hits.map(({ paper }) => paper));
  return hits.flatMap(({ score }, i) => {
    const paper = papers[i];
    return paper === undefined ? [] : [{ paper, score }];
  });
}

/** All that is known of a paper, with those of these topics that it matches. */
export async function viewPaper(stages: Stages, paper: Paper, topics: readonly Topic[]): Promise<PaperView> {
  const card = await readCard(stages, paper, compileTelling(topics).match(paper));
  const { arxivId, abstract, authors = [] } = paper;
  const onArxiv = arxivId === undefined ? [] : [{ kind: 'paper' as const, url: `https://arxiv.org/abs/${arxivId}` }];
  return { card, authors, links: mergeLinks(onArxiv, paper.links), ...(abstract !== undefined && { abstract }) };
}
