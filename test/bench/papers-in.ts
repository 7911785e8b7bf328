import { papersPage } from '../../src/feeds/papers-page/index.ts';
import { openFile } from '../../src/feeds/open.ts';

/** Parses a file as `paperboy ingest` does, and counts its papers. */
export async function papersIn(path: string): Promise<number> {
  let papers = 0;
  for await (const item of papersPage.read(openFile(path).bytes, { source: path }))
    papers += Number(item.kind === 'sighting');
  return papers;
}
