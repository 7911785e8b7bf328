import { sentencesOf } from '../sentences.ts';
import { stemsOf } from '../words.ts';
import type { Fault } from './fault.ts';
import type { Reading } from './reading.ts';

/**
 * Words that turn a statement around, and the words of which a source that means the same has at least one. The second lists are wide:
 * a summary says in other words what its abstract says, and these must not be taken for their opposite.
 */
const TURNS: readonly (readonly [inText: RegExp, inSource: RegExp])[] = [
  [/\b(?:fails?|failed|failing|unable)\b/iu, /\b(?:fail\w*|unable|not|cannot|struggl\w*|inab\w+|collaps\w*)\b/iu],
  [
    /\b(?:underperform\w*|inferior)\b/iu,
    /\b(?:underperform\w*|inferior|worse|below|lag\w*|behind|short of|poor\w*|weak\w*|degrad\w*|drop\w*)\b/iu,
  ],
  [
    /\b(?:wors\w+|degrad\w+|deteriorat\w+|impair\w*)\b/iu,
    /\b(?:wors\w+|degrad\w+|deteriorat\w+|impair\w*|drop\w*|declin\w*|damag\w*|harm\w*|low-quality|corrupt\w*|collaps\w*|erod\w*|los\w+)\b/iu,
  ],
  [/\bslower\b/iu, /\bslow|\blatenc|\bdelay/iu],
  [
    /\blower\b/iu,
    /\b(?:low\w*|reduc\w*|less|fewer|decreas\w*|effici\w*|small\w*|declin\w*|drop\w*|fraction|sav\w*|cheap\w*|minim\w*|inexpensive|underperform\w*|worse|behind)\b/iu,
  ],
  [
    /\bhigher\b/iu,
    /\b(?:high\w*|improv\w*|increas\w*|better|superior|outperform\w*|surpass\w*|gain\w*|great\w*|ris(?:e|es|en|ing)|rose)\b/iu,
  ],
  [
    /\b(?:fewer|less)\b/iu,
    /\b(?:fewer|less|reduc\w*|low\w*|fraction|decreas\w*|sav\w*|minim\w*|only|under|effici\w*|modest|small\w*)\b/iu,
  ],
  [
    /\bincreas(?:es|ing|ed|e)\b/iu,
    /\b(?:increas\w*|improv\w*|enhanc\w*|boost\w*|rais\w*|rise\w*|grow\w*|high\w*|gain\w*|expand\w*|scal\w*|more|amplif\w*)\b/iu,
  ],
];

/** A verb that is negated, and the words it governs. */
const NEGATED =
  /\b(?<negation>(?:(?:do|does|did|is|are|was|were|can|has|have|could|will|would)(?:\s?not|n't)|cannot|never|fails? to|no longer))\s(?<clause>(?:[\w-]+ ?){1,7})/giu;
/** How many telling words of a clause are looked for. */
const CLAUSE_WORDS = 4;
const NEGATION =
  /\b(?:not|no|never|cannot|nor|neither|none|without|fail\w*|lack\w*|hardly|unable|instead|rather than|neglect\w*|overlook\w*|ignor\w*|miss\w*|un(?:explored|addressed|clear|solved|able)|absen\w+|avoid\w*|free|eliminat\w*|remov\w*|unlike|limited|struggl\w*|only)\b|n't\b/iu;

/** Whether anything in a text negates. */
export function isNegated(text: string): boolean {
  return NEGATION.test(text);
}

/** The words of a text that turn around what is said, where nothing in the source does so. */
export function findPolarityFaults({ text }: Reading, { text: source }: Reading): readonly Fault[] {
  const turned = TURNS.flatMap(([inText, inSource]): Fault[] => {
    const found = inText.exec(text)?.[0];
    return found === undefined || inSource.test(source) ? [] : [{ kind: 'polarity', found }];
  });
  return turned.length > 0 ? turned : negationFaults(text, source);
}

/** Negated verbs whose words stand in the source only in sentences without any negation, or in no sentence of a source without any. */
function negationFaults(text: string, source: string): readonly Fault[] {
  const negated = [...text.matchAll(NEGATED)];
  if (negated.length === 0) return [];
  const sentences = sentencesOf(source).map((sentence) => ({ sentence, stems: new Set(stemsOf(sentence)) }));
  return negated.flatMap(({ 0: found, groups }): Fault[] => {
    const wanted = stemsOf(groups?.['clause'] ?? '').slice(0, CLAUSE_WORDS);
    const enough = Math.max(2, wanted.length / 2);
    const same = sentences.filter(({ stems }) => wanted.filter((stem) => stems.has(stem)).length >= enough);
    const held = same.length === 0 ? sentences : same;
    return held.some(({ sentence }) => isNegated(sentence)) ? [] : [{ kind: 'polarity', found: found.trim() }];
  });
}
