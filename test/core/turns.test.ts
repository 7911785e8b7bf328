import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { takeTurn } from '../../src/core/turns.ts';

test('gives each a turn of its own, in order, those who must be soon before the others', async () => {
  const done: string[] = [];
  const turn = async (name: string, when?: 'soon'): Promise<void> => {
    await takeTurn(when);
    done.push(name);
  };
  const all = [turn('a'), turn('b'), turn('c', 'soon')];
  const seen: number[] = [];
  while (done.length < 3) {
    await setImmediate();
    seen.push(done.length);
  }
  await Promise.all(all);
  expect(done).toEqual(['c', 'a', 'b']);
  expect(seen).toEqual(expect.arrayContaining([1, 2]));
});

test('goes on after everyone has had a turn', async () => {
  await takeTurn();
  await setImmediate();
  await expect(takeTurn()).resolves.toBeUndefined();
});
