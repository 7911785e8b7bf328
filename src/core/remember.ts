import { LRUCache } from 'lru-cache';

/** The same function, which computes nothing twice of late: it keeps so many results by their keys, and forgets the longest unused. */
export function remember<Input, Result extends object>(
  compute: (input: Input) => Result,
  keyOf: (input: Input) => string,
  most: number,
): (input: Input) => Result {
  const kept = new LRUCache<string, Result>({ max: most });
  return (input) => {
    const key = keyOf(input);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const result = compute(input);
    kept.set(key, result);
    return result;
  };
}
