import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../src/core/store/open.ts';
import { sql } from '../src/core/store/sql.ts';
import { collect, deliver } from '../src/pipeline.ts';
import { failingStore } from './fakes/failing-store.ts';
import { dumpOfPapers } from './fakes/feed.ts';
import { fakePlatform } from './fakes/platform.ts';
import { randomFrom } from './fakes/random.ts';
import { openStages, stagesOn, subscriptionOf } from './fakes/stages.ts';

const everything = subscriptionOf();

const ROUNDS = 4;
const DUMPS = 8;
const PAPERS = 12;
const LATEST_KILL_MS = 90;
/** A dozen processes, on a machine that may be busy. */
const TIMEOUT_MS = 60_000;
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

/** The papers of all dumps; each dump shows the first of the one before again. */
const expected = Array.from({ length: DUMPS + 1 }, (_, dump) =>
  Array.from({ length: dump === 0 ? 1 : PAPERS }, (_, i) => `Paper ${dump} of ${i + 1}`),
).flat();

test.each(['yes', 'unknown'] as const)(
  `killed at any moment, posts every paper once, or reports it (platform says "%s", seed ${seed})`,
  async (find) => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-crash-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [database, posts] = [join(folder, 'a.db'), join(folder, 'posts.txt')];
    const random = randomFrom(seed);
    const run = (killAfterMs?: number): Promise<unknown> =>
      runWorker([database, posts, find, `${DUMPS}`, `${PAPERS}`], killAfterMs);
    for (let round = 0; round < ROUNDS; round += 1) await run(random() * LATEST_KILL_MS);
    expect(await run()).toBe(0);

    const posted = readFileSync(posts, 'utf8').split('\n').filter(Boolean).map(paperOf);
    const doubtful = await findDoubtful(database);
    expect(posted.length).toBe(new Set(posted).size);
    expect(new Set([...posted, ...doubtful])).toEqual(new Set(expected));
    expect(doubtful.length).toBeLessThanOrEqual(find === 'yes' ? 0 : ROUNDS);
  },
  TIMEOUT_MS,
);

describe('two instances on one store', () => {
  test('that deliver to one channel at once post each paper once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-deliver-'));
    const stores = await Promise.all([1, 2].map(() => openStore(`sqlite:${join(folder, 'a.db')}`)));
    onTestFinished(async () => {
      await Promise.all(stores.map((store) => store.close()));
      rmSync(folder, { recursive: true });
    });
    const [one, two] = stores.map((store) => stagesOn(store));
    if (one === undefined || two === undefined) throw new Error('two stores are open');
    const platform = fakePlatform();
    const slow = { ...platform, post: slowly(platform.post), find: slowly(platform.find) };
    for (let round = 0; round < 5; round += 1) {
      await collect(one, dumpOfPapers(`A${round}`, `B${round}`, `C${round}`));
      const results = await Promise.allSettled([one, two, two, one].map((stages) => deliver(stages, everything, slow)));
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      expect(refused).toEqual(refused.map(() => expect.objectContaining({ code: 'channel-busy' })));
      expect(refused.length).toBeLessThan(results.length);
    }
    const expected = [0, 1, 2, 3, 4].flatMap((round) => ['A', 'B', 'C'].map((name) => `All: ${name}${round}`));
    expect(platform.posts.map(({ part }) => part)).toEqual(expected);
  });
});

describe('a delivery that ends at any statement', () => {
  test('goes on in the next run: each part is posted once, in order', async () => {
    let n = 1;
    for (let isWhole = false; !isWhole; n += 1) {
      const stages = await openStages();
      const platform = fakePlatform();
      await collect(stages, dumpOfPapers('A', 'B'));
      const first = deliver(stagesOn(failingStore(stages.store, n)), everything, platform);
      isWhole = await first.then(
        () => true,
        () => false,
      );
      // Its process would have ended, and the claim with it.
      await stages.store.query(sql`DELETE FROM claims`);
      await deliver(stages, everything, platform);
      expect(platform.posts.map(({ part }) => part)).toEqual(['All: A', 'All: B']);
    }
    expect(n).toBeGreaterThan(20);
  });
});

/** Runs a worker; kills it so long after it has begun. Resolves with its exit code, null where it was killed. */
async function runWorker(args: readonly string[], killAfterMs?: number): Promise<unknown> {
  const worker = spawn(process.execPath, [join(import.meta.dirname, 'fakes/crash-worker.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(worker, 'exit');
  if (killAfterMs !== undefined) {
    await Promise.race([once(worker.stdout, 'data'), ended]);
    await setTimeout(killAfterMs);
    worker.kill('SIGKILL');
  }
  const [code] = await ended;
  return code;
}

async function findDoubtful(database: string): Promise<readonly string[]> {
  const store = await openStore(`sqlite:${database}`);
  const rows = await store.query(sql`SELECT body FROM delivery_parts WHERE state <> 'sent'`);
  const open = await store.query(sql`SELECT id FROM deliveries WHERE state <> 'done'`);
  await store.close();
  expect(open).toEqual([]);
  return rows.map((row) => paperOf(String(row['body'])));
}

function paperOf(line: string): string {
  return line.slice(line.indexOf('Paper'));
}

function slowly<Args extends readonly unknown[], Result>(call: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    return call(...args);
  };
}
