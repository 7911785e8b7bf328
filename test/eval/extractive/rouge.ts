/** How near a guess is to a truth: F1 over shared words, shared pairs of words and the longest common subsequence. */
export interface Rouge {
  readonly one: number;
  readonly two: number;
  readonly long: number;
}

/** ROUGE-1, -2 and -L of one sentence (Lin 2004, https://aclanthology.org/W04-1013), over lower-case words without stemming. */
export function rouge(guess: string, truth: string): Rouge {
  const [own, wanted] = [tokens(guess), tokens(truth)];
  return {
    one: f1(countShared(own, wanted), own.length, wanted.length),
    two: f1(countShared(pairsOf(own), pairsOf(wanted)), own.length - 1, wanted.length - 1),
    long: f1(longestCommon(own, wanted), own.length, wanted.length),
  };
}

function tokens(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function pairsOf(words: readonly string[]): readonly string[] {
  return words.slice(1).map((word, i) => `${words[i]} ${word}`);
}

function f1(hits: number, guessed: number, wanted: number): number {
  return hits === 0 ? 0 : (2 * hits) / (guessed + wanted);
}

function countShared(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of a) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  return shared;
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row: readonly number[] = Array.from({ length: b.length + 1 }, () => 0);
  for (const word of a) {
    const next = [0];
    for (const [i, other] of b.entries()) {
      next.push(word === other ? (row[i] ?? 0) + 1 : Math.max(next[i] ?? 0, row[i + 1] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
