/** Where Discord would begin or end something of its own: emphasis, code, spoilers, links, mentions, emoji, timestamps. */
const SPECIAL = /[\\*_~|`[\]<]/g;

/** Control characters but the line feed, and marks that turn the direction of all that follows. */
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A heading, subtext, list or quote at the start of a line. */
const LINE_START = /^(\s*)(#{1,3}(?=\s)|-(?=#?\s)|\+(?=\s)|>)/;
const NUMBERED = /^(\s*\d+)([.)])(?=\s)/;

const URL_LIKE = /https?:\/\/[\x21-\x7e]*[^\s.,:;!?'")\]}>\x80-\u{10ffff}]/gu;
const UNSAFE_IN_URL = /[<>"\\`|^{}[\]]/;

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

/** Text that shows as it is: no Markdown, no mention, no emoji, no timestamp, no link (https://support.discord.com/hc/articles/210298617). */
export function escapeMarkdown(text: string): string {
  return text
    .replace(SPECIAL, '\\$&')
    .replace(/:(?=\/\/|[\w+-]+:)/g, '\\:')
    .replace(/@(?=everyone|here)/gi, '@\u200b')
    .replace(LINE_START, '$1\\$2')
    .replace(NUMBERED, '$1\\$2');
}

/** The same, but addresses of the web stay links, without a preview. */
export function escapeButLinks(text: string): string {
  let at = 0;
  let escaped = '';
  for (const { 0: url, index } of text.matchAll(URL_LIKE)) {
    if (UNSAFE_IN_URL.test(url) || /@(?:everyone|here)/i.test(url)) continue;
    escaped += `${escapeMarkdown(text.slice(at, index))}<${url}>`;
    at = index + url.length;
  }
  return escaped + escapeMarkdown(text.slice(at));
}

/**
 * A link under a name; nothing where the address is none of the web or longer than `longest` characters, nor for a name
 * that must be escaped: Discord shows the backslashes there (https://github.com/discord/discord-api-docs/issues/6185), and no
 * link at all where the name holds an address (https://github.com/discord/discord-api-docs/issues/7721).
 */
export function link(name: string, url: string | undefined, longest: number): string | undefined {
  if (escapeMarkdown(name) !== name) return undefined;
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  const address = parsed.href.replace(/[()\\`|]|@(?=everyone|here)/gi, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return address.length > longest ? undefined : `[${name}](<${address}>)`;
}

/** The text up to a length, cut at a space where one is near and never inside a character; "…" where something is missing. */
export function shorten(text: string, longest: number): string {
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
