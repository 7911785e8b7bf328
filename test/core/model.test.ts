import { createServer, type RequestListener, type Server } from 'node:http';
import { LLMock } from '@copilotkit/aimock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModel, type ModelOptions, type ModelRequest } from '../../src/core/model.ts';

const KEY = 'sk-very-secret-key';
const request: ModelRequest = {
  system: 'Summarise.',
  user: 'A paper.',
  schema: { name: 'summary', jsonSchema: { type: 'object', properties: { tldr: { type: 'string' } } } },
  maxOutputTokens: 500,
};

function modelAt(url: string, options: Partial<ModelOptions> = {}) {
  return createModel({
    apiKey: KEY,
    baseUrl: `${url}/v1`,
    model: 'test-model',
    timeoutMs: 5_000,
    ...options,
  });
}

describe('a model over the OpenAI wire', () => {
  let mock: LLMock;
  const sent = () => mock.getRequests().map(({ body }) => body);
  const formats = () => sent().map((body) => (body && 'response_format' in body ? body.response_format : undefined));

  beforeEach(async () => {
    mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
    await mock.start();
  });
  afterEach(() => mock.stop());

  it('answers with text and usage, and asks for the schema with a limit of tokens', async () => {
    mock.onMessage(/./u, {
      content: '{"tldr":"x"}',
      usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
    });
    expect(await modelAt(mock.url).complete(request)).toEqual({
      text: '{"tldr":"x"}',
      usage: { inputTokens: 11, outputTokens: 7 },
    });
    expect(sent()).toMatchObject([
      {
        model: 'test-model',
        max_tokens: 500,
        messages: [
          { role: 'system', content: 'Summarise.' },
          { role: 'user', content: 'A paper.' },
        ],
        response_format: { type: 'json_schema', json_schema: { name: 'summary', strict: true } },
      },
    ]);
  });

  it('asks for a repair after what was asked and answered before', async () => {
    mock.onMessage(/./u, { content: '{}' });
    await modelAt(mock.url).complete({ ...request, repair: { answer: 'moths!', faults: 'It is no JSON.' } });
    expect(sent()[0]?.messages).toEqual([
      { role: 'system', content: 'Summarise.' },
      { role: 'user', content: 'A paper.' },
      { role: 'assistant', content: 'moths!' },
      { role: 'user', content: 'It is no JSON.' },
    ]);
  });

  it('needs no key for a local server', async () => {
    mock.onMessage(/./u, { content: 'x' });
    const { text } = await createModel({
      baseUrl: `${mock.url}/v1`,
      model: 'test-model',
      timeoutMs: 5_000,
    }).complete(request);
    expect(text).toBe('x');
  });

  it('goes one format down when a format is rejected, tells the schema in words, and remembers', async () => {
    mock.on(
      { predicate: (body) => body.response_format?.type === 'json_schema' },
      { error: { message: 'response_format is not supported' }, status: 400 },
    );
    mock.onMessage(/./u, { content: 'x' });
    const model = modelAt(mock.url);
    await model.complete(request);
    await model.complete(request);
    expect(formats()).toMatchObject([{ type: 'json_schema' }, { type: 'json_object' }, { type: 'json_object' }]);
    expect(JSON.stringify(sent()[2])).toContain('"tldr');
  });

  it('asks in words only where no format is accepted', async () => {
    mock.on(
      { predicate: (body) => body.response_format !== undefined },
      { error: { message: 'response_format is not supported' }, status: 400 },
    );
    mock.onMessage(/./u, { content: 'x' });
    const model = modelAt(mock.url);
    await model.complete(request);
    await model.complete(request);
    expect(formats()).toMatchObject([{ type: 'json_schema' }, { type: 'json_object' }, undefined, undefined]);
  });

  it('asks for the schema again after a request that every format failed on', async () => {
    mock.on({ userMessage: 'bad' }, { error: { message: 'no' }, status: 400 });
    mock.onMessage(/./u, { content: 'x' });
    const model = modelAt(mock.url);
    await expect(model.complete({ ...request, user: 'bad' })).rejects.toMatchObject({ code: 'model-rejected' });
    await model.complete(request);
    expect(formats().at(-1)).toMatchObject({ type: 'json_schema' });
  });

  it('does not try other formats on a text that is too long', async () => {
    mock.onMessage(/./u, { error: { message: 'too long', code: 'context_length_exceeded' }, status: 400 });
    await expect(modelAt(mock.url).complete(request)).rejects.toMatchObject({ code: 'model-refused' });
    expect(sent()).toHaveLength(1);
  });

  it.each([
    [401, 'invalid_api_key', 'model-auth'],
    [402, 'insufficient_balance', 'model-quota'],
    [404, 'model_not_found', 'model-unknown'],
    [429, 'insufficient_quota', 'model-quota'],
    [503, 'overloaded', 'model-server'],
  ])('fails on HTTP %i %s as %s', async (status, code, expected) => {
    mock.onMessage(/./u, { error: { message: `${KEY} is wrong, see https://x.test/?key=${KEY}`, code }, status });
    const failure = await modelAt(mock.url)
      .complete(request)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'SummaryError', code: expected, retryable: status === 503 });
    expect(String(failure)).toContain(code);
    expect(String(failure)).not.toMatch(/sk-|\?/u);
    expect(sent()).toHaveLength(1);
  });

  it.each([`${KEY}`, `your key ${KEY} is wrong`])(
    'does not repeat an error code that may be a secret: %s',
    async (code) => {
      mock.onMessage(/./u, { error: { message: 'no', code }, status: 401 });
      await expect(modelAt(mock.url).complete(request)).rejects.toThrow(
        'test-model: the server does not accept the key (HTTP 401)',
      );
    },
  );

  it('tells how long a busy server asks to wait', async () => {
    mock.onMessage(/./u, { error: { message: 'slow down', code: 'rate_limit_exceeded' }, status: 429, retryAfter: 7 });
    await expect(modelAt(mock.url).complete(request)).rejects.toMatchObject({
      code: 'model-busy',
      retryable: true,
      retryAfterMs: 7_000,
    });
  });

  it('fails with a timeout when no answer comes in time', async () => {
    mock.onMessage(/./u, { content: 'x' }, { latency: 10_000, chaos: { latencyMs: 10_000 } });
    const model = modelAt(mock.url, { timeoutMs: 100 });
    await expect(model.complete(request)).rejects.toMatchObject({ code: 'model-timeout' });
  });

  it.each([
    ['an empty answer', { content: ' ' }, 'model-answer'],
    ['an answer cut at the token limit', { content: '{"tl', finishReason: 'length' }, 'model-answer'],
    ['a filtered answer', { content: 'x', finishReason: 'content_filter' }, 'model-refused'],
  ])('fails on %s', async (_name, response, code) => {
    mock.onMessage(/./u, response);
    await expect(modelAt(mock.url).complete(request)).rejects.toMatchObject({ code });
  });
});

describe('a server that is none', () => {
  let server: Server | undefined;

  async function serve(listener: RequestListener): Promise<string> {
    const opened = createServer(listener);
    server = opened;
    await new Promise<void>((resolve) => {
      opened.listen(0, '127.0.0.1', resolve);
    });
    const address = opened.address();
    return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  }
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it.each([
    ['an error under status 200', 'application/json', '{"error":{"message":"x","type":"overloaded"}}', 'model-server'],
    ['an error that is a string', 'application/json', '{"error":"overloaded"}', 'model-server'],
    ['a web page', 'text/html', '<html>', 'model-answer'],
    ['a completion without choices', 'application/json', '{"choices":[]}', 'model-answer'],
  ])('fails on %s', async (_name, type, body, code) => {
    const url = await serve((_request, response) => response.writeHead(200, { 'content-type': type }).end(body));
    await expect(modelAt(url).complete(request)).rejects.toMatchObject({ name: 'SummaryError', code });
  });

  it('answers without usage where the server does not count', async () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'x' }, finish_reason: 'stop' }] });
    const url = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    );
    expect(await modelAt(url).complete(request)).toEqual({ text: 'x' });
  });

  it('fails as unreachable where nobody listens, naming neither key nor address', async () => {
    const url = await serve(() => {});
    server?.close();
    const failure = await modelAt(`${url}/?key=${KEY}`)
      .complete(request)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'model-unreachable' });
    expect(String(failure)).not.toMatch(/sk-|127\.0|\?/u);
    expect(failure).not.toHaveProperty('cause');
  });
});
