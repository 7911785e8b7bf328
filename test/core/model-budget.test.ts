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
  test('of tokens counts what was taken and given; a call of which too little is left is not made that day', async () => {
    const meter = meterOf({ tokens: 1500 });
    const model = meter.watch(using(500, 300));
    await model.complete(request);
    const limit = { unit: 'tokens', most: 1500 };
    expect(await meter.today()).toEqual({ calls: 1, tokens: 800, limit, isSpent: false });
    // 700 are left, as many as a call like this is taken to use.
    await meterOf({ tokens: 1500 }).watch(using(0, 1)).complete(request);
    await expect(model.complete(request)).rejects.toMatchObject({
      code: 'model-budget',
      message: "today's budget of 1,500 tokens has no room for another call; it begins anew at 00:00 UTC",
    });
    expect(asked).toBe(2);
    expect(await meter.today()).toEqual({ calls: 2, tokens: 801, limit, isSpent: true });
    nowMs += 3_600_000;
    await model.complete(request);
    expect(await meter.today()).toMatchObject({ calls: 1, isSpent: false });
  });

  test('of money goes by the prices; a model without one counts as the dearest', async () => {
    const meter = meterOf({ cost: 0.012, prices: { ...prices, dear: { input: 2, output: 20 } } });
    await meter.watch(using(1000, 100)).complete(request);
    expect(await meter.today()).toMatchObject({ cost: 0.002, isSpent: false });
    // 0.01 is left; the estimate is 200 tokens in and 500 out.
    await expect(meter.watch({ ...using(1, 1), name: 'new' }).complete(request)).rejects.toThrow('0.01 has no room');
    expect(asked).toBe(1);
    await meter.watch(using(1000, 900)).complete(request);
    const spent = await meter.today();
    expect(spent).toEqual({ calls: 2, tokens: 3000, cost: 0.012, limit: { unit: 'cost', most: 0.012 }, isSpent: true });
    expect(describeSpending(spent)).toBe('3,000 tokens (0.01) in 2 calls today, of 0.01');
  });

  test('of nothing asks nothing', async () => {
    await expect(meterOf({ tokens: 0 }).watch(using(1, 1)).complete(request)).rejects.toThrow('0 tokens has no room');
    expect(asked).toBe(0);
  });

  test('is not exceeded by calls side by side: what is under way counts by estimate', async () => {
    const meter = meterOf({ tokens: 2100 });
    const model = meter.watch(using(200, 500));
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => model.complete(request)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect([asked, (await meter.today()).tokens]).toEqual([3, 2100]);
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
  const model = openMeter(full, { tokens: 2100, prices: {} }, () => nowMs).watch(using(200, 500));
  for (let i = 0; i < 10; i += 1) await model.complete(request).catch(() => undefined);
  expect(asked).toBe(3);
});

describe('what counts of a call that failed', () => {
  const usage: TokenUsage = { inputTokens: 5, outputTokens: 6 };

  test.each([
    ['what the server said', new SummaryError('model-refused', 'no', { usage }), { calls: 1, tokens: 11 }],
    ['an estimate where nobody waited', new SummaryError('model-timeout', 'no'), { calls: 1, tokens: 700 }],
    ['an estimate where half of it came', new SummaryError('model-garbled', 'no'), { calls: 1, tokens: 700 }],
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
