import { afterEach, describe, expect, test } from 'vitest';
import { createModel, type Model } from '../../src/core/model.ts';
import { queueCalls } from '../../src/core/model-calls.ts';
import { openFlakyModel, type FlakyModel, type ModelFault } from '../fakes/flaky-model.ts';

const request = {
  system: 'Summarise.',
  user: 'A paper.',
  schema: { name: 'summary', jsonSchema: { type: 'object' } },
  maxOutputTokens: 500,
};

/** Each fault, what it is called, and how long is waited before the same is asked again, and again; a server that asks for it is left alone after the last time, too. */
const faults: readonly (readonly [fault: ModelFault, code: string, waitsMs: readonly number[]])[] = [
  ['ratelimit', 'model-busy', [1000, 1000, 1000]],
  ['drop', 'model-server', [500, 1000]],
  ['malformed', 'model-garbled', [500, 1000]],
  ['disconnect', 'model-unreachable', [500, 1000]],
  ['cut', 'model-garbled', [500, 1000]],
  ['slow', 'model-timeout', [500, 1000]],
];

let server: FlakyModel;
let waitsMs: number[];

/** The model behind a server that meets with these faults, one after the other, and then with none. */
async function modelBehind(...met: readonly ModelFault[]): Promise<{ bare: Model; queued: Model }> {
  server = await openFlakyModel({ content: 'x' }, (call) => ({ latencyMs: 1, fault: met[call] }));
  const bare = createModel({ baseUrl: server.url, model: 'm', timeoutMs: met.includes('slow') ? 400 : 5_000 });
  waitsMs = [];
  return { bare, queued: queueCalls(bare, 1, async (ms) => waitsMs.push(ms)) };
}

afterEach(() => server.stop());

describe.each(faults)('a server that fails by %s', (fault, code, waits) => {
  test('is asked once by a call', async () => {
    const { bare } = await modelBehind(fault);
    await expect(bare.complete(request)).rejects.toMatchObject({ name: 'SummaryError', code, retryable: true });
    expect(server.calls()).toHaveLength(1);
  });

  test('is asked again, and a good answer counts', async () => {
    const { queued } = await modelBehind(fault);
    expect((await queued.complete(request)).text).toBe('x');
    expect([server.calls().length, waitsMs]).toEqual([2, waits.slice(0, 1)]);
  });

  test('is given three chances', async () => {
    const { queued } = await modelBehind(fault, fault, fault);
    await expect(queued.complete(request)).rejects.toMatchObject({ code });
    expect([server.calls().length, waitsMs]).toEqual([3, waits]);
  });
});
