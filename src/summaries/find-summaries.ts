import type { Store } from '../core/store/store.ts';
import type { Paper } from '../papers/paper.ts';
import { summarizeWithoutModel } from './summarize.ts';
import type { Summary } from './summary.ts';

/** What is said of each of these papers. */
export async function findSummaries(store: Store, papers: readonly Paper[]): Promise<ReadonlyMap<Paper, Summary>> {
  const kept = papers.length === 0 ? [] : await store.records<Summary>('summaries').getMany(papers.map(({ id }) => id));
  // Only what the model said is kept: the rest is cheaper to pick again than to read, and follows the abstract.
  return new Map(papers.map((paper, i) => [paper, kept[i] ?? summarizeWithoutModel(paper)]));
}
