/** Makes what takes turns: of those given the one that had its turn longest ago, each at most once in a while. */
export function createRounds<Key>(now: () => number, everyMs: number): (keys: readonly Key[]) => Key | undefined {
  const turns = new Map<Key, number>();
  const lastOf = (key: Key): number => turns.get(key) ?? 0;
  return (keys) => {
    const [next] = keys.toSorted((one, other) => lastOf(one) - lastOf(other));
    if (next === undefined || lastOf(next) > now() - everyMs) return undefined;
    turns.set(next, now());
    return next;
  };
}
