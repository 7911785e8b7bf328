/** At most this many letters may be wrong, missing or too many for a name to count as meant. */
const MAX_EDITS = 2;

/** The name a mistyped word most likely stands for: one it begins, or the one fewest edits away; none where nothing is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const begun = names.find((name) => word !== '' && name.startsWith(word));
  if (begun !== undefined) return begun;
  const near = names
    .map((name) => ({ name, edits: countEdits(word, name) }))
    .filter(({ name, edits }) => edits <= MAX_EDITS && edits < name.length / 2)
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.name;
}

/** Levenshtein distance, two neighbours swapped counting as one edit. */
function countEdits(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_EDITS) return MAX_EDITS + 1;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : Infinity;
      next.push(Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + cost, swapped));
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
