/** An abstract of so many sentences, of words that no abstract with another seed has. */
export function abstractOf(seed: string, sentences = 4): string {
  const sentence = (i: number): string =>
    `${seed}subject${i} ${seed}verb${i} the ${seed}object${i} in ${seed}place${i}.`;
  return Array.from({ length: sentences }, (_, i) => sentence(i)).join(' ');
}
