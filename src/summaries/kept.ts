import type { Store } from '../core/store/store.ts';
import type { Paper } from '../papers/paper.ts';
import { PROMPT_VERSION } from './prompt.ts';
import { summarizeWithoutModel } from './summarize.ts';
import type { Summary } from './summary.ts';

/** What a model said of a paper, as it is kept: the rest is cheaper to pick again than to read, and follows the abstract. */
interface KeptSummary extends Summary {
  /** Which model said it, asked by which prompt; absent in those of the first versions. */
  readonly by?: string;
}

/** What is said of each of these papers, whoever said it. */
export async function findSummaries(store: Store, papers: readonly Paper[]): Promise<ReadonlyMap<Paper, Summary>> {
  const kept = await getKept(store, papers);
  return new Map(papers.map((paper, i) => [paper, kept[i] ?? summarizeWithoutModel(paper)]));
}

/** Those of these papers of which a model has not said anything yet, asked by this prompt: a crash must not pay twice. */
export async function findUnsaid(store: Store, papers: readonly Paper[], model: string): Promise<readonly Paper[]> {
  const kept = await getKept(store, papers);
  return papers.filter((_paper, i) => kept[i]?.by !== nameOf(model));
}

/** Keeps what a model said of a paper. */
export async function keepSummary(store: Store, paper: Paper, model: string, summary: Summary): Promise<void> {
  const kept: KeptSummary = { ...summary, by: nameOf(model) };
  await store.records<KeptSummary>('summaries').set(paper.id, kept);
}

async function getKept(store: Store, papers: readonly Paper[]): Promise<readonly (KeptSummary | undefined)[]> {
  if (papers.length === 0) return [];
  return store.records<KeptSummary>('summaries').getMany(papers.map(({ id }) => id));
}

function nameOf(model: string): string {
  return `${model} ${PROMPT_VERSION}`;
}
