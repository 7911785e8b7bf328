import type { Json } from './json.ts';
import type { World } from './world.ts';

/** How a request is answered. */
export interface Answer {
  readonly status: number;
  readonly body: Json | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request of the Web API. */
export interface Asked {
  readonly method: string;
  readonly body: Json;
  readonly token: string | undefined;
}

/** What answers a method. */
export type Route = (world: World, body: Json) => Answer;

/** All went well. */
export function ok(body: Json = {}): Answer {
  return { status: 200, body: { ok: true, ...body } };
}

/** A refusal as Slack tells it: with status 200. */
export function fail(error: string, more: Json = {}): Answer {
  return { status: 200, body: { ok: false, error, ...more } };
}

/** A refusal of the arguments, with what is wrong of each. */
export function failFor(error: string, faults: readonly string[]): Answer {
  const messages = faults.map((fault) => `[ERROR] ${fault}`);
  return fail(error, { errors: faults, response_metadata: { messages } });
}
