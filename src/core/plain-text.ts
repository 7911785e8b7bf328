/** Control characters but the line feed, and marks that turn the direction of all that follows. */
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** How much of a person's own words is repeated to them, in characters. */
const ECHO_LENGTH = 41;

/** One line of plain text: breaks and runs of space are one space, what nobody sees is left out, every character is whole. */
export function flatten(text: string): string {
  return splitLines(text).join(' ').replace(/\s+/g, ' ').trim();
}

/** The lines of a text as they were broken, without what nobody sees. */
export function splitLines(text: string): readonly string[] {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, '')
    .split('\n');
}

/** The text up to a length, cut at a space where one is near and never inside a character; "…" where something is missing; short, where people's own words are repeated. */
export function shorten(text: string, longest: number = ECHO_LENGTH): string {
  return text.length <= longest ? text : `${cut(text, longest - 1).trimEnd()}…`;
}

/** The text in pieces of a length at most, cut as {@link shorten} does. */
export function chunk(text: string, longest: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const piece = cut(rest, longest);
    pieces.push(piece.trimEnd());
    rest = rest.slice(piece.length).trimStart();
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

function cut(text: string, longest: number): string {
  const space = text.lastIndexOf(' ', longest);
  if (space > longest / 2) return text.slice(0, space);
  // A character outside the basic plane is two units long.
  const isInside = /[\ud800-\udbff]/.test(text.charAt(longest - 1));
  return text.slice(0, isInside ? longest - 1 : longest);
}
