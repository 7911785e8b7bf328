import { expect, test } from 'vitest';
import { statusFailure } from '../../src/core/model-errors.ts';

const date = 'Mon, 16 Nov 2026 23:00:00 GMT';

test.each([
  ['seconds', 429, { 'retry-after': '2' }, true, 2000],
  ['no time', 429, { 'retry-after': '0' }, true, 0],
  ['a date', 503, { date, 'retry-after': 'Mon, 16 Nov 2026 23:00:30 GMT' }, true, 30_000],
  ['milliseconds', 429, { 'retry-after-ms': '250', 'retry-after': '1' }, true, 250],
  ['nothing, though it is busy', 429, {}, true, 1000],
  ['nothing', 500, {}, true, undefined],
  ['nonsense', 500, { 'retry-after': 'soon' }, true, undefined],
  ['longer than it is waited for', 429, { 'retry-after': '61' }, false, 61_000],
  ['a while that mends nothing', 401, { 'retry-after': '1' }, false, undefined],
])('a server may ask to wait %s', (_what, status, headers, retryable, retryAfterMs) => {
  const failure = statusFailure({ status, headers: new Headers(Object.entries(headers)) }, 'm');
  expect([failure.retryable, failure.retryAfterMs]).toEqual([retryable, retryAfterMs]);
});

test.each([
  [{ code: 'insufficient_quota' }, 'model-quota', false],
  ['insufficient_balance: please pay', 'model-quota', false],
  [{ code: 'rate_limit_exceeded' }, 'model-busy', true],
])('a busy server and an empty account share a status: %j', (error, code, retryable) => {
  expect(statusFailure({ status: 429, headers: new Headers(), error }, 'm')).toMatchObject({ code, retryable });
});
