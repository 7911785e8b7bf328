import type { Json, World } from './world.ts';

/** How a request is answered. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request, its path after the version. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly token: string | undefined;
}

/** Answers one kind of request. */
export type Route = (world: World, asked: Asked, ...parts: string[]) => Answer;

/** Done, with what is left of the bucket. */
export function ok(body: unknown): Answer {
  const headers = { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4', 'x-ratelimit-reset-after': '1' };
  return { status: 200, body, headers };
}

/** Refused, as Discord says why. */
export function refusal(status: number, code: number, message: string): Answer {
  return { status, body: { code, message } };
}

/** Whether it is an object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
