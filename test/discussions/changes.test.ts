import { expect, test } from 'vitest';
import { createChanges } from '../../src/discussions/changes.ts';

test('who works on a thread is told what changes in it meanwhile, and not afterwards, also after a failure', async () => {
  const { note, during } = createChanges();
  const change = (message: string, thread = 't1') => note({ kind: 'message-deleted', thread, message });
  const told: ReadonlySet<string>[] = [];
  change('before');
  const works = ['t1', 't1', 't2'].map((thread) =>
    during(thread, async (changed) => {
      told.push(changed);
      await Promise.resolve();
      change(`while ${told.length}`, thread);
      note({ kind: 'thread-deleted', thread });
      throw new Error('failed');
    }),
  );
  for (const work of works) await expect(work).rejects.toThrow('failed');
  change('after');
  expect(told.map((changed) => [...changed])).toEqual([['while 3'], ['while 3'], ['while 3']]);
});
