import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMeter } from '../../src/core/model-budget.ts';
import { createModel, type Model } from '../../src/core/model.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { papersPage } from '../../src/feeds/papers-page/index.ts';
import { openLibrary } from '../../src/papers/library.ts';
import { collect } from '../../src/pipeline.ts';
import { bytesOf } from '../fakes/feed.ts';
import { randomFrom } from '../fakes/random.ts';
import { stagesOn } from '../fakes/stages.ts';
import type { Bench, Figure } from './bench.ts';
import { lookAtSummaries, measureCalls, measureTime, readSummaries } from './faults-figures.ts';
import { readJournal } from './faults-journal.ts';
import { toPage, writePapers, type WrittenPaper } from './fault-papers.ts';

const SEED = 6;
const TIMEOUT_MS = 1000;

/** What `summaries.concurrency` is where nothing is configured. */
const CONCURRENCY = 4;

/** Papers of the full form. */
const FULL = 1000;

/** Papers summarised by a model server of which a fifth of all calls fail, in six ways; `--full`: 1,000 papers. */
export const faults: Bench = {
  name: 'faults',
  async run(full) {
    const papers = writePapers(full ? FULL : 120, randomFrom(SEED));
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-faults-'));
    const server = fork(new URL('faults-server.ts', import.meta.url), [String(SEED), String(papers.length)]);
    try {
      const [url] = await once(server, 'message');
      return await measure(papers, String(url), `sqlite:${join(folder, 'paperboy.db')}`);
    } finally {
      server.disconnect();
      rmSync(folder, { recursive: true });
    }
  },
};

async function measure(papers: readonly WrittenPaper[], baseUrl: string, url: string): Promise<readonly Figure[]> {
  const model = createModel({ baseUrl, model: 'flaky', timeoutMs: TIMEOUT_MS });
  const first = await openStore(url);
  const meter = openMeter(first, { tokens: Number.MAX_SAFE_INTEGER, prices: {} }, Date.now);
  const startMs = performance.now();
  await collectPage(first, papers, meter.watch(model));
  const collectMs = performance.now() - startMs;
  const calls = await readJournal(baseUrl);
  const said = await readSummaries(first, papers.length);
  const figures = [
    ...measureTime(calls, CONCURRENCY, collectMs, papers.length === FULL),
    ...measureCalls(calls, (await meter.today()).calls),
    ...lookAtSummaries(said, papers.length),
  ];
  await collectPage(first, papers, model);
  const again = await readJournal(baseUrl);
  await first.close();

  const second = await openStore(url);
  await collectPage(second, papers, model);
  const restarted = await readJournal(baseUrl);
  // A crash before the papers were committed: they are new again, their summaries are kept.
  await collectPage(second, papers, model, await openStore('sqlite::memory:'));
  const kept = new Set(said.flatMap(({ title, summary }) => (summary.rung === 'llm' ? [title] : [])));
  const late = (await readJournal(baseUrl)).slice(restarted.length);
  const paidAgain = late.filter(({ question }) => kept.has(question.title)).length;
  await second.close();
  const none = { unit: 'calls', atMost: 0 } as const;
  return [
    ...figures,
    { what: 'calls when the same is collected again', value: again.length - calls.length, ...none },
    { what: 'calls when it is after a restart', value: restarted.length - again.length, ...none },
    { what: `calls for the ${kept.size} kept, after a crash forgot the papers`, value: paidAgain, ...none },
  ];
}

async function collectPage(
  store: Store,
  papers: readonly WrittenPaper[],
  model: Model,
  papersIn = store,
): Promise<void> {
  const stages = stagesOn(store, {
    model,
    library: openLibrary(papersIn),
    summaries: { concurrency: CONCURRENCY, maxPerRun: papers.length },
  });
  const dump = { source: 'faults.txt', feed: papersPage, bytes: bytesOf(toPage(papers)) };
  const { parsed } = await collect(stages, dump);
  if (parsed !== papers.length) throw new Error(`of ${papers.length} papers ${parsed} were read`);
}
