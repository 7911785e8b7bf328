import { papersPage } from '../../../src/feeds/papers-page/index.ts';
import type { DumpContext } from '../../../src/feeds/feed.ts';
import type { Problem } from '../../../src/core/errors.ts';
import type { Sighting } from '../../../src/papers/paper.ts';

/** What the parser made of one dump. */
export interface ReadPage {
  readonly papers: readonly Sighting[];
  readonly problems: readonly Problem[];
}

/** Reads a dump given as text, lines or bytes, in chunks of so many bytes. */
export async function readPage(
  dump: string | readonly string[] | Uint8Array,
  context: Partial<DumpContext> = {},
  chunkSize = 1 << 16,
): Promise<ReadPage> {
  const papers: Sighting[] = [];
  const problems: Problem[] = [];
  for await (const item of papersPage.read(chunks(asBytes(dump), chunkSize), { source: 'page.txt', ...context })) {
    if (item.kind === 'sighting') papers.push(item.sighting);
    else problems.push(item.problem);
  }
  return { papers, problems };
}

/** The titles only, and each problem as `code:line`. */
export async function readTitles(dump: Parameters<typeof readPage>[0]): Promise<readonly string[]> {
  const { papers, problems } = await readPage(dump);
  return [...papers.map(({ title }) => title), ...problems.map(({ code, line }) => `${code}:${line}`)];
}

function asBytes(dump: string | readonly string[] | Uint8Array): Uint8Array {
  if (dump instanceof Uint8Array) return dump;
  return Buffer.from(typeof dump === 'string' ? dump : `${dump.join('\n')}\n`);
}

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
