import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import { backUpStore, restoreStore } from '../../src/core/store/backup.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { settleRestored } from '../../src/deliveries/carry-over.ts';
import { collect, deliver } from '../../src/pipeline.ts';
import type { Platform } from '../../src/platform.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakePlatform, type FakePlatform } from '../fakes/platform.ts';
import { REFERENCE_MS, stagesOn, subscriptionOf } from '../fakes/stages.ts';

const everything = subscriptionOf();
const now = (): number => REFERENCE_MS;

describe('a store that was restored', () => {
  let folder: string;
  let url: string;
  let store: Store;
  let platform: FakePlatform;
  const posted = (): readonly string[] => platform.posts.map(({ part }) => part);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-restore-'));
    url = `sqlite:${join(folder, 'a.db')}`;
    store = await openStore(url);
    platform = fakePlatform();
    onTestFinished(async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    });
  });

  async function collectAndDeliver(titles: readonly string[], given: Partial<Platform> = {}): Promise<void> {
    const stages = stagesOn(store);
    await collect(stages, dumpOfPapers(...titles));
    await deliver(stages, everything, { ...platform, ...given }).catch(() => undefined);
  }

  /** Restores the backup over the store, or after that was lost. */
  async function restore(isLost = false): Promise<void> {
    await store.close();
    if (isLost) for (const end of ['', '-wal', '-shm']) rmSync(`${join(folder, 'a.db')}${end}`, { force: true });
    await restoreStore(url, join(folder, 'backup'), { replace: true, now, settle: settleRestored });
    store = await openStore(url);
  }

  /** Posts so many parts, then the process dies. */
  function dyingAfter(parts: number): Partial<Platform> {
    let left = parts;
    return {
      post: async (...given) => {
        if (left === 0) throw new Error('killed');
        left -= 1;
        return platform.post(...given);
      },
    };
  }

  test('posts nothing again that was posted since the backup, and all that was not', async () => {
    await collectAndDeliver(['A', 'B']);
    await backUpStore(url, join(folder, 'backup'));
    await collectAndDeliver(['C', 'D'], dyingAfter(1));
    await restore();
    // The pages still lie in the inbox, and are read again with the next ones.
    await collectAndDeliver(['C', 'D']);
    await collectAndDeliver(['E']);
    expect(posted()).toEqual(['All: A', 'All: B', 'All: C', 'All: D', 'All: E']);
  });

  test('goes on with a delivery where the store it replaces had come to', async () => {
    await collectAndDeliver(['A', 'B', 'C'], dyingAfter(1));
    await backUpStore(url, join(folder, 'backup'));
    await deliver(stagesOn(store), everything, { ...platform, ...dyingAfter(1) }).catch(() => undefined);
    const unsure = { find: async () => 'unknown' as const };
    await restore();
    await deliver(stagesOn(store), subscriptionOf({ onDoubt: 'skip' }), { ...platform, ...unsure });
    expect(posted()).toEqual(['All: A', 'All: B']);
    await collectAndDeliver(['D']);
    expect(posted()).toEqual(['All: A', 'All: B', 'All: D']);
  });

  test('goes on with the plain text that a part has become since', async () => {
    await collectAndDeliver(['A'], dyingAfter(0));
    await backUpStore(url, join(folder, 'backup'));
    const content = new DeliveryError('refused', 'There is something in it.', { obstacle: 'content' });
    const post: Platform['post'] = async (_channel, body) => {
      throw body.startsWith('plain') ? new Error('killed') : content;
    };
    await collectAndDeliver([], { post });
    await restore();
    const renderPlain: Platform['renderPlain'] = () => 'rendered once more';
    await collectAndDeliver([], { renderPlain });
    expect(posted()).toEqual(['plain All: A']);
  });

  test('looks up what was on its way when nothing is left of the store it replaces', async () => {
    await collectAndDeliver(['A', 'B', 'C'], dyingAfter(0));
    await backUpStore(url, join(folder, 'backup'));
    await deliver(stagesOn(store), everything, { ...platform, ...dyingAfter(2) }).catch(() => undefined);
    expect(posted()).toEqual(['All: A', 'All: B']);
    await restore(true);
    await collectAndDeliver(['D']);
    expect(posted()).toEqual(['All: A', 'All: B', 'All: C', 'All: D']);
  });

  test('takes nothing over from a store that is not its own', async () => {
    await collectAndDeliver(['A']);
    await backUpStore(url, join(folder, 'backup'));
    await store.close();
    rmSync(join(folder, 'a.db'));
    store = await openStore(url);
    await collectAndDeliver(['X', 'B']);
    await store.query({ text: ['UPDATE deliveries SET at_ms = 1'], values: [] });
    await restore();
    await collectAndDeliver(['B']);
    expect(posted()).toEqual(['All: A', 'All: X', 'All: B', 'All: B']);
  });
});
