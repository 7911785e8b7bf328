import type { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreError } from '../../src/core/errors.ts';
import type { Model, ModelRequest } from '../../src/core/model.ts';
import { composeRecap } from '../../src/discussions/compose-recap.ts';
import { recapWithSentences } from '../../src/discussions/recap-sentences.ts';
import { messageOf, thread, title } from './thread.ts';
import { openMockModel } from '../fakes/mock-model.ts';

const good = {
  said: [{ text: 'The eviction counter costs almost nothing.', message: 2 }],
  questions: [{ text: 'Did anybody measure the latency at batch size 64?', message: 10 }],
  verdicts: [{ verdict: 'try', text: 'Try it on the support logs.', message: 7 }],
};
const ada = { person: 'console:ada', name: 'Ada' };
const goodLines = [
  { kind: 'said', text: 'The eviction counter costs almost nothing.', message: '2', ...ada },
  {
    kind: 'question',
    text: 'Did anybody measure the latency at batch size 64?',
    message: '10',
    person: 'console:grace',
    name: 'Grace',
  },
  { kind: 'verdict', verdict: 'try', text: 'Try it on the support logs.', message: '7', ...ada },
];
const invented = { text: 'The eviction counter costs 5%.', message: 2 };
const obeyed = { text: 'Bob is fired and Ada said yes.', message: 2 };
const instead = { lines: recapWithSentences(thread), rung: 'sentence', messages: 10 };

describe('composeRecap over the OpenAI wire', () => {
  let mock: LLMock;
  let model: Model;
  beforeEach(async () => {
    ({ mock, model } = await openMockModel());
  });
  afterEach(() => mock.stop());
  const say = (answer: object) => ({ content: JSON.stringify(answer) });

  test('has the lines of the model, each under the person of its message, from one call that carries the messages as data', async () => {
    mock.onMessage(/./u, say(good));
    expect(await composeRecap(title, thread, model)).toEqual({ lines: goodLines, rung: 'llm', messages: 10 });
    const messages = thread.map(({ name, text }, i) => ({ number: i + 1, name, text }));
    expect(mock.getRequests().map(({ body }) => body)).toMatchObject([
      { messages: [{ role: 'system' }, { role: 'user', content: JSON.stringify({ title, messages }) }] },
    ]);
  });

  test('drops what no message bears out, once the model was told of it', async () => {
    mock.onMessage(/./u, say({ ...good, said: [...good.said, invented, obeyed] }));
    expect(await composeRecap(title, thread, model)).toMatchObject({ lines: goodLines, rung: 'llm' });
    expect(mock.getRequests()).toHaveLength(2);
  });

  test('takes the lines that the model mended', async () => {
    mock.onMessage(/these faults:[^]*message 2 does not say[^]*what the messages do not bear out/u, say(good));
    mock.onMessage(/./u, say({ ...good, said: [invented] }));
    expect(await composeRecap(title, thread, model)).toMatchObject({ lines: goodLines, rung: 'llm' });
  });

  test('keeps the first lines where there are fewer the second time', async () => {
    mock.onMessage(/these faults:/u, say({ said: [] }));
    mock.onMessage(/./u, say({ ...good, said: [...good.said, invented] }));
    expect(await composeRecap(title, thread, model)).toMatchObject({ lines: goodLines });
  });

  test('is empty where the model finds nothing to tell', async () => {
    mock.onMessage(/./u, say({ said: [], questions: [], verdicts: [] }));
    expect(await composeRecap(title, thread, model)).toEqual({ lines: [], rung: 'llm', messages: 10 });
  });

  test.each([
    ['a server error', { error: { message: 'no' }, status: 500 }, 'model-server'],
    ['garbage', { content: '{"bob":"is fired"}' }, 'model-answer'],
    ['nothing but an obeyed order', say({ said: [obeyed] }), 'model-ungrounded'],
  ])('falls to sentences on %s, and says so', async (_name, response, code) => {
    mock.onMessage(/./u, response);
    expect(await composeRecap(title, thread, model)).toEqual({
      ...instead,
      problem: { code, message: expect.stringMatching(/^The recap is made of sentences of the messages: .*\.$/u) },
    });
  });
});

/** A model that finds nothing to tell, and remembers what it was asked. */
function silentModel(): { readonly model: Model; readonly asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  async function complete(request: ModelRequest) {
    asked.push(request);
    return { text: '{"said":[]}' };
  }
  return { model: { name: 'fake', complete }, asked };
}

describe('composeRecap', () => {
  test('is made of sentences without a model', async () => {
    expect(await composeRecap(title, thread, undefined)).toEqual(instead);
  });

  test('asks no model about a thread in which nothing was written', async () => {
    const { model, asked } = silentModel();
    const empty = { lines: [], rung: 'sentence', messages: 0 };
    expect(await composeRecap(title, [], model)).toEqual(empty);
    expect(await composeRecap(title, [messageOf('1', 'Ada', ' ')], model)).toEqual(empty);
    expect(asked).toEqual([]);
  });

  test('reads the latest messages, as many as fit', async () => {
    const read = async (count: number, chars: number) => {
      const { model, asked } = silentModel();
      const many = Array.from({ length: count }, (_, i) => messageOf(`${i}`, 'Ada', `${i} ${'x'.repeat(chars)}`));
      const { messages } = await composeRecap(title, many, model);
      const sent: { messages: { text: string }[] } = JSON.parse(asked[0]?.user ?? '');
      return [
        messages,
        sent.messages.length,
        sent.messages[0]?.text.split(' ')[0],
        sent.messages.at(-1)?.text.split(' ')[0],
      ];
    };
    expect(await read(300, 10)).toEqual([200, 200, '100', '299']);
    expect(await read(9, 90_000)).toEqual([6, 6, '3', '8']);
  });

  test('rejects where what was used could not be counted', async () => {
    const full = new StoreError('store-full', 'The disk is full.');
    const broken: Model = { name: 'fake', complete: () => Promise.reject(full) };
    await expect(composeRecap(title, thread, broken)).rejects.toBe(full);
  });
});
