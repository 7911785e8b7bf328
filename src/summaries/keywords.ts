import { STOP_WORDS } from './words.ts';

const MAX_KEYWORDS = 5;
const MAX_WORDS = 3;

/** Up to five key phrases, lower-case, best first: runs of telling words, those of the title before those said often. */
export function keywordsOf(title: string, abstract: string): string[] {
  const inTitle = new Set(phrasesOf(title));
  const counts = new Map<string, number>();
  for (const phrase of [...inTitle, ...phrasesOf(abstract)]) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  const scored = [...counts]
    // Said once in the abstract alone, a phrase is as often an accident.
    .filter(([phrase, count]) => (inTitle.has(phrase) ? isLong(phrase) || count > 1 : count > (isLong(phrase) ? 1 : 3)))
    .map(([phrase, count]) => ({
      phrase,
      score: (count + (inTitle.has(phrase) ? 2 : 0)) * (isLong(phrase) ? 1.5 : 1),
    }))
    .sort((a, b) => b.score - a.score);
  const kept: string[] = [];
  for (const { phrase } of scored) {
    if (kept.length === MAX_KEYWORDS) break;
    if (!kept.some((other) => other.includes(phrase) || phrase.includes(other))) kept.push(phrase);
  }
  return kept;
}

function isLong(phrase: string): boolean {
  return /[ -]/u.test(phrase);
}

function phrasesOf(text: string): string[] {
  const phrases: string[] = [];
  // A clause at a time: a phrase never runs over punctuation.
  for (const clause of text.toLowerCase().split(/[^\p{L}\p{N}\s'’+#-]+|\s-+\s|-{2,}/u)) {
    let run: string[] = [];
    for (const word of [...clause.split(/\s+/u), '']) {
      if (isTelling(word)) run.push(word);
      else {
        if (run.length > 0 && run.length <= MAX_WORDS) phrases.push(run.join(' '));
        run = [];
      }
    }
  }
  return phrases;
}

function isTelling(word: string): boolean {
  return (
    word.length > 1 && word.length < 40 && !STOP_WORDS.has(word) && /^\p{L}/u.test(word) && !/(?:ly|['’]s)$/u.test(word)
  );
}
