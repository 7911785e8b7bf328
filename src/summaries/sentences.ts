const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Abbreviations that always want a word behind them. */
const ABBREVIATION =
  /(?:^|[\s([{])(?:[Ee]\.?g|[Ii]\.?e|[Cc]f|[Vv]s|[Vv]iz|[Ii]ncl|[Ff]igs?|[Ee]qs?|[Ee]qns?|[Ss]ecs?|Refs?|Thms?|Dr|Mr|Mrs|Ms|Prof|St)\.\s*$/u;

/** Abbreviations and initials that may also end a sentence: the word behind them decides. */
const OPEN_ABBREVIATION =
  /(?:^|[\s([{])(?:et\.? al|[Aa]pprox|[Rr]esp|[Ww]\.r\.t|[Aa]\.k\.a|[Ii]\.i\.d|Ph\.D|Jr|(?:\p{Lu}\.)+\p{Lu}|\p{Lu})\.\s*$/u;

const SENTENCE_OPENER =
  /^(?:We|Our|This|These|The|In|To|However|Moreover|Furthermore|Additionally|Specifically|Finally|Experiments?|Extensive|Results|It|For|By|On|With|While|Although|Despite|Through|Using|As|An?|Here|Thus|Therefore|Code|All)\b/u;

/** Where the space behind a sentence is missing (`tasks.We propose`): only before a word that opens sentences, and a space. */
const GLUED =
  /(?<=[\p{Ll}\d)]{2}[.!?])(?=(?:We|Our|This|These|The|In|To|However|Moreover|Furthermore|Additionally|Specifically|Finally|Experiments?|Extensive|Results|It|While|Although|Despite|First|By|Based|Unlike|Existing|Recent),? \p{L})/u;

/** Full-width closing punctuation, behind which no space is written. */
const FULL_WIDTH_END = /[。！？｡．][”』」】）)"'’]*$/u;

/**
 * The sentences of a text, each a verbatim substring without surrounding white space, in order. Abbreviations, decimals,
 * initials, formulas and line breaks do not end a sentence; an empty line does.
 */
export function sentencesOf(text: string): string[] {
  return text.split(/\n\s*\n/u).flatMap(splitParagraph);
}

function splitParagraph(paragraph: string): string[] {
  // The segmenter ends a sentence at a line break. Replaced one for one, so that offsets stay those of the paragraph.
  const flat = paragraph.replace(/[\r\n]/gu, ' ');
  const pieces = flat.split(GLUED).flatMap((chunk) => mergeFragments(chunk));
  let offset = 0;
  return pieces
    .map((piece) => paragraph.slice(offset, (offset += piece.length)).trim())
    .filter((piece) => piece !== '');
}

function mergeFragments(chunk: string): string[] {
  const merged: string[] = [];
  let open = '';
  for (const { segment } of segmenter.segment(chunk)) {
    if (open !== '' && !goesOn(open, segment)) {
      merged.push(open);
      open = '';
    }
    open += segment;
  }
  return open === '' ? merged : [...merged, open];
}

/** Whether the sentence that ends with `before` goes on in `after`, against the segmenter's opinion. */
function goesOn(before: string, after: string): boolean {
  const tail = before.slice(-24);
  if (!/\s$/u.test(tail)) return !FULL_WIDTH_END.test(tail);
  if (/^\p{Ll}/u.test(after) || ABBREVIATION.test(tail)) return true;
  return OPEN_ABBREVIATION.test(tail) && !SENTENCE_OPENER.test(after);
}
