/** Words of English grammar, which say nothing of what a text is about. */
export const GRAMMAR_WORDS: ReadonlySet<string> = new Set(
  `a about above across after against all also although am among an and any are as at be because been before being below
  between both but by can cannot could did do does doing down during each either et etc few for from further had has have
  having he her here him his how however i if in into is it its itself just many may me might more most much must my near
  neither no nor not now of off often on once one only onto or other our out over own per s same second several she should
  since so some still such t than that the their them then there thereby therefore these they this those three through thus
  to too toward towards two under until up upon us very via was we well were what when where whether which while who whom
  whose why will with within without would yet you your`.split(/\s+/u),
);

/** Words too common to say what a text is about: those of grammar, and those of papers as such. */
export const STOP_WORDS: ReadonlySet<string> = GRAMMAR_WORDS.union(
  new Set(
    `able achieve achieved achieves achieving address addresses al allow allows approach approaches based better build challenge challenges challenging compared comprehensive crucial current demonstrate demonstrates demonstrating different effective
  effectively enable enables enabling evaluate evaluated evaluates evaluation existing experiments extensive fail fails find first framework high however improve improves
  improved improving including introduce introduces introducing impressive insights key lack leading learn leverage leveraging leverages method methods new novel
  need needs offer offers outperforms paper performance present presents previous propose proposed proposes provide provides recent remain remains require requires requiring respectively results rethinking show
  shows significant significantly specifically single state study task tasks use used uses using various work works`.split(
      /\s+/u,
    ),
  ),
);

/** The words of a text in lower case, in order; a Chinese or Japanese character counts as a word. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? [];
}

/** So many letters tell a word from others, whatever it ends with. */
const STEM_CHARS = 6;

/** How often each telling word stands in a text, by its beginning, so that "evaluates" and "evaluation" count as one. */
export function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) {
    if (STOP_WORDS.has(word)) continue;
    const beginning = word.slice(0, STEM_CHARS);
    counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
  }
  return counts;
}

/** The telling words of a text in order, each without its ending, so that "counting" and "counts" are one. */
export function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map((word) => word.replace(/(?<=.{3})(?:ing|ed|es|s)$/u, '').slice(0, STEM_CHARS));
}
