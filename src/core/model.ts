import type * as Sdk from 'openai';
import { z } from 'zod';
import { SummaryError, type TokenUsage } from './errors.ts';
import { nameOfError, statusFailure } from './model-errors.ts';

type ChatBody = Sdk.OpenAI.ChatCompletionCreateParamsNonStreaming;

/** How to reach a model over the OpenAI wire. */
export interface ModelOptions {
  /** None for a local server that asks for none. */
  readonly apiKey?: string;
  /** The root of the interface, such as `http://127.0.0.1:11434/v1`; OpenAI's own where absent. */
  readonly baseUrl?: string;
  readonly model: string;
  /** For a call, its body included. */
  readonly timeoutMs: number;
}

/** One question to a model, to be answered by one JSON object. */
export interface ModelRequest {
  readonly system: string;
  readonly user: string;
  /** An earlier answer to this, and what is to be mended in it. */
  readonly repair?: { readonly answer: string; readonly faults: string };
  /** What the answer should look like; servers that cannot enforce it are told in words. */
  readonly schema: { readonly name: string; readonly jsonSchema: Readonly<Record<string, unknown>> };
  /** Thinking included. */
  readonly maxOutputTokens: number;
}

/** What a model wrote: meant to be JSON, but nothing is checked yet. */
export interface ModelAnswer {
  readonly text: string;
  /** Absent where the server does not count. */
  readonly usage?: TokenUsage;
}

/** A language model, whoever serves it. */
export interface Model {
  /** For people and logs. */
  readonly name: string;
  /** Asks once. Rejects with `SummaryError`; its message holds neither key nor URL. */
  complete(request: ModelRequest): Promise<ModelAnswer>;
}

/** How an answer is asked to be JSON, strictest first; "prompt" asks in words only. */
const FORMATS = ['json_schema', 'json_object', 'prompt'] as const;

const OPENAI_URL = 'https://api.openai.com/v1';

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish().catch(undefined),
});

/** Some servers report an error under HTTP 200, as an object or as a string. */
const errorBodySchema = z.object({
  error: z.union([
    z.string().transform(() => ({})),
    z.object({ code: z.string().nullish().catch(undefined), type: z.string().nullish().catch(undefined) }),
  ]),
});

/** A model behind `chat.completions` of OpenAI or a compatible server. Touches neither SDK nor network until it is asked. */
export function createModel(options: ModelOptions): Model {
  let firstFormat = 0;

  async function complete(request: ModelRequest): Promise<ModelAnswer> {
    // A type-only import above and this one: command-line verbs that ask no model start without the SDK.
    const sdk = await import('openai');
    const client = new sdk.OpenAI({
      // The SDK insists on some key, even for a server that wants none.
      apiKey: options.apiKey ?? 'none',
      baseURL: options.baseUrl ?? OPENAI_URL,
      timeout: options.timeoutMs,
      // The SDK would do so out of sight: uncounted, and with no heed to other calls under way.
      maxRetries: 0,
      logLevel: 'off',
    });
    for (let index = firstFormat; ; index += 1) {
      try {
        const body = bodyOf(request, options, FORMATS[index] ?? 'prompt');
        const completion: unknown = await client.chat.completions.create(body);
        // Remembered only now: a request can be rejected for other reasons than its format.
        firstFormat = Math.max(firstFormat, index);
        return readCompletion(completion, options.model);
      } catch (error) {
        const failure = failureOf(error, sdk, options);
        if (failure.code !== 'model-rejected' || index + 1 >= FORMATS.length) throw failure;
      }
    }
  }

  return { name: options.model, complete };
}

function bodyOf(request: ModelRequest, options: ModelOptions, format: (typeof FORMATS)[number]): ChatBody {
  const { name, jsonSchema } = request.schema;
  const inWords = `\n\nAnswer with one JSON object and nothing else. It must fit this JSON Schema:\n${JSON.stringify(jsonSchema)}`;
  const body: ChatBody = {
    model: options.model,
    messages: [
      { role: 'system', content: format === 'json_schema' ? request.system : request.system + inWords },
      { role: 'user', content: request.user },
      ...(request.repair === undefined ? [] : toTurns(request.repair)),
    ],
    // OpenAI's newer models reject `max_tokens`; many compatible servers know nothing else.
    ...((options.baseUrl ?? OPENAI_URL).startsWith('https://api.openai.com/')
      ? { max_completion_tokens: request.maxOutputTokens }
      : { max_tokens: request.maxOutputTokens }),
  };
  if (format === 'json_object') return { ...body, response_format: { type: 'json_object' } };
  if (format === 'prompt') return body;
  return { ...body, response_format: { type: 'json_schema', json_schema: { name, schema: jsonSchema, strict: true } } };
}

/** What was asked before stays in front, so that servers need not read it again. */
function toTurns({ answer, faults }: NonNullable<ModelRequest['repair']>): ChatBody['messages'] {
  return [
    { role: 'assistant', content: answer },
    { role: 'user', content: faults },
  ];
}

function readCompletion(completion: unknown, model: string): ModelAnswer {
  const parsed = completionSchema.safeParse(completion);
  if (!parsed.success) {
    const reported = errorBodySchema.safeParse(completion);
    if (reported.success)
      throw new SummaryError(
        'model-server',
        `${model}: the server reported an error${nameOfError(reported.data.error)}`,
        { retryable: true },
      );
    throw new SummaryError('model-answer', `${model} sent something that is no chat completion`);
  }
  const choice = parsed.data.choices[0];
  const text = choice?.message.content ?? '';
  const counted = parsed.data.usage;
  const used = counted && {
    usage: { inputTokens: counted.prompt_tokens, outputTokens: counted.completion_tokens },
  };
  if (choice?.message.refusal || choice?.finish_reason === 'content_filter')
    throw new SummaryError('model-refused', `${model} refused to answer`, { ...used });
  if (choice?.finish_reason === 'length')
    throw new SummaryError('model-answer', `${model} ran into its limit of output tokens`, { ...used });
  if (text.trim() === '') throw new SummaryError('model-answer', `${model} answered nothing`, { ...used });
  return { text, ...used };
}

/** Never the server's own words, nor a cause that holds them: they can quote the key or the address. */
function failureOf(error: unknown, sdk: typeof Sdk, { model, timeoutMs }: ModelOptions): SummaryError {
  if (error instanceof SummaryError) return error;
  const passing = (code: string, fault: string) => new SummaryError(code, `${model} ${fault}`, { retryable: true });
  if (error instanceof sdk.APIConnectionTimeoutError)
    return passing('model-timeout', `did not answer within ${timeoutMs / 1000} s`);
  if (error instanceof sdk.APIConnectionError)
    return passing('model-unreachable', 'cannot be reached, or the connection broke');
  if (error instanceof sdk.APIError) return statusFailure(error, model);
  // No JSON (`SyntaxError`), or the connection broke within the answer (a bare `TypeError: terminated`).
  return passing('model-garbled', 'sent an answer that is cut short, or broken');
}
