import type { Config } from '../core/config.ts';
import type { Environment } from '../core/env.ts';
import { ConfigError, messageOf, PaperboyError } from '../core/errors.ts';
import type { Model } from '../core/model.ts';
import { describeSpending, openMeter } from '../core/model-budget.ts';
import { openStore } from '../core/store/open.ts';
import type { Check } from '../platforms/check.ts';
import { probeModel } from './probe-model.ts';
import { chooseModel } from './session.ts';

const NONE = 'none: summaries are sentences picked from the abstracts (OPENAI_API_KEY or OPENAI_BASE_URL gives one)';

/** Asks the model for one tiny answer, and tells what models have used today. */
export async function checkModel(config: Config, environment: Environment): Promise<Check> {
  try {
    const model = chooseModel(config, environment);
    return { check: 'model', ok: true, message: model === undefined ? NONE : await probe(model, config, environment) };
  } catch (error) {
    const fix =
      error instanceof ConfigError
        ? 'Add the price to the configuration, or give the budget in tokens.'
        : 'Check OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL; until then sentences are picked from the abstracts.';
    return { check: 'model', ok: false, message: messageOf(error), fix };
  }
}

/** A store that cannot be opened is told of by its own check. */
async function probe(model: Model, { budget }: Config, { storeUrl }: Environment): Promise<string> {
  const store = await openStore(storeUrl).catch(() => undefined);
  if (store === undefined) return probeModel(model).then(() => `${model.name} answers`);
  const meter = openMeter(store, budget, Date.now);
  try {
    await probeModel(meter.watch(model));
    return `${model.name} answers; ${describeSpending(await meter.today())}`;
  } catch (error) {
    if (error instanceof PaperboyError && error.code === 'model-budget')
      return `${model.name} is not asked: ${error.message}`;
    throw error;
  } finally {
    await store.close();
  }
}
