import { sentencesOf } from '../summaries/sentences.ts';
import { STOP_WORDS } from '../summaries/words.ts';
import { stemWord, tokenize } from '../topics/words.ts';

/** So many telling words in a row, and such a share of a sentence's, may stand nowhere in the source. */
const MOST_IN_A_ROW = 1;
const MOST_SHARE = 0.2;

/** Where a clause ends: what is said behind it may be about something else altogether. */
const CLAUSE_END = /[,;:()–—]|\b(?:and|but|so|because|since|while|although|though)\b/iu;

/** Words that retell what a source says, and add nothing of their own. */
const RETELLING: ReadonlySet<string> = new Set(
  stemsOf(
    `accurate accuracy address adjust advance affect agree aim along also analyze analysis apply applied author asks assess automate balance
    behavior benefit big calls called chooses choice combine compare complex compute contain contribute convert correct cost count create creation
    data deal demand depend derive describe design detail develop differ direct discuss diverse divide due efficient emphasize employ enhance
    ensure especially estimate even examine example exhibit experiment explain explore express extend facilitate factor faster feature fewer focus
    focusing form format get gets give given goal goes grow guide handle happen help higher highlight identify impact implement important include
    incorporate increase indicate influence input integrate investigate involve issue kind large larger limit link long longer lower made main
    maintain make makes many mean means measure mechanism mention minimize mitigate multiple name named number numerous obtain operate optimize
    order output overcome particular perform plan point possible potential prevent process produce provide publish published purpose quality rather reach reason
    receive reduce refine relate release relevant rely remove replace report research researcher result reveal role run runs same say says select
    share size slow small smaller solve source speed stage start state step stop strategy strong structure struggle study suffer suggest superior support
    surpass synthesize system take takes technique tell tells test time top total traditional try type understand usage usual utilize vary variety
    various version view way whole word work write written yield`,
  ),
);

/** The sentences and clauses of a text of which too much stands nowhere among the stems of its source, each by its stray words. */
export function findStrays(text: string, known: ReadonlySet<string>): readonly string[] {
  return sentencesOf(text).flatMap((sentence) => {
    const strays = markStrays(sentence, known);
    const isStrange = strays.every((word) => word !== undefined) || isTooMuch(strays);
    const clauses = sentence.split(CLAUSE_END).map((clause) => markStrays(clause, known));
    const strange = clauses.find((marks) => marks.length > 0 && marks.every((word) => word !== undefined));
    const found = isStrange ? strays : strange;
    return found === undefined
      ? []
      : [
          found
            .filter((word) => word !== undefined)
            .slice(0, 8)
            .join(', ') || sentence,
        ];
  });
}

/** Whether a word says something, and not only how it is said. */
export function isTelling(word: string): boolean {
  return !STOP_WORDS.has(word) && !RETELLING.has(stemWord(word));
}

/** The telling words of a text in their order: the strays by name, nothing in place of those that are known. */
function markStrays(text: string, known: ReadonlySet<string>): readonly (string | undefined)[] {
  return tokenize(text)
    .filter(isTelling)
    .map((word) => (known.has(stemWord(word)) ? undefined : word));
}

function isTooMuch(strays: readonly (string | undefined)[]): boolean {
  const count = strays.filter((word) => word !== undefined).length;
  return count > strays.length * MOST_SHARE || longestRun(strays) > MOST_IN_A_ROW;
}

function longestRun(strays: readonly (string | undefined)[]): number {
  let longest = 0;
  let run = 0;
  for (const word of strays) {
    run = word === undefined ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

function stemsOf(text: string): readonly string[] {
  return tokenize(text).map(stemWord);
}
