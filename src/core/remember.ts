import { LRUCache } from 'lru-cache';

/** For how long results are kept at most. */
export interface Term {
  readonly forMs: number;
  /** A clock in milliseconds; the process's own where absent. */
  readonly now?: () => number;
}

/**
 * The same function, which computes nothing twice of late: it keeps so many results by their keys, and forgets the longest
 * unused. A promise that rejects is not kept.
 */
export function remember<Input, Result extends object>(
  compute: (input: Input) => Result,
  keyOf: (input: Input) => string,
  most: number,
  term?: Term,
): (input: Input) => Result {
  const kept = new LRUCache<string, Result>({ max: most, ...(term && toLife(term)) });
  return (input) => {
    const key = keyOf(input);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const result = compute(input);
    kept.set(key, result);
    if (result instanceof Promise) result.catch(() => kept.delete(key));
    return result;
  };
}

function toLife({
  forMs,
  now,
}: Term): Pick<LRUCache.OptionsTTLLimit<string, object, unknown>, 'ttl' | 'ttlResolution' | 'perf'> {
  return { ttl: forMs, ttlResolution: 0, ...(now && { perf: { now } }) };
}
