import { webApi } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import type { MessageBody } from './render.ts';

const TIMEOUT_MS = 15_000;

/** What is said at a response address (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). */
export interface Response extends MessageBody {
  readonly response_type: 'ephemeral' | 'in_channel';
  readonly replace_original: boolean;
  readonly thread_ts?: string;
}

/** What came of it: `unknown` where it may have been said, and may not. */
export type Outcome = 'said' | 'refused' | 'unknown';

/** An error in Slack's words, as plain text: `invalid_blocks`. */
const ERROR = /^\s*[a-z]+(?:_[a-z]+)+\s*$/;

/** Says something at a response address, which may be used up, too old, or broken. Rejects where Slack asks to wait. */
export async function respond(url: string, body: Response, log: Log): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.status === 429)
      throw new webApi.WebAPIRateLimitedError(Number(response.headers.get('retry-after') ?? '1') || 1);
    if (response.ok && !/"ok":\s*false/.test(text) && !ERROR.test(text)) return 'said';
    const isOver = response.status === 404 || /\b(?:used|expired)_url\b/.test(text);
    log[isOver ? 'debug' : 'warn'](`Slack did not take an answer (${response.status}, ${text.slice(0, 100)})`);
    return response.status < 500 ? 'refused' : 'unknown';
  } catch (error) {
    if (error instanceof webApi.WebAPIRateLimitedError) throw error;
    // The address itself lets anyone answer, and is never told.
    log.warn(`Slack may not have taken an answer (${error instanceof Error ? error.name : 'no connection'})`);
    return 'unknown';
  }
}
