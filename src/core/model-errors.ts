import { SummaryError } from './errors.ts';

/** The code and the type an error body gives, such as `insufficient_quota`. */
export interface ErrorNames {
  readonly code?: string | null | undefined;
  readonly type?: string | null | undefined;
}

/** What an HTTP status of a model server means. Codes: `model-auth`, `-quota`, `-busy`, `-unknown`, `-server`, `-refused`, `-rejected`. */
export function statusFailure(status: number, names: ErrorNames, model: string): SummaryError {
  const fail = (code: string, fault: string) =>
    new SummaryError(code, `${model}: ${fault} (HTTP ${status}${nameOfError(names)})`);
  if (status === 401 || status === 403) return fail('model-auth', 'the server does not accept the key');
  if (status === 402 || (status === 429 && isQuotaSpent(`${names.code} ${names.type}`))) {
    return fail('model-quota', 'the account has no quota left');
  }
  if (status === 429) return fail('model-busy', 'the server asks to wait');
  if (status === 404) return fail('model-unknown', 'the server knows no such model or address');
  if (status >= 500) return fail('model-server', 'the server failed');
  if (names.code === 'context_length_exceeded') return fail('model-refused', 'the text is too long');
  return fail('model-rejected', 'the server rejects the request');
}

/** The name a server gives its error, to be added to a message; nothing where it could be prose that quotes what was sent. */
export function nameOfError({ code, type }: ErrorNames): string {
  // Some servers send a number, whatever the types say.
  const name = String(code ?? type ?? '');
  return /^[a-z][\w.-]{0,40}$/iu.test(name) && !name.startsWith('sk-') ? `, ${name}` : '';
}

/** Whether an error says that the account is out of money, which no retry mends. */
export function isQuotaSpent(text: string): boolean {
  return /insufficient_quota|insufficient_balance|billing_[a-z]+/u.test(text);
}
