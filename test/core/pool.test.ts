import { expect, test } from 'vitest';
import { openPool } from '../../src/core/pool.ts';

function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { open: () => resolve(), opened: promise };
}

test('does so many jobs at a time, in order, and one of a name at a time', async () => {
  const pool = openPool(2);
  const { open, opened } = gate();
  const begun: string[] = [];
  for (const name of ['a', 'b', 'c', 'a', 'c'])
    pool.add(name, async () => {
      begun.push(name);
      await opened;
    });
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b']);
  open();
  await pool.ended();
  expect(begun).toEqual(['a', 'b', 'c']);
  pool.add('a', async () => void begun.push('again'));
  await pool.ended();
  expect(begun.at(-1)).toBe('again');
});

test('drops what has not begun, which can be added again', async () => {
  const pool = openPool(1);
  const { open, opened } = gate();
  const done: string[] = [];
  pool.add('a', () => opened);
  pool.add('b', async () => void done.push('b'));
  pool.clear();
  pool.add('b', async () => void done.push('b again'));
  open();
  await pool.ended();
  expect(done).toEqual(['b again']);
});
