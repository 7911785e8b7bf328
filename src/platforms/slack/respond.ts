import { webApi } from '@slack/bolt';
import type { MessageBody } from './render.ts';

const TIMEOUT_MS = 15_000;

/** What is said at a response address (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). */
export interface Response extends MessageBody {
  readonly response_type: 'ephemeral' | 'in_channel';
  readonly replace_original: boolean;
  readonly thread_ts?: string;
}

/** Says something at a response address. Resolves with whether Slack took it there: not so where the address is used up or too old. */
export async function respond(url: string, body: Response): Promise<boolean> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (response.status === 429)
    throw new webApi.WebAPIRateLimitedError(Number(response.headers.get('retry-after') ?? '1') || 1);
  if (response.ok && !/"ok":\s*false/.test(text)) return true;
  if (/\b(?:used|expired)_url\b/.test(text) || response.status === 404) return false;
  // The address itself lets anyone answer, and is never told.
  throw new Error(`Slack did not take an answer (${response.status}, ${text.slice(0, 100)})`);
}
