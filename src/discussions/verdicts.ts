/** What somebody may say is to be done with a paper. */
export type Verdict = 'read' | 'skip' | 'try';

/** How people say it outright. */
const SAYINGS: readonly (readonly [verdict: Verdict, saying: RegExp])[] = [
  [
    'skip',
    /\b(?:not|isn['’]t|hardly|never)\s(?:really |even )?worth\s(?:a|the|my|our|your|it|reading)\b|\b(?:let['’]?s|let us|we (?:should|can|could)|you (?:should|can)|i(?:['’]d| would|['’]ll| will))\s(?:just |all |probably )?(?:skip|pass on)\b|^(?:just )?skip(?: (?:it|this|that)\b|[.!\s]*$)|\bcan be skipped\b|\bwaste of (?:my |our |your )?time\b|\bno need to read\b|\b(?:wouldn['’]t|would not|don['’]t|do not|can['’]?not|can['’]t) recommend\b/iu,
  ],
  [
    'try',
    /\b(?:let['’]?s|let us|we (?:should|can|could|must|will)|we['’]ll|you should|i(?:['’]ll| will| want to|['’]m going to|['’]d like to))\s(?:all |just |definitely |really )?(?:try|test|give (?:it|this|that) a (?:try|go|shot))\b|\bworth\s(?:a try|a shot|trying|testing)\b/iu,
  ],
  [
    'read',
    /\bworth\s(?:a read|reading|your time|the time|a look)\b|\bmust[\s-]read\b|\b(?:let['’]?s|we (?:should|must)|you (?:should|must)|everyone (?:should|must))\s(?:all |really |definitely )?read\b|\b(?:highly |strongly |really |would )?recommend(?:ed)?\s(?:reading|this|it|the paper)\b|\bgo read\b|^read (?:it|this)\b/iu,
  ],
];

/** Turns around, or leaves open, what a sentence says. */
const TURNS =
  /\b(?:not|never|nobody|no|hardly|neither|nor|without)\b|n['’]t\b|\b(?:if|unless|whether|until|once|maybe|perhaps)\b/iu;

/** Somebody else's words. */
const REPORTS = /\b(?:says|said|claims|claimed|thinks|thought|told|wrote)\b|^\s*[>"“]/iu;

/** What a sentence says outright is to be done with the paper; nothing for a question, a condition, a negation, or what it only reports. */
export function verdictOf(sentence: string): Verdict | undefined {
  if (/[?？]/u.test(sentence) || REPORTS.test(sentence)) return undefined;
  for (const [verdict, saying] of SAYINGS) {
    const found = saying.exec(sentence);
    if (found === null) continue;
    // The clause that leads up to it: "I am not sure that this is worth reading".
    const before =
      sentence
        .slice(0, found.index)
        .split(/[,;:–—]|\b(?:but|so|and)\b/iu)
        .at(-1) ?? '';
    return TURNS.test(before) || /\b(?:if|unless)\b/iu.test(sentence) ? undefined : verdict;
  }
  return undefined;
}
