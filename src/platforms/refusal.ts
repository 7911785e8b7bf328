import { PlatformError } from '../core/errors.ts';
import type { Finding } from './check.ts';

/** Why a platform did not let Paperboy in, and how to mend it. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  /** Follows a colon: small, and without a full stop. */
  readonly fix: string;
  /** It may be otherwise later, as things are set now. */
  readonly isPassing?: boolean;
}

/** A refusal as `paperboy doctor` tells it. */
export function toFinding({ reason, fix }: Refusal): Finding {
  return { ok: false, message: reason, fix: `${fix.replace(/^./, (letter) => letter.toUpperCase())}.` };
}

/** A refusal as the end of a start. */
export function toStartError({ code, reason, fix, isPassing = false }: Refusal, cause?: unknown): PlatformError {
  return new PlatformError(code, `${reason}: ${fix}.`, { retryable: isPassing, cause });
}
