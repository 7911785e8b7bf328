import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeClaim } from '../../../src/core/store/claims.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { sql } from '../../../src/core/store/sql.ts';
import type { Store } from '../../../src/core/store/store.ts';

const LEASE_MS = 10 * 60_000;

describe('a claim', () => {
  let folder: string;
  let one: Store;
  let other: Store;
  let nowMs: number;
  const now = (): number => nowMs;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-claims-'));
    one = await openStore(`sqlite:${join(folder, 'a.db')}`);
    other = await openStore(`sqlite:${join(folder, 'a.db')}`);
    nowMs = 1_700_000_000_000;
  });

  afterEach(async () => {
    await one.close();
    await other.close();
    rmSync(folder, { recursive: true });
  });

  /** Makes it look as if another holder had it. */
  async function holdAs(change: (holder: string) => string): Promise<void> {
    await takeClaim(one, 'a', now);
    const [row] = await one.query(sql`SELECT holder FROM claims`);
    await one.query(sql`UPDATE claims SET holder = ${change(String(row?.['holder']))}`);
  }

  test('is had by one at a time, whichever connection it was taken on, and each name by itself', async () => {
    const claim = await takeClaim(one, 'a', now);
    expect(claim).toBeDefined();
    expect(await takeClaim(one, 'a', now)).toBeUndefined();
    expect(await takeClaim(other, 'a', now)).toBeUndefined();
    expect(await takeClaim(other, 'b', now)).toBeDefined();
    await claim?.release();
    expect(await takeClaim(other, 'a', now)).toBeDefined();
  });

  test('is taken by one of many who want it at once', async () => {
    const stores = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? one : other));
    const claims = await Promise.all(stores.map((store) => takeClaim(store, 'a', now)));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  test('lasts ten minutes from its last renewal; whoever had it before then learns that it is lost', async () => {
    const claim = await takeClaim(one, 'a', now);
    nowMs += LEASE_MS - 1;
    expect(await claim?.renew()).toBe(true);
    nowMs += LEASE_MS - 1;
    expect(await takeClaim(other, 'a', now)).toBeUndefined();
    nowMs += 1;
    expect(await takeClaim(other, 'a', now)).toBeDefined();
    expect(await claim?.renew()).toBe(false);
    await claim?.release();
    expect(await takeClaim(one, 'a', now)).toBeUndefined();
  });

  test('of a process that has ended is free at once', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await holdAs((holder) => holder.replace(`/${process.pid}/`, `/${pid}/`));
    expect(await takeClaim(other, 'a', now)).toBeDefined();
  });

  test('of an earlier process of the same number is free at once', async () => {
    await holdAs((holder) => holder.replace(/\/[^/]+\/[^/]+$/, '/earlier/call'));
    expect(await takeClaim(other, 'a', now)).toBeDefined();
  });

  test('of a process that runs, or of one on another host, is not', async () => {
    await holdAs((holder) => holder.replace(`/${process.pid}/`, `/${process.ppid}/`));
    expect(await takeClaim(other, 'a', now)).toBeUndefined();
    await one.query(sql`DELETE FROM claims`);
    const { pid } = spawnSync(process.execPath, ['--version']);
    await holdAs(() => `elsewhere/${pid}/process/call`);
    expect(await takeClaim(other, 'a', now)).toBeUndefined();
  });
});
