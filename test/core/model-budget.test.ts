import { beforeEach, describe, expect, test } from 'vitest';
import type { BudgetConfig } from '../../src/core/config.ts';
import { ConfigError, StoreError, SummaryError, type TokenUsage } from '../../src/core/errors.ts';
import type { Model, ModelAnswer } from '../../src/core/model.ts';
import { checkPrices, describeSpending, openMeter, type Meter } from '../../src/core/model-budget.ts';
import type { Statement } from '../../src/core/store/sql.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';

const request = {
  system: 's'.repeat(400),
  user: 'u'.repeat(400),
  schema: { name: '', jsonSchema: {} },
  maxOutputTokens: 1,
};
const prices = { fake: { input: 1, output: 10 } };

let store: Store;
let nowMs: number;
let asked: number;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  nowMs = Date.parse('2026-11-16T23:00Z');
  asked = 0;
});

function meterOf(budget: Partial<BudgetConfig>): Meter {
  return openMeter(store, { prices: {}, ...budget }, () => nowMs);
}

function modelThat(answer: () => Promise<ModelAnswer> | ModelAnswer): Model {
  return {
    name: 'fake',
    async complete() {
      asked += 1;
      return answer();
    },
  };
}

const using = (inputTokens: number, outputTokens: number): Model =>
  modelThat(() => ({ text: '{}', usage: { inputTokens, outputTokens } }));

describe('a budget', () => {
  test('of tokens counts what was taken and given, and ends the calls of the day', async () => {
    const meter = meterOf({ tokens: 200 });
    const model = meter.watch(using(70, 30));
    await model.complete(request);
    expect(await meter.today()).toEqual({
      calls: 1,
      tokens: 100,
      limit: { unit: 'tokens', most: 200 },
      isSpent: false,
    });
    await meterOf({ tokens: 200 }).watch(using(70, 30)).complete(request);
    await expect(model.complete(request)).rejects.toMatchObject({
      code: 'model-budget',
      message: "today's budget of 200 tokens is used up; it begins anew at 00:00 UTC",
    });
    expect(asked).toBe(2);
    nowMs += 3_600_000;
    await model.complete(request);
    expect(await meter.today()).toMatchObject({ calls: 1, isSpent: false });
  });

  test('of money goes by the prices; a model without one counts as the dearest', async () => {
    const meter = meterOf({ cost: 0.004, prices: { ...prices, dear: { input: 2, output: 20 } } });
    await meter.watch(using(1000, 100)).complete(request);
    expect(await meter.today()).toMatchObject({ cost: 0.002, isSpent: false });
    await meter.watch({ ...using(1000, 100), name: 'new' }).complete(request);
    const spent = await meter.today();
    expect(spent).toEqual({ calls: 2, tokens: 2200, limit: { unit: 'cost', most: 0.004 }, isSpent: true });
    expect(describeSpending(spent)).toBe('2,200 tokens in 2 calls today, of 0.00');
  });

  test('of nothing asks nothing', async () => {
    await expect(meterOf({ tokens: 0 }).watch(using(1, 1)).complete(request)).rejects.toThrow('0 tokens is used up');
    expect(asked).toBe(0);
  });

  test('is not exceeded by calls side by side: what is under way counts by estimate', async () => {
    const model = meterOf({ tokens: 1500 }).watch(using(200, 500));
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => model.complete(request)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(asked).toBe(3);
  });
});

test('a store that cannot be written keeps a budget from being exceeded', async () => {
  const full = {
    ...store,
    query: (statement: Statement) =>
      /INSERT/.test(statement.text[0] ?? '')
        ? Promise.reject(new StoreError('full', 'The disk is full.'))
        : store.query(statement),
  };
  const model = openMeter(full, { tokens: 1500, prices: {} }, () => nowMs).watch(using(200, 500));
  for (let i = 0; i < 10; i += 1) await model.complete(request).catch(() => undefined);
  expect(asked).toBe(3);
});

describe('what counts of a call that failed', () => {
  const usage: TokenUsage = { inputTokens: 5, outputTokens: 6 };

  test.each([
    ['what the server said', new SummaryError('model-refused', 'no', { usage }), { calls: 1, tokens: 11 }],
    [
      'an estimate where nobody waited for the answer',
      new SummaryError('model-timeout', 'no'),
      { calls: 1, tokens: 700 },
    ],
    ['nothing where none came', new SummaryError('model-unreachable', 'no'), { calls: 0, tokens: 0 }],
  ])('is %s', async (_what, error, expected) => {
    const meter = meterOf({ tokens: 9999 });
    const failing = meter.watch(modelThat(() => Promise.reject(error)));
    await expect(failing.complete(request)).rejects.toBe(error);
    expect(await meter.today()).toMatchObject(expected);
  });

  test('is an estimate where a server that answered does not count', async () => {
    const meter = meterOf({ tokens: 9999 });
    await meter.watch(modelThat(() => ({ text: '{}' }))).complete(request);
    expect(await meter.today()).toMatchObject({ calls: 1, tokens: 700 });
  });
});

test('a budget in money needs the price of the model', () => {
  expect(() => checkPrices({ cost: 1, prices }, 'fake')).not.toThrow();
  expect(() => checkPrices({ tokens: 1, prices }, 'other')).not.toThrow();
  expect(() => checkPrices({ cost: 1, prices }, 'other')).toThrow(ConfigError);
});

test('what was used is said with its price where it has one', async () => {
  const meter = meterOf({ tokens: 1_000_000, prices });
  await meter.watch(using(12_000, 345)).complete(request);
  expect(describeSpending(await meter.today())).toBe('12,345 tokens (0.02) in 1 call today, of 1,000,000 tokens');
});
