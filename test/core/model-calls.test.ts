import { expect, test } from 'vitest';
import { SummaryError } from '../../src/core/errors.ts';
import { queueCalls } from '../../src/core/model-calls.ts';
import type { Model, ModelRequest } from '../../src/core/model.ts';

const passing = new SummaryError('model-server', 'oops', { retryable: true });
const asksToWait = (retryAfterMs: number) => new SummaryError('model-busy', 'later', { retryable: true, retryAfterMs });

const ask = (user: string): ModelRequest => ({
  system: '',
  user,
  schema: { name: '', jsonSchema: {} },
  maxOutputTokens: 1,
});

/** A model that fails at each paper as it is told, and waits that last until they are ended. */
function modelThat(failures: Readonly<Record<string, SummaryError[]>>) {
  const asked: string[] = [];
  const waits: { ms: number; end: () => void }[] = [];
  const model: Model = {
    name: 'fake',
    async complete({ user }) {
      asked.push(user);
      const failure = failures[user]?.shift();
      if (failure !== undefined) throw failure;
      return { text: user };
    },
  };
  const wait = (ms: number) => new Promise<void>((end) => void waits.push({ ms, end }));
  return { asked, waits, model: queueCalls(model, 1, wait) };
}

const settled = () => new Promise(setImmediate);

test('a call that waits to be made again takes no place, and comes before others then', async () => {
  const { model, asked, waits } = modelThat({ a: [passing] });
  const a = model.complete(ask('a'));
  await model.complete(ask('b'));
  expect([asked, waits.map(({ ms }) => ms)]).toEqual([['a', 'b'], [500]]);
  waits[0]?.end();
  await settled();
  await Promise.all([model.complete(ask('c')), a]);
  expect(asked).toEqual(['a', 'b', 'a', 'c']);
});

test('no call is begun while the server asks to be left alone, by whomever it was asked last', async () => {
  const { model, asked, waits } = modelThat({ a: [asksToWait(1000)], b: [asksToWait(3000)] });
  const calls = [model.complete(ask('a')), model.complete(ask('b'))];
  await settled();
  calls.push(model.complete(ask('c')));
  await settled();
  expect([asked, waits.map(({ ms }) => ms)]).toEqual([['a'], [1000]]);
  waits[0]?.end();
  await settled();
  expect([asked, waits.map(({ ms }) => ms)]).toEqual([
    ['a', 'a', 'b'],
    [1000, 3000],
  ]);
  waits[1]?.end();
  expect((await Promise.all(calls)).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
});

test('what will not pass is not tried again', async () => {
  const { model, asked } = modelThat({ a: [new SummaryError('model-auth', 'no')] });
  await expect(model.complete(ask('a'))).rejects.toMatchObject({ code: 'model-auth' });
  expect(asked).toEqual(['a']);
});
