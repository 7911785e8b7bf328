import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pass } from 'node:timers/promises';
import { LLMock, type Journal, type JournalEntry, type Mountable } from '@copilotkit/aimock';

/** aimock's own modes (429 with `Retry-After: 1`, 500, no JSON, no answer at all), and two it lacks where nothing is streamed. */
export type ModelFault = 'ratelimit' | 'drop' | 'malformed' | 'disconnect' | 'cut' | 'slow';

/** How a call fares. */
export interface Weather {
  readonly latencyMs: number;
  readonly fault?: ModelFault | undefined;
}

/** A model server that fails as it is told, and its journal. */
export interface FlakyModel {
  readonly url: string;
  /** Every call it has seen, once it is over. */
  calls(): readonly JournalEntry[];
  /** Takes no further call. */
  stop(): void;
}

/** The header of a journalled call that says when it came; its `timestamp` is when it was over. Both in milliseconds since 1970. */
export const ARRIVED = 'x-arrived-ms';

/** Opens a server that fares at each call, in the order they come, as `weatherOf` says; a slow one never answers. */
export async function openFlakyModel(
  answer: Parameters<LLMock['onMessage']>[1],
  weatherOf: (call: number) => Weather,
): Promise<FlakyModel> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent', journalMaxEntries: 0 });
  mock.mount('/v1/chat/completions', createWeather(weatherOf));
  mock.onMessage(/./u, answer);
  await mock.start();
  // It ends only when clients have let go of their connections.
  const stop = (): void => void mock.stop();
  return { url: `${mock.url}/v1`, calls: () => mock.getRequests(), stop };
}

/** Stands before the mock and sets its chaos headers; does itself what it cannot. */
function createWeather(weatherOf: (call: number) => Weather): Mountable {
  let calls = 0;
  let journal: Journal | undefined;

  async function note(request: IncomingMessage, status: number, fault: ModelFault): Promise<JournalEntry | undefined> {
    return journal?.add({
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { [ARRIVED]: String(request.headers[ARRIVED]) },
      body: JSON.parse((await buffer(request)).toString()),
      response: { status, fixture: null, interrupted: true, interruptReason: fault },
    });
  }

  return {
    setJournal: (opened) => {
      journal = opened;
    },
    async handleRequest(request, response) {
      const { latencyMs, fault } = weatherOf(calls);
      calls += 1;
      request.headers[ARRIVED] = String(Date.now());
      if (fault === 'cut') {
        await pass(latencyMs);
        await note(request, 200, fault);
        cutAnswer(response);
        return true;
      }
      if (fault === 'slow') {
        const entry = await note(request, 0, fault);
        response.once('close', () => {
          if (entry !== undefined) entry.timestamp = Date.now();
        });
        return true;
      }
      request.headers['x-aimock-chaos-latency'] = String(latencyMs);
      if (fault !== undefined) request.headers[`x-aimock-chaos-${fault}`] = '1';
      return false;
    },
  };
}

/** Promises more than it sends, as a proxy does that is restarted. */
function cutAnswer(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"choices":[{"message":{"content":"', () => response.destroy());
}
