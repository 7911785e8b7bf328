import { findQuote } from '../summaries/grounding/quotes.ts';
import { stemWord, tokenize } from '../topics/words.ts';
import { findStrays, isTelling } from './stray-words.ts';

/** Praise, blame and accusation: a paper's text has them of its own, or an answer has none. */
const JUDGEMENT =
  /\b(?:amazing|awesome|awful|bad|brilliant\w*|bogus|boring|cheat\w*|crap\w*|disgrac\w*|dumb|excellent|fabricat\w*|fak(?:e[ds]?|ing)|fantastic|fire[ds]?|flaw\w*|fraud\w*|garbage|genius\w*|great|groundbreaking|hate\w*|hoax\w*|hopeless|horribl\w*|idiot\w*|impressive\w*|incompetent|incredibl\w*|junk|lack(?:s|ing)?|lazy|liar\w*|lie[ds]?|love\w*|lying|moron\w*|must-read|nonsense|novel|pathetic|perfect\w*|poor(?:ly)?|promising|plagiar\w*|remarkabl\w*|retract\w*|revolutionary|right|ridiculous\w*|rubbish|scam\w*|shame\w*|silly|stole\w*|stupid\w*|terribl\w*|trash|ugly|useless|waste\w*|weak\w*|wonderful\w*|worthless|wrong\w*)\b/giu;

/** "Doesn't", and the tail of "they've". */
const CONTRACTION = /(?<!\p{L})\p{L}+n['’]t\b|['’](?:ll|ve|re|d|m)\b/giu;

/** Words that speak to somebody, or for somebody. */
const PERSONAL =
  /(?<![\p{L}\p{N}-])(?:I|I['’](?:m|ve|ll|d)|me|my|mine|you|your|yours|yourself|please|hello|hi|hey|dear|welcome|thanks|sorry|congratulations)(?![\p{L}\p{N}-])/giu;

/** What leads or calls somewhere, or is no word: a web address, also without its scheme, a mention in any chat's spelling, an e-mail address, an emoji. */
const CALL =
  /(?<![a-z+.-])[a-z][a-z+.-]*:\/\/\S+|\bmailto:\S+|(?<![a-z0-9.-])(?!\d+(?:\.\d+)*[a-z]+\b)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:\/\S*)?|<[@#!:][^>]*>|\p{Extended_Pictographic}|[@＠]\s?[\p{L}\p{N}_.-]+|(?<![\p{L}\p{N}])#[\p{L}\p{N}_-]+/giu;

/** Calls people wherever it comes from. */
const MENTION = /^(?:[@＠]\s?(?:everyone|here|channel)|<[@#!])/iu;

/** A name, a code or an abbreviation: a capital or a digit where plain words have none. */
const NAME = /(?<![\p{L}\p{N}])(?:\p{Lu}[\p{L}\p{N}]*|\p{L}[\p{L}\p{N}]*[\p{Lu}\p{N}][\p{L}\p{N}]*)/gu;

/**
 * What a text brings that its source does not have, one sentence each; none for a text that says over what its source says. It is strict,
 * for a model may have obeyed a stranger: names, addresses, mentions, judgements and words that speak to somebody stand in the
 * source, or they are a fault, and so do nearly all telling words.
 */
export function findForeign(text: string, source: string): readonly string[] {
  if (findQuote(source, text) !== undefined) return [];
  const plain = text.replace(CONTRACTION, ' ');
  const known = new Set(tokenize(source).map(stemWord));
  const folded = source.toLowerCase();
  const isForeign = (found: string): boolean => !tokenize(found).every((word) => known.has(stemWord(word)));
  const calls = matchesOf(text, CALL)
    .map((found) => found.replace(/[.,;:!?)\]'"]+$/u, ''))
    .filter((found) => MENTION.test(found) || !folded.includes(found.toLowerCase()));
  const names = matchesOf(plain, NAME).filter((found) => isTelling(found.toLowerCase()) && isForeign(found));
  const judgements = matchesOf(text, JUDGEMENT).filter(isForeign);
  const personal = matchesOf(text, PERSONAL).filter(isForeign);
  return [
    ...calls.map((found) => `"${found}" leads or calls somewhere, and stands nowhere in the source`),
    ...names.map((found) => `the name "${found}" stands nowhere in the source`),
    ...judgements.map((found) => `"${found}" judges, and the source does not`),
    ...personal.map((found) => `"${found}" speaks to somebody or for somebody`),
    ...findStrays(plain, known).map((found) => `too much of it stands nowhere in the source: ${found}`),
  ];
}

function matchesOf(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([found]) => found);
}
