/** How Node names calls of the system that come before anything is sent. */
const CONNECTING: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

/** How Node and undici name connections that never came about (https://nodejs.org/api/errors.html#common-system-errors). */
const UNREACHED =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_\w+|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_CERT_\w+|ERR_SSL_WRONG_VERSION_NUMBER|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)$/;

/** Whether a call failed before anything could have been sent, whatever the error is wrapped in. */
export function isUnreached(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Of several addresses none may have been reached.
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isUnreached);
  const isConnecting = 'syscall' in error && CONNECTING.has(error.syscall);
  const isNamed = 'code' in error && UNREACHED.test(String(error.code));
  return isConnecting || isNamed || isUnreached(error.cause);
}
