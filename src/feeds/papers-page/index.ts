import type { Problem } from '../../core/errors.ts';
import { takeTurn } from '../../core/turns.ts';
import type { DumpContext, Feed, FeedItem } from '../feed.ts';
import { readLines } from './lines.ts';
import { PageReader } from './page.ts';
import { foreignFormat } from './foreign.ts';
import { PageProof } from './proof.ts';

/** The Hugging Face "Daily Papers" page, its search and trending pages among it, saved as text by whatever tool. */
export const papersPage: Feed = {
  id: 'papers-page',
  read: readPapersPage,
};

/** So many characters are read in one turn of the event loop; a line costs as much as some more. */
const TURN_SIZE = 1 << 15;
const LINE_SIZE = 64;

const NO_PAGE: Problem = {
  code: 'no-papers',
  line: 1,
  message:
    "line 1: expected a papers page saved as text, found nothing that such a page shows (its invitation, authors, upvotes, links to papers, abstracts in their authors' words), and took nothing. Open https://huggingface.co/papers, select all, copy, and save it as a .txt file.",
};

async function* readPapersPage(bytes: AsyncIterable<Uint8Array>, context: DumpContext): AsyncGenerator<FeedItem> {
  const page = new PageReader(context.source, context.savedOn);
  const proof = new PageProof();
  let foreign: Problem | undefined;
  let found = 0;
  let lastLine = 1;
  let begun = false;
  let turnSize = 0;
  for await (const batch of readLines(bytes)) {
    if (!begun) {
      const head = batch.lines.find((line) => line.trim() !== '');
      begun = head !== undefined;
      foreign = head === undefined ? undefined : foreignFormat(batch.lines, batch.firstLine);
    }
    if (foreign !== undefined) break;
    const items: FeedItem[] = batch.problems.map((problem) => ({ kind: 'problem', problem }));
    lastLine = batch.firstLine;
    for (const line of batch.lines) {
      page.push(line, lastLine++, batch.plain);
      turnSize += line.length + LINE_SIZE;
      if (turnSize < TURN_SIZE) continue;
      turnSize = 0;
      await takeTurn();
    }
    if (batch.last !== undefined) page.end(batch.last.terminated);
    items.push(...page.take());
    found += items.length;
    // `yield*` would cost several promises for each of them.
    for (const item of proof.pass(items, page.isMarked)) yield item;
    if (proof.isRefuted) break;
  }
  const rest = proof.end();
  yield* rest ?? [];
  foreign ??= rest === undefined ? NO_PAGE : found > 0 ? undefined : nothingFound(begun, lastLine);
  if (foreign !== undefined) yield { kind: 'problem', problem: foreign };
}

function nothingFound(begun: boolean, lastLine: number): Problem {
  if (!begun)
    return {
      code: 'empty',
      line: 1,
      message: 'line 1: expected a papers page saved as text, found an empty file. Save the page again.',
    };
  return {
    code: 'no-papers',
    line: 1,
    message: `line 1: expected titles and abstracts, found none in ${lastLine} lines. Open https://huggingface.co/papers, select all, and save it as text.`,
  };
}
