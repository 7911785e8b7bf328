import type { BudgetConfig } from './config.ts';
import { ConfigError, SummaryError, type TokenUsage } from './errors.ts';
import type { Model, ModelAnswer, ModelRequest } from './model.ts';
import { sql } from './store/sql.ts';
import type { Store } from './store/store.ts';
import { dayOf } from './times.ts';

/** What models have used on a day, and what they may. */
export interface Spending {
  readonly calls: number;
  /** Taken and given. */
  readonly tokens: number;
  /** In the currency of the prices; absent where a model that was asked has none. */
  readonly cost?: number;
  /** The budget for a day. */
  readonly limit: { readonly unit: 'tokens' | 'cost'; readonly most: number };
  /** Nothing more is asked today: all is used up, or what is left was too little for a call. */
  readonly isSpent: boolean;
}

/** Counts what models use, and asks them no more when the day's budget is used up. */
export interface Meter {
  /** The same model, within the budget. Rejects with `SummaryError` (`model-budget`) where it is used up. */
  watch(model: Model): Model;
  today(): Promise<Spending>;
}

/** What one model has used on a day. */
interface Used extends TokenUsage {
  readonly model: string;
  readonly calls: number;
}

const MILLION = 1_000_000;
const CHARACTERS_PER_TOKEN = 4;
/** A usual answer: what a call is taken to use until the server has said. */
const USUAL_OUTPUT_TOKENS = 500;

/** Calls that failed after the server had begun to work. */
const PAID_CODES: ReadonlySet<string> = new Set(['model-answer', 'model-garbled', 'model-timeout']);

/**
 * Opens the meter of a store. A call begins where what was used, what is under way by estimate, and its own estimate fit into the
 * budget: the most a day can exceed it by is what the answers then under way are longer than a usual one.
 */
export function openMeter(store: Store, budget: BudgetConfig, now: () => number): Meter {
  let underWay: readonly Used[] = [];
  let refusedOn = '';

  async function today(): Promise<Spending> {
    const day = dayOf(now());
    const spending = toSpending(await readUsed(store, day), budget);
    return { ...spending, isSpent: spending.isSpent || refusedOn === day };
  }

  async function complete(model: Model, request: ModelRequest): Promise<ModelAnswer> {
    const estimate: Used = { ...estimateUsage(request), model: model.name, calls: 1 };
    const used = await readUsed(store, dayOf(now()));
    const { unit, most } = limitOf(budget);
    if (amountOf([...used, ...underWay, estimate], budget)[unit] > most) {
      refusedOn = dayOf(now());
      throw new SummaryError('model-budget', describeNoRoom({ unit, most }));
    }
    underWay = [...underWay, estimate];
    let usage: TokenUsage | undefined;
    try {
      const answer = await model.complete(request);
      usage = answer.usage ?? estimate;
      return answer;
    } catch (error) {
      // Nobody has said what it cost, but it may have been paid for.
      if (error instanceof SummaryError) usage = error.usage ?? (PAID_CODES.has(error.code) ? estimate : undefined);
      throw error;
    } finally {
      // What cannot be written stays counted as under way.
      if (usage !== undefined) await addUsed(store, dayOf(now()), model.name, usage);
      underWay = underWay.filter((one) => one !== estimate);
    }
  }

  return { today, watch: (model) => ({ name: model.name, complete: (request) => complete(model, request) }) };
}

/** Throws `ConfigError` where a budget in money has no price for the model that is asked. */
export function checkPrices({ cost, prices }: BudgetConfig, model: string): void {
  if (cost === undefined || prices[model] !== undefined) return;
  const price = `budget.prices: expected a price of "${model}", such as { input: 0.25, output: 2 }, for a budget in money`;
  throw new ConfigError('The configuration', [price]);
}

/** What was used, in a few words. */
export function describeSpending({ calls, tokens, cost, limit }: Spending): string {
  const used = `${tokens.toLocaleString('en')} tokens${cost === undefined ? '' : ` (${cost.toFixed(2)})`}`;
  return `${used} in ${calls.toLocaleString('en')} ${calls === 1 ? 'call' : 'calls'} today, of ${describeLimit(limit)}`;
}

function describeNoRoom(limit: Spending['limit']): string {
  return `today's budget of ${describeLimit(limit)} has no room for another call; it begins anew at 00:00 UTC`;
}

function describeLimit({ unit, most }: Spending['limit']): string {
  return unit === 'tokens' ? `${most.toLocaleString('en')} tokens` : most.toFixed(2);
}

function estimateUsage({ system, user, repair }: ModelRequest): TokenUsage {
  const again = repair === undefined ? 0 : repair.answer.length + repair.faults.length;
  return {
    inputTokens: Math.ceil((system.length + user.length + again) / CHARACTERS_PER_TOKEN),
    outputTokens: USUAL_OUTPUT_TOKENS,
  };
}

function toSpending(used: readonly Used[], budget: BudgetConfig): Spending {
  const calls = used.reduce((sum, one) => sum + one.calls, 0);
  const amount = amountOf(used, budget);
  const limit = limitOf(budget);
  const isPriced = Object.keys(budget.prices).length > 0 && used.every(({ model }) => budget.prices[model]);
  return {
    calls,
    tokens: amount.tokens,
    ...(isPriced && { cost: amount.cost }),
    limit,
    isSpent: amount[limit.unit] >= limit.most,
  };
}

function limitOf({ tokens, cost }: BudgetConfig): Spending['limit'] {
  return cost === undefined ? { unit: 'tokens', most: tokens ?? 0 } : { unit: 'cost', most: cost };
}

function amountOf(used: readonly Used[], { prices }: BudgetConfig): Readonly<Record<'tokens' | 'cost', number>> {
  return {
    tokens: used.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
    cost: used.reduce((sum, one) => sum + costOf(one, prices), 0),
  };
}

/** A model without a price, asked before the budget was in money, counts as the dearest. */
function costOf({ model, inputTokens, outputTokens }: Used, prices: BudgetConfig['prices']): number {
  const all = Object.values(prices);
  const dearest = {
    input: Math.max(0, ...all.map(({ input }) => input)),
    output: Math.max(0, ...all.map(({ output }) => output)),
  };
  const { input, output } = prices[model] ?? dearest;
  return (inputTokens * input + outputTokens * output) / MILLION;
}

async function readUsed(store: Store, day: string): Promise<readonly Used[]> {
  const rows = await store.query(
    sql`SELECT model, calls, input_tokens, output_tokens FROM model_usage WHERE day = ${day}`,
  );
  return rows.map(({ model, calls, input_tokens, output_tokens }) => ({
    model: String(model),
    calls: Number(calls),
    inputTokens: Number(input_tokens),
    outputTokens: Number(output_tokens),
  }));
}

async function addUsed(store: Store, day: string, model: string, used: TokenUsage): Promise<void> {
  await store.query(sql`INSERT INTO model_usage (day, model, calls, input_tokens, output_tokens)
    VALUES (${day}, ${model}, 1, ${used.inputTokens}, ${used.outputTokens})
    ON CONFLICT (day, model) DO UPDATE SET calls = model_usage.calls + 1,
      input_tokens = model_usage.input_tokens + excluded.input_tokens,
      output_tokens = model_usage.output_tokens + excluded.output_tokens`);
}
