import type { Model } from '../core/model.ts';

/** Room for a model that thinks before it answers. */
const MAX_OUTPUT_TOKENS = 1000;

const OK_SCHEMA = {
  type: 'object',
  properties: { ok: { type: 'boolean' } },
  required: ['ok'],
  additionalProperties: false,
};

/** Asks a model for one tiny answer. Rejects with `SummaryError` where none comes. */
export async function probeModel(model: Model): Promise<void> {
  await model.complete({
    system: 'Answer with JSON.',
    user: 'Answer {"ok": true}.',
    schema: { name: 'ok', jsonSchema: OK_SCHEMA },
    maxOutputTokens: MAX_OUTPUT_TOKENS,
  });
}
