import { type AskedPaper, boundPaper } from '../../src/discussions/asked-paper.ts';
import { morePapers } from './more-papers.ts';
import { papers } from './papers.ts';

const everyPaper: ReadonlyMap<string, AskedPaper> = new Map(Object.entries({ ...papers, ...morePapers }));

/** One of our papers, by its short name. */
export function paperNamed(name: string): Required<AskedPaper> {
  const paper = everyPaper.get(name);
  if (paper === undefined) throw new Error(`there is no paper ${name}`);
  return boundPaper(paper);
}
