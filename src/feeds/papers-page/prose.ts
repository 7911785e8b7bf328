/** How unlike a title, or unlike an abstract, a piece of text is: 0 is a perfect specimen, 4 and more is another thing. */
export interface Unlikeness {
  readonly title: number;
  readonly abstract: number;
}

// Real titles reach 162 characters, and ten in a thousand of them end in a question mark.
const LONGEST_USUAL_TITLE = 170;
const LONGEST_SURELY_SHORT = 300;

const SENTENCE_END = /[.!?…。！？](?:["'”’»)\]}*_]|\$)*$/;
const FULL_STOP = /[^.]\.(?:["'”’)\]])*$/;
const SENTENCE_INSIDE = /[a-z)\]][.!?] +[A-Z]/;
const OPENER =
  /^(?:We |In this |This (?:paper|work|study|article|report|thesis|survey|letter|note) |Our |To address |It is |There (?:is|are) |Code |Project page|(?:The )?(?:source )?code (?:is|and)|All (?:code|models)|Here,? we |(?:However|Moreover|Furthermore|Additionally|In addition|Finally|Therefore|Thus|Hence|Specifically|Experiment(?:s|al results)|Extensive|Our|Results|Preliminary|Some|To this end|As a result|For (?:example|instance))\b[, ])/i;
const PROSE_INSIDE = / (?:we|our|is|are|was|were|has|have|been|can|shows?|demonstrates?|which|this|these) /;
const URL_INSIDE = /https?:\/\/|\bgithub\.com\//i;

/**
 * Weighs a piece of text of `length` characters by the only cheap evidence there is: length, closing punctuation, case and
 * opening words. `head` and `tail` are its first and last line.
 */
export function weighText(head: string, tail: string, length: number): Unlikeness {
  const whole = head === tail && length <= LONGEST_SURELY_SHORT;
  const ended = SENTENCE_END.test(tail.slice(-12));
  const lowerStart = /^[a-z]/.test(head);
  const url = length <= 2 * LONGEST_SURELY_SHORT && URL_INSIDE.test(tail);
  return {
    title: titleCost(head, tail, length) + (whole ? proseCost(head) : 0) + (lowerStart ? 1.2 : 0) + (url ? 4 : 0),
    abstract:
      shortnessCost(length) +
      (ended || url ? 0 : length < 250 ? 3 : 2) +
      (lowerStart ? 0.7 : 0) +
      (head !== tail && head.length < 200 && isTitleCase(head) ? 0.7 : 0) +
      (length < 200 && !FULL_STOP.test(tail) && isTitleCase(head) ? 1.5 : 0),
  };
}

/** Whether the text closes as a sentence does. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.slice(-12));
}

function titleCost(head: string, tail: string, length: number): number {
  const over = length <= LONGEST_USUAL_TITLE ? 0 : Math.min(6, (length - LONGEST_USUAL_TITLE) / 25);
  return (
    over +
    closingCost(tail) +
    (OPENER.test(head) ? 2 : 0) +
    (length <= LONGEST_USUAL_TITLE && !isTitleCase(head) ? 0.5 : 0)
  );
}

function proseCost(text: string): number {
  const prose = text.length > 60 && PROSE_INSIDE.test(text) && !isTitleCase(text);
  return (SENTENCE_INSIDE.test(text) ? 1.5 : 0) + (prose ? 1 : 0);
}

function closingCost(tail: string): number {
  if (FULL_STOP.test(tail.slice(-8))) return 2.5;
  if (/[,;]$/.test(tail)) return 3;
  if (/[:]$/.test(tail)) return 1;
  return /[!?]$/.test(tail) ? 0.3 : 0;
}

function shortnessCost(length: number): number {
  if (length >= 250) return 0;
  if (length >= 120) return 0.6;
  return length >= 60 ? 1.5 : 2.5;
}

function isTitleCase(text: string): boolean {
  const words = text.slice(0, 200).match(/\p{L}[\p{L}'’-]{3,}/gu) ?? [];
  return words.filter((word) => /^\p{Lu}/u.test(word)).length * 2 > words.length;
}
