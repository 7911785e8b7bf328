import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { openLibrary } from '../../src/papers/library.ts';
import { randomFrom } from '../fakes/random.ts';
import { batchOf, worksIn } from './batches.ts';
import { allPapers, ingest } from './ingest.ts';

const INGESTER = new URL('ingester.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'paperboy-processes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process that ingests, and what it has said of each batch. */
class Ingester {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: string[] = [];
  readonly #ready: Promise<unknown>;
  readonly #ended: Promise<unknown>;

  constructor(url: string, batches: number) {
    this.#child = spawn(process.execPath, [INGESTER, url, String(batches)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const output = createInterface(this.#child.stdout);
    this.#ready = once(output, 'line');
    this.#ended = Promise.all([once(output, 'close'), once(this.#child, 'exit')]);
    output.on('line', (line) => this.lines.push(line));
  }

  async isReady(): Promise<void> {
    await this.#ready;
    this.lines.length = 0;
  }

  start(): void {
    this.#child.stdin.end();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async hasEnded(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }
}

async function checkNothingLostOrDoubled(store: Store, batches: number): Promise<void> {
  const papers = await allPapers(store);
  expect(papers).toHaveLength(worksIn(batches));
  expect(new Set(papers.map(({ title }) => title)).size).toBe(papers.length);
  // All but the first works were seen with their abstract, all but the last with their id.
  expect(papers.filter(({ abstract }) => abstract !== undefined)).toHaveLength(worksIn(batches - 1));
  expect(papers.filter(({ arxivId }) => arxivId !== undefined)).toHaveLength(worksIn(batches - 1));
  const rows = await store.query(sql`SELECT COUNT(*) AS places, COUNT(DISTINCT paper) AS papers FROM intake_papers`);
  expect(rows).toEqual([{ places: papers.length, papers: papers.length }]);
}

describe('several processes', () => {
  it('that ingest the same dumps at once put every paper into exactly one intake', async () => {
    const [url, batches] = [`sqlite:${join(folder, 'race.db')}`, 20];
    await (await openStore(url)).close();
    const ingesters = Array.from({ length: 4 }, () => new Ingester(url, batches));
    await Promise.all(ingesters.map((each) => each.isReady()));
    ingesters.forEach((each) => each.start());
    expect(await Promise.all(ingesters.map((each) => each.hasEnded()))).toEqual([0, 0, 0, 0]);
    const claimed = ingesters.flatMap(({ lines }) => lines).reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
    expect(claimed).toBe(worksIn(batches));
    const store = await openStore(url);
    await checkNothingLostOrDoubled(store, batches);
    await store.close();
  });

  it('that are killed at any moment lose nothing and double nothing', async () => {
    const [url, batches] = [`sqlite:${join(folder, 'killed.db')}`, 400];
    const store = await openStore(url);
    const library = openLibrary(store);
    let done = -1;
    let kills = 0;
    const random = randomFrom(1);
    for (let round = 0; round < 8; round++) {
      const ingester = new Ingester(url, batches);
      await ingester.isReady();
      ingester.start();
      setTimeout(() => ingester.kill(), random() * 150);
      if ((await ingester.hasEnded()) === null) kills += 1;
      done = Math.max(done, ...ingester.lines.map((line) => Number(line.split(' ')[0])));
      // What a killed process had said was done is known, all that it had not is new as a whole or not at all.
      for (let batch = 0; batch <= done; batch++) expect((await library.diff(batchOf(batch))).added).toEqual([]);
      expect([0, 6, 12]).toContain((await library.diff(batchOf(done + 1))).added.length);
    }
    expect(kills).toBeGreaterThan(0);
    for (let batch = 0; batch <= done + 1; batch++) await ingest(library, batchOf(batch));
    await checkNothingLostOrDoubled(store, done + 2);
    await store.close();
  });
});
