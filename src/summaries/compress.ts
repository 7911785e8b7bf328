/** How long a `tldr` may be, in UTF-16 units: a few lines of a card. */
export const MAX_TLDR_CHARS = 300;

/** Openers that say where a sentence stands rather than what it says; each goes with its comma. */
const FRAMES: readonly RegExp[] = [
  /^(?:in|throughout|with|through) (?:this|the present|our) (?:\w+ )?(?:paper|work|study|report|article|survey|thesis|letter|note|tutorial|manuscript|research)\s?,\s/iu,
  /^(?:in|throughout) (?:this|the present|our) (?:paper|work|study|report|article|survey)\s(?=we\s)/iu,
  /^(?:however|moreover|furthermore|additionally|in addition|besides|also|finally|lastly|specifically|more specifically|concretely|more concretely|in particular|notably|importantly|more importantly|most importantly|subsequently|crucially|interestingly|remarkably|consequently|as a result|thus|therefore|hence|accordingly|meanwhile|overall|in summary|in short|to this end|to that end|from this perspective|in this context|for this purpose|in response|in contrast|instead|then|next|first|second|third|firstly|secondly|yet)\s?,\s/iu,
  // A purpose or ground that points back ("To address these gaps, we …"): only where the subject follows at once.
  /^(?:to|in order to|motivated by|inspired by|building (?:up)?on|based on|given|in light of|recognizing|guided by|driven by|following|as a step|in an effort|towards?|for|leveraging|using|drawing on|grounded in|with)\b(?=[^,]*\b(?:this|these|those|such|above|aforementioned|it|them|our|the (?:gap|problem|issue|challenge|limitation)s?)\b)[^,]{1,110},\s(?=(?:in this (?:paper|work|study),\s)?(?:we|this (?:paper|work|study|report|article)|the (?:paper|authors))\s)/iu,
  // The same without a comma: "To recover those directions we train …".
  /^(?:to|in order to) [^,]{1,80}\b(?:this|these|those|such|it|them)\b[^,]{0,60}?\s(?=we\s)/iu,
  /^here,?\s(?=we\s)/iu,
];

/** `[12]`, `[3, 4-6]`. */
const CITATION = /\s?\[\d+(?:\s?[,–-]\s?\d+)*\]/gu;

/** "We introduce X, a tool that …": the name, and what it is. */
const NAMING =
  /^(?:We|This (?:paper|work|study|report|article)) (?:propose|introduce|present|develop|design|release|describe|unveil)s? (?<name>(?:the )?(?=[\p{Lu}\d]|\p{Ll}+[\p{Lu}\d])(?:[^,.;:]|\.(?=\d)){1,90}), (?<gloss>(?:an?|the) .+)$/u;

/** Where the words behind a name do more than say what it is: they belong to "we introduce" and cannot stand without it. */
const MORE_THAN_A_GLOSS =
  /\bwe\b|, (?:by|via|through|using|to|as|along with|together with)\b|, and (?:(?:the )?\p{Lu}|(?!\w+(?:s|ing|ed)\b)\w+ (?:\p{Lu}|(?:an?|the|our|its?|that|how|on)\b))|,? and (?:then |also |further )?(?:show|demonstrate|evaluate|find|apply|provide|analy[sz]e|use|conduct|introduce|propose|prove|study|report|explore|validate|discuss|release|present|establish|develop|design)\b/u;

/** Where a sentence with its main clause behind it may end early. */
const CLAUSE_END =
  /;\s|:\s(?=\(?(?:1|i)\))|,\s(?:and\s)?(?:thereby|thus|hence|demonstrating|showing|highlighting|offering|providing|suggesting|making|enabling|allowing|ensuring|resulting|leading|achieving|outperforming|surpassing|improving|reducing|yielding|establishing|setting|while|whereas)\b/giu;

/** A word that cannot be a sentence's last. */
const DANGLING =
  /\b(?:by|via|through|with|including|include|includes|is|are|that|namely|follows|of|on|from|to|for|and|as|where)$/iu;

/** Words in brackets, but no enumerator such as `(i)`. */
const ASIDE = /\s\((?![ivx\d]{1,4}\))[^()]{2,200}\)(?=[\s,.;:]|$)/gu;

/**
 * A sentence of an abstract made to stand alone: openers and citations dropped, simple LaTeX unwrapped, white space
 * folded, "We introduce X, a Y" turned to "X is a Y"; where it still exceeds `maxChars` it ends at a clause, else with `…`.
 */
export function compressSentence(sentence: string, maxChars: number): string {
  const plain = unwrapLatex(sentence.replace(/\s+/gu, ' ').trim());
  return fitLength(statePlainly(dropFrames(plain.replace(CITATION, ''))), maxChars);
}

/** One line of at most `maxChars` UTF-16 units, cut at a word with `…` where it must be. */
export function cutAtWord(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const lastSpace = text.lastIndexOf(' ', maxChars - 1);
  // A cut within a word must not split a surrogate pair.
  const kept =
    lastSpace > maxChars / 2 ? text.slice(0, lastSpace) : text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/u, '');
  return `${kept.replace(/[\s,;:(–-]+$/u, '')}…`;
}

function dropFrames(sentence: string): string {
  const shorter = FRAMES.reduce((text, frame) => text.replace(frame, ''), sentence).replace(
    /^(we|this (?:paper|work|study)) (?:therefore|thus|hence|also|then|further|additionally|finally|here|next|first) /iu,
    '$1 ',
  );
  if (shorter !== sentence) return dropFrames(shorter);
  // A word that an opener dropped has uncovered; a name such as "vLLM" keeps its first letter.
  return sentence.replace(/^\p{Ll}(?=\p{Ll}*[\s,])/u, (letter) => letter.toUpperCase());
}

function statePlainly(sentence: string): string {
  const { name, gloss } = NAMING.exec(sentence)?.groups ?? {};
  if (name === undefined || gloss === undefined || / and /u.test(name) || MORE_THAN_A_GLOSS.test(gloss))
    return sentence;
  return `${name.replace(/^the /u, 'The ')} is ${gloss}`;
}

function fitLength(sentence: string, maxChars: number): string {
  if (sentence.length <= maxChars) return sentence;
  const bare = sentence.replace(ASIDE, '');
  if (bare.length <= maxChars) return bare;
  const listStart = bare.search(/:?\s\(?(?:1|i)\)/u);
  const end = [...bare.matchAll(CLAUSE_END)]
    .map((found) => found.index)
    // Inside a numbered list no place is an end.
    .filter((at) => at < maxChars && at > maxChars / 4 && (listStart === -1 || at <= listStart))
    .findLast((at) => !DANGLING.test(bare.slice(0, at)));
  return end === undefined ? cutAtWord(bare, maxChars) : `${bare.slice(0, end)}.`;
}

function unwrapLatex(text: string): string {
  return text
    .replace(/\\(?:textbf|textit|textsc|texttt|textsf|text|emph|underline|mbox)\s?\{([^{}]*)\}/gu, '$1')
    .replace(/\{\\(?:it|bf|em|tt|sc|sf)\s+([^{}]*)\}/gu, '$1')
    .replace(/\\([%&#_])/gu, '$1')
    .replace(/``|''/gu, '"');
}
