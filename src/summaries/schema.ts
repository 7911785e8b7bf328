import { z } from 'zod';
import { listOf } from './read-json.ts';

const pointSchema = z.object({
  kind: z.enum(['problem', 'method', 'result', 'limitation']),
  text: z.string(),
  quote: z.string(),
});

/** What a model is asked for: every field, strictly typed, as OpenAI's structured outputs want it. */
const wantedSchema = z.strictObject({
  tldr: z.string(),
  tldrQuote: z.string(),
  points: z.array(z.strictObject(pointSchema.shape)),
  keywords: z.array(z.string()),
});

/** The JSON Schema sent along with the question, under its name. */
export const ANSWER_SCHEMA = { name: 'summary', jsonSchema: z.toJSONSchema(wantedSchema) } as const;

/** What is accepted of a model: a `tldr`, and of the rest whatever is well formed. */
export const answerSchema = z.object({
  tldr: z.string().trim().min(1),
  tldrQuote: z.string().catch(''),
  points: listOf(pointSchema),
  keywords: listOf(z.string()),
});
