import { escapeAround } from '../web-links.ts';

/** Where Discord would begin or end something of its own: emphasis, code, spoilers, links, mentions, emoji, timestamps. */
const SPECIAL = /[\\*_~|`[\]<]/g;

/** A heading, subtext, list or quote at the start of a line. */
const LINE_START = /^(\s*)(#{1,3}(?=\s)|-(?=#?\s)|\+(?=\s)|>)/;
const NUMBERED = /^(\s*\d+)([.)])(?=\s)/;

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
  return escapeAround(text, escapeMarkdown, (url) => (/@(?:everyone|here)/i.test(url) ? undefined : `<${url}>`));
}

/**
 * A link under a name; nothing where the address is none of the web or longer than `longest` characters, nor for a name
 * that must be escaped: Discord shows the backslashes there (https://github.com/discord/discord-api-docs/issues/6185), and no
 * link at all where the name holds an address (https://github.com/discord/discord-api-docs/issues/7721).
 */
export function link(name: string, url: string | undefined, longest: number): string | undefined {
  if (escapeMarkdown(name) !== name) return undefined;
  const address = toAddress(url);
  return address === undefined || address.length > longest ? undefined : `[${name}](<${address}>)`;
}

/** An address of the web as a link without a name and a preview; nothing for any other. */
export function bareLink(url: string | undefined): string | undefined {
  const address = toAddress(url);
  return address === undefined ? undefined : `<${address}>`;
}

function toAddress(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  return parsed.href.replace(/[()\\`|]|@(?=everyone|here)/gi, (char) => `%${char.charCodeAt(0).toString(16)}`);
}
