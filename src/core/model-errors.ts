import { SummaryError } from './errors.ts';

/** The code and the type an error body gives, such as `insufficient_quota`. */
export interface ErrorNames {
  readonly code?: string | null | undefined;
  readonly type?: string | null | undefined;
}

/** An HTTP answer that is no success. */
export interface Refusal extends ErrorNames {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  /** The error the body tells of, in whatever shape. */
  readonly error?: unknown;
}

/** A server that asks to be left alone for longer is not waited for. */
const LONGEST_WAIT_MS = 60_000;

/** How long a server is left alone that asks to wait, but does not say for how long. */
const USUAL_WAIT_MS = 1000;

/** What an HTTP status of a model server means. Codes: `model-auth`, `-quota`, `-busy`, `-unknown`, `-server`, `-refused`, `-rejected`. */
export function statusFailure(refusal: Refusal, model: string): SummaryError {
  const { status, code, error } = refusal;
  const askedMs = waitOf(refusal.headers);
  const fail = (name: string, fault: string, after?: ReturnType<typeof passing>) =>
    new SummaryError(name, `${model}: ${fault} (HTTP ${status}${nameOfError(refusal)})`, after);
  if (status === 401 || status === 403) return fail('model-auth', 'the server does not accept the key');
  if (status === 402 || (status === 429 && isQuotaSpent(JSON.stringify(error) ?? '')))
    return fail('model-quota', 'the account has no quota left');
  if (status === 429) return fail('model-busy', 'the server asks to wait', passing(askedMs ?? USUAL_WAIT_MS));
  if (status === 404) return fail('model-unknown', 'the server knows no such model or address');
  // 408 and 409 are what OpenAI's own client takes for passing, too.
  if (status >= 500 || status === 408 || status === 409)
    return fail('model-server', 'the server failed', passing(askedMs));
  if (code === 'context_length_exceeded') return fail('model-refused', 'the text is too long');
  return fail('model-rejected', 'the server rejects the request');
}

/** The name a server gives its error, to be added to a message; nothing where it could be prose that quotes what was sent. */
export function nameOfError({ code, type }: ErrorNames): string {
  // Some servers send a number, whatever the types say.
  const name = String(code ?? type ?? '');
  return /^[a-z][\w.-]{0,40}$/iu.test(name) && !name.startsWith('sk-') ? `, ${name}` : '';
}

function passing(retryAfterMs: number | undefined) {
  return { retryable: (retryAfterMs ?? 0) <= LONGEST_WAIT_MS, retryAfterMs };
}

/** The account is out of money, which no retry mends. */
function isQuotaSpent(text: string): boolean {
  return /insufficient_quota|insufficient_balance|billing_[a-z]+/u.test(text);
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), or OpenAI's `retry-after-ms`; in milliseconds. */
function waitOf(headers: Refusal['headers']): number | undefined {
  const after = headers.get('retry-after') ?? '';
  const waits = [
    Number(headers.get('retry-after-ms') || Number.NaN),
    Number(after || Number.NaN) * 1000,
    Date.parse(after) - Date.parse(headers.get('date') ?? ''),
  ];
  return waits.find((wait) => wait >= 0);
}
