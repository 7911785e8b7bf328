import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { countVotes, votePaper } from '../../src/reactions/votes.ts';

const channel = 'fake:G1:C1';

let store: Store;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
});

afterEach(() => store.close());

test('votes are counted by paper, the last of each person', async () => {
  await votePaper(store, { channel, person: 'p' }, 'a', 'up', 1);
  await votePaper(store, { channel, person: 'q' }, 'a', 'up', 2);
  await votePaper(store, { channel, person: 'q' }, 'a', 'down', 3);
  await votePaper(store, { channel, person: 'q' }, 'b', 'down', 4);
  await votePaper(store, { channel, person: 'q' }, 'b', 'down', 5);
  expect(Object.fromEntries(await countVotes(store, channel, ['a', 'b', 'c']))).toEqual({
    a: { up: 1, down: 1 },
    b: { up: 0, down: 1 },
  });
  expect(Object.fromEntries(await countVotes(store, channel, ['b']))).toEqual({ b: { up: 0, down: 1 } });
});

test('no channel sees the votes of another', async () => {
  await votePaper(store, { channel, person: 'p' }, 'a', 'up', 1);
  await votePaper(store, { channel: 'fake:G2:C1', person: 'p' }, 'a', 'down', 2);
  expect(Object.fromEntries(await countVotes(store, channel, ['a']))).toEqual({ a: { up: 1, down: 0 } });
  expect(Object.fromEntries(await countVotes(store, 'fake:G1:C2', ['a']))).toEqual({});
});

test('votes on more papers than one statement asks for are counted', async () => {
  await votePaper(store, { channel, person: 'p' }, 'p1500', 'up', 1);
  const papers = Array.from({ length: 2000 }, (_, i) => `p${i}`);
  expect(Object.fromEntries(await countVotes(store, channel, papers))).toEqual({ p1500: { up: 1, down: 0 } });
});
