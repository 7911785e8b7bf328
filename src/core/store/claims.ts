import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { hasCode } from '../errors.ts';
import { lazily, sql } from './sql.ts';
import type { Store } from './store.ts';

/** The sole right to do something, against everyone else on the same store. */
export interface Claim {
  /** Keeps it for another ten minutes. Resolves with false where someone else has it by now. */
  renew(): Promise<boolean>;
  /** Gives it back. */
  release(): Promise<void>;
}

/** How long a claim lasts unless it is renewed. One whose process is seen to have ended lasts no longer. */
const LEASE_MS = 10 * 60_000;

const RENEW_AFTER_MS = 60_000;

/** A process started later may have the number of an earlier one; in a container it is 1 every time. */
const THIS_PROCESS = `${hostname()}/${process.pid}/${randomUUID()}`;

/** Claims a name for this call alone; nothing where someone else has it. `now` is in milliseconds since 1970. */
export async function takeClaim(
  store: Pick<Store, 'query'>,
  name: string,
  now: () => number,
): Promise<Claim | undefined> {
  const holder = `${THIS_PROCESS}/${randomUUID()}`;
  const [row] = await store.query(sql`SELECT holder FROM claims WHERE name = ${name}`);
  const ended = row !== undefined && hasEnded(String(row['holder'])) ? String(row['holder']) : null;
  // With the machine every claim ends.
  const taken = await store.query(
    lazily(sql`INSERT INTO claims (name, holder, until_ms)
    VALUES (${name}, ${holder}, ${now() + LEASE_MS})
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms
    WHERE claims.until_ms <= ${now()} OR claims.holder = ${ended} RETURNING name`),
  );
  if (taken.length === 0) return undefined;
  let renewedMs = now();
  return {
    async renew() {
      // Nobody else can have it yet.
      if (Math.abs(now() - renewedMs) < RENEW_AFTER_MS) return true;
      renewedMs = now();
      const kept = await store.query(
        lazily(sql`UPDATE claims SET until_ms = ${now() + LEASE_MS}
          WHERE name = ${name} AND holder = ${holder} RETURNING name`),
      );
      return kept.length > 0;
    },
    async release() {
      await store.query(lazily(sql`DELETE FROM claims WHERE name = ${name} AND holder = ${holder}`));
    },
  };
}

/** Whether it can be seen from here that a holder's process has ended: only on the same host. */
function hasEnded(holder: string): boolean {
  const [host, pid] = holder.split('/');
  if (host !== hostname() || holder.startsWith(`${THIS_PROCESS}/`)) return false;
  return Number(pid) === process.pid || !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks: https://nodejs.org/api/process.html#processkillpid-signal
    return process.kill(pid, 0);
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}
