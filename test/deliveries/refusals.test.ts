import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { withChannel } from '../../src/deliveries/channel-claim.ts';
import { finishDelivery, type DeliveryReport, type Postman } from '../../src/deliveries/deliver.ts';
import { listFailedParts } from '../../src/deliveries/failed-parts.ts';
import { parkDelivery, storeDelivery } from '../../src/deliveries/outbox.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { Card, Platform } from '../../src/platform.ts';
import { fakePlatform, renderCards } from '../fakes/platform.ts';
import { REFERENCE_MS } from '../fakes/stages.ts';

const channel = 'fake:c';
const cards = ['A', 'B'].map((title): Card => ({ id: title, title, tldr: '', rung: 'sentence', topics: [], why: [] }));
const digest: Digest = { channel, from: 0, to: 1, considered: 3, sections: [{ topic: 'All', cards, more: 1 }] };

const content = new DeliveryError('refused', 'There is something in it.', { obstacle: 'content' });
const closed = new DeliveryError('closed', 'The channel is closed.', { obstacle: 'channel' });
const limited = new DeliveryError('limited', 'Wait a moment.', { obstacle: 'passing' });
const cut = new DeliveryError('cut', 'The line was cut.', { obstacle: 'passing', mayBePosted: true });

let store: Store;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  await store.transaction(function* () {
    yield sql`INSERT INTO intakes (number, run, feed, at_ms) VALUES (1, 'r', 'fake', 0)`;
    for (const { id } of cards) yield sql`INSERT INTO intake_papers (paper, intake, position) VALUES (${id}, 1, 0)`;
  });
  await storeDelivery(store, digest, renderCards({ title: '', sections: [{ heading: 'All', cards }] }), REFERENCE_MS);
});

async function finish(platform: Platform, given: Partial<Postman> = {}): Promise<DeliveryReport | undefined> {
  const now = (): number => REFERENCE_MS;
  return withChannel(store, channel, now, (claim) =>
    finishDelivery(store, { channel, platform, onDoubt: 'skip', claim, ...given }),
  );
}

async function states(): Promise<readonly unknown[]> {
  return (await store.query(sql`SELECT state FROM delivery_parts ORDER BY position`)).map(({ state }) => state);
}

/** A platform that takes no part for which a test holds. */
function refusing(error: Error, isRefused: (body: string) => boolean): ReturnType<typeof fakePlatform> {
  const platform = fakePlatform();
  return {
    ...platform,
    async post(to, body, ...rest) {
      if (isRefused(body)) throw error;
      return platform.post(to, body, ...rest);
    },
  };
}

describe('a part that is refused for its content', () => {
  test('is posted as plain text with its own papers, and the rest follows', async () => {
    const platform = refusing(content, (body) => body === 'All: A');
    expect(await finish(platform)).toEqual({ digest, doubtful: 0, refused: 0 });
    expect(platform.posts.map(({ part }) => part)).toEqual(['plain All: A', 'All: B']);
    expect(await states()).toEqual(['sent', 'sent']);
  });

  test('as plain text too fails alone, and its papers are known', async () => {
    const platform = refusing(content, (body) => body.endsWith('A'));
    expect(await finish(platform)).toEqual({ digest, doubtful: 0, refused: 1 });
    expect(platform.posts.map(({ part }) => part)).toEqual(['All: B']);
    expect(await listFailedParts(store, channel, 9)).toEqual([
      { position: 0, parts: 2, composedMs: REFERENCE_MS, papers: ['A'], reason: 'refused' },
    ]);
  });

  test('stays plain text when its delivery is taken up again', async () => {
    const render = vi.fn<Platform['renderPlain']>(() => 'plain');
    const platform = refusing(content, (body) => body === 'All: A');
    const post: Platform['post'] = (to, body, marker) =>
      body === 'plain' ? Promise.reject(cut) : platform.post(to, body, marker);
    await expect(finish({ ...platform, post, renderPlain: render })).rejects.toBe(cut);
    expect(await states()).toEqual(['sending', 'pending']);
    await finish({ ...platform, renderPlain: render });
    expect(platform.posts.map(({ part }) => part)).toEqual(['plain', 'All: B']);
    expect(render).toHaveBeenCalledTimes(1);
  });
});

describe('a part that', () => {
  test.each([closed, limited])('was refused for sure is not looked for when it is sent again (%s)', async (error) => {
    const find = vi.fn<Platform['find']>(async () => 'unknown');
    const platform = refusing(error, () => true);
    await expect(finish({ ...platform, find })).rejects.toBe(error);
    expect(await states()).toEqual(['pending', 'pending']);
    const open = fakePlatform({ find });
    await finish(open);
    expect(open.posts.map(({ part }) => part)).toEqual(['All: A', 'All: B']);
    expect(find).not.toHaveBeenCalled();
  });

  test('may have been posted is looked for from when it was composed, in its turn', async () => {
    const turns: string[] = [];
    const turn: Platform['turn'] = async (_channel, to) => void turns.push(to);
    const find = vi.fn<Platform['find']>(async () => 'yes');
    await expect(finish({ ...refusing(cut, () => true), turn })).rejects.toBe(cut);
    await finish(fakePlatform({ find, turn }));
    expect(find.mock.calls).toEqual([[channel, 'loyw3v28.1.0', REFERENCE_MS]]);
    expect(turns).toEqual(['post', 'find', 'post']);
  });

  test('waits for its turn is not in doubt, and is left when the bot is stopped', async () => {
    const stopping = new AbortController();
    const turn: Platform['turn'] = async (_channel, _to, signal) => {
      stopping.abort(new Error('stopped'));
      signal?.throwIfAborted();
    };
    await expect(finish(fakePlatform({ turn }), { signal: stopping.signal })).rejects.toThrow('stopped');
    expect(await states()).toEqual(['pending', 'pending']);
  });
});

test('a delivery that was set aside leaves room for the next, and its papers are known', async () => {
  await finish(refusing(closed, (body) => body === 'All: B')).catch(() => undefined);
  expect(await parkDelivery(store, channel)).toBe(true);
  expect(await finish(fakePlatform())).toBeUndefined();
  expect(await parkDelivery(store, channel)).toBe(false);
  expect(await listFailedParts(store, channel, 9)).toEqual([
    { position: 1, parts: 2, composedMs: REFERENCE_MS, papers: ['B'], reason: 'parked' },
  ]);
});
