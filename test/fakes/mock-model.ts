import { LLMock } from '@copilotkit/aimock';
import { createModel, type Model } from '../../src/core/model.ts';

/** A server that speaks the OpenAI wire, and a model that asks it; whoever opens it stops it. */
export async function openMockModel(): Promise<{ readonly mock: LLMock; readonly model: Model }> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  await mock.start();
  return { mock, model: createModel({ baseUrl: `${mock.url}/v1`, model: 'm', timeoutMs: 5_000 }) };
}
